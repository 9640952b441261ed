"""Which code a remembered result is of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from stages.records.identity import content_hash, sha256


@cache
def code_fingerprint(*folders: str) -> str:
    """Hash of the Python files below folders of stages: their names and bytes."""
    root = Path(__file__).parents[1]
    files = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    return content_hash([[path.relative_to(root).as_posix(), sha256(path.read_bytes())] for path in files])
