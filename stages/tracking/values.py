"""Nested values as MLflow wants them: flat keys, text params, finite numbers, and no secrets."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator
from typing import Any

from stages.records.identity import sha256

LONGEST = 5000
"""Characters of a param or tag value (MLflow takes 6,000 and 8,000)."""
SECRET = re.compile(r"key|token|secret|password|passwd|credential|authorization", re.IGNORECASE)
SHORTEST_SECRET = 8


def flatten(values: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(dotted key, leaf) of nested dicts; lists are leaves."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from flatten(value, f"{prefix}.{key}" if prefix else str(key))
    else:
        yield prefix, values


def as_params(values: dict[str, Any]) -> dict[str, str]:
    """Flat text params: JSON for what is no text, secrets out."""
    return {key_of(k): text(v if isinstance(v, str) else json.dumps(v)) for k, v in flatten(values)}


def as_metrics(values: Any) -> dict[str, float]:
    """The finite numbers of nested dicts; texts, lists, booleans and nulls are no metrics."""
    return {
        key_of(key): float(value)
        for key, value in flatten(values)
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    }


def key_of(key: str) -> str:
    """A key of the characters that MLflow takes."""
    return re.sub(r"[^\w./: -]", "_", key, flags=re.ASCII)[:250]


def text(value: Any) -> str:
    """`value` as text that MLflow takes; over-long ones are cut and end in their hash."""
    whole = without_secrets(str(value))
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}… sha256:{sha256(whole)}"


def without_secrets(whole: str) -> str:
    """`whole` with the values of environment variables that are named like a secret replaced by their name.

    Keys come from the environment alone and no stage passes them on; an error text of a server might.
    """
    for name, value in os.environ.items():
        if SECRET.search(name) and len(value) >= SHORTEST_SECRET:
            whole = whole.replace(value, f"<{name}>")
    return whole
