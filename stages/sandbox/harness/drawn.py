"""From the pictures that a program left behind to the result of a sample."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from stages.sandbox.harness import pixels
from stages.sandbox.harness.rounding import number

MOST_FIGURES = 12
"""Pictures kept; all are counted."""
ASIDE = Path(".janus")
"""In the sample's folder: its code, and what its wrapper writes. Not shown by a plain listing."""

_ROOM = 1 << 16
"""Bytes; a disk with less is full."""

Shot = tuple[bytes, dict[str, Any]]
"""A PNG and the facts of what it shows."""


class Lost(Exception):
    """What the wrapper should have written is not there or damaged."""


def lost() -> dict[str, Any]:
    """The result where `Lost` was raised: a full disk is the sample's error, all else is damage it did."""
    disk = os.statvfs(".")
    if disk.f_bavail * disk.f_bsize < _ROOM:
        return {"status": "exception", "stderr": "no space left on the disk for its pictures"}
    return {}  # no result of the right shape: the verdict is that the sample damaged it


def put_aside(name: str, code: str) -> Path:
    """Write the code where its program finds it. Raises UnicodeEncodeError for lone surrogates."""
    ASIDE.mkdir()
    path = ASIDE.absolute() / name
    path.write_bytes(code.encode())
    return path


def read_facts(path: Path) -> Any:
    """The JSON that a wrapper wrote, its numbers rounded. Raises Lost."""
    try:
        return rounded(json.loads(path.read_text(encoding="utf-8", errors="replace")))
    except (OSError, ValueError) as error:
        raise Lost(path.name) from error


def read_picture(path: Path) -> bytes:
    """The bytes of a picture. Raises Lost."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Lost(path.name) from error


def rounded(value: Any) -> Any:
    """The same structure with every float rounded; not finite ones become None."""
    if isinstance(value, dict):
        return {str(k): rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def result(shots: list[Shot], evidence: dict[str, Any]) -> dict[str, Any]:
    """Status, pictures and evidence: the keys of a harness result.

    `evidence` gets `figures`, the facts of the pictures kept, and `pixels` of the last one. Blank pictures
    are left out where another is not blank. Raises Lost for a picture that is none.
    """
    if not shots:
        return {"status": "no_output", "stderr": "nothing was drawn"}
    drawn = [_measured(png, facts) for png, facts in shots[-MOST_FIGURES:]]
    painted = [shot for shot in drawn if not pixels.is_blank(shot["pixels"])]
    kept = painted or drawn[-1:]
    return {
        "status": "ok" if painted else "blank",
        "stderr": "" if painted else "nothing is drawn on the picture",
        "figures": len(shots) - (len(drawn) - len(kept)),
        "pngs": [shot["png"] for shot in kept],
        "evidence": {
            **evidence,
            "figures": [shot["facts"] for shot in kept],
            "pixels": kept[-1]["pixels"],
        },
    }


def _measured(png: bytes, facts: dict[str, Any]) -> dict[str, Any]:
    try:
        with Image.open(io.BytesIO(png)) as image:
            rgb = pixels.on_white(np.asarray(image.convert("RGBA")))
    except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises for a file that is no PNG
        raise Lost("picture") from error
    return {"png": pixels.png(rgb), "pixels": pixels.describe(rgb), "facts": facts}
