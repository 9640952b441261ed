"""One HTTP download that goes on where it stopped, in this run or in a later one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import requests
from tqdm import tqdm

from stages.crawl.downloads import CHUNK, file_sha256
from stages.errors import JanusError

ATTEMPTS = 4
PAUSE_S = 0.2
"""Before the second attempt; four times longer before each further one."""
TIMEOUT_S = (15, 60)
"""Connect, and between two pieces."""


class Broken(Exception):
    """The connection ended early; what came is kept in the `.part` file."""


def download(url: str, target: Path, *, sha256: str, size: int | None, session: requests.Session) -> Path:
    """Fetch `url` to `target`, checked against `sha256`, with a progress bar.

    The bytes go to `target.part`; a broken connection and the next run ask for the rest of it (HTTP Range).
    Raises JanusError where the server cannot be reached or sends other bytes.
    """
    part = target.with_name(target.name + ".part")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _fetch_rest(url, part, size, session)
        except (requests.RequestException, Broken) as error:
            if attempt == ATTEMPTS or _refused(error):
                raise JanusError(
                    f"{target.name} cannot be downloaded: {_reason(error)}",
                    where=f"{part} holds the {part.stat().st_size if part.exists() else 0} bytes that came",
                    do="check the network and run again: the download goes on where it stopped",
                ) from None
            time.sleep(PAUSE_S * 4 ** (attempt - 1))
            continue
        found = file_sha256(part)
        if found == sha256:
            os.replace(part, target)
            return target
        part.unlink()  # the wrong bytes: a later attempt starts from nothing
    raise JanusError(
        f"{target.name} arrives with other bytes than announced: sha256 {found}, expected {sha256}",
        where=str(target),
        do="run again; if it persists, a proxy changes the file or the registry's page is wrong",
    )


def _fetch_rest(url: str, part: Path, size: int | None, session: requests.Session) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have and have == size:
        return
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with session.get(url, headers=headers, stream=True, timeout=TIMEOUT_S) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            part.unlink()
            raise Broken("the server has fewer bytes than came before")
        answer.raise_for_status()
        resumed = answer.status_code == requests.codes.partial_content
        have = have if resumed else 0
        length = answer.headers.get("Content-Length")
        answer.raw.enforce_content_length = False  # else the last piece before a break would be thrown away
        total = have + int(length) if length else size
        with (
            part.open("ab" if resumed else "wb") as out,
            tqdm(
                total=total, initial=have, unit="B", unit_scale=True, desc=part.stem, mininterval=0.5
            ) as bar,
        ):
            for piece in answer.iter_content(CHUNK):
                out.write(piece)
                have += len(piece)
                bar.update(len(piece))
    if total is not None and have < total:
        raise Broken(f"the connection ended after {have} of {total} bytes")


def _refused(error: Exception) -> bool:
    """An answer that another attempt would not change (not found, forbidden)."""
    return isinstance(error, requests.HTTPError) and 400 <= error.response.status_code < 500


def _reason(error: Exception) -> str:
    """The error without addresses of the registry: those belong to the client's settings."""
    if isinstance(error, requests.HTTPError):
        return f"the server answered {error.response.status_code} {error.response.reason}"
    return str(error) if isinstance(error, Broken) else type(error).__name__
