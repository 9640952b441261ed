"""Events posted to an OpenLineage endpoint, one request each, in order."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

import requests

from stages.errors import JanusError

KEY = "OPENLINEAGE_API_KEY"
TIMEOUT_S = 30


def post(events: Iterable[dict[str, Any]], url: str) -> int:
    """Post events to `url`; returns how many. A key for the endpoint comes from `$OPENLINEAGE_API_KEY` alone.

    Raises JanusError, naming how many were taken, where the endpoint cannot be reached or refuses one.
    """
    taken = 0
    with requests.Session() as session:
        session.headers["Content-Type"] = "application/json"
        if key := os.environ.get(KEY):
            session.headers["Authorization"] = f"Bearer {key}"
        for event in events:
            try:
                answer = session.post(url, data=json.dumps(event).encode(), timeout=TIMEOUT_S)
                answer.raise_for_status()
            except requests.RequestException as error:
                status = f"it answered {error.response.status_code}" if error.response is not None else ""
                raise JanusError(
                    f"the endpoint takes no event after {taken}: {status or type(error).__name__}",
                    where=url,
                    do="check the address and the key, then run again: an endpoint knows runs by their id",
                ) from None
            taken += 1
    return taken
