"""DVC's cache: which stored outputs hold taken-down content, and their removal.

An output that lost an object is no output any more: its listing goes too, so that DVC's run-cache cannot put
half of it back. Pages are removed all: they show records of every kind and cost a second to make again.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from stages.lineage.lock import CACHE, outs, read_lock
from stages.lineage.takedown.descent import Descent

PAGE = b"<!doctype html"


@dataclass(frozen=True)
class Outputs:
    """DVC's hashes of stored outputs, by what is known of them."""

    tainted: frozenset[str]
    clean: frozenset[str]


def cached_files(root: Path) -> list[Path]:
    """Every object in DVC's cache, listings included."""
    return sorted(path for path in (root / CACHE).glob("*/*") if path.is_file())


def sort_outputs(root: Path, found: Descent) -> Outputs:
    """Outputs in DVC's cache and those that dvc.lock names, as tainted or clean; others are unknown."""
    bad = found.files | found.unclear
    tainted, clean = set(), set()
    for md5, listing in listings(root).items():
        held = [root / CACHE / each[:2] / each[2:] for each in listing.values()]
        whole = all(path.is_file() for path in held)
        (tainted if bad & set(held) or not whole else clean).add(md5)
    for entry in read_lock(root).values():
        for path, md5 in outs(entry).items():
            if any((root / path) in file.parents for file in bad):
                tainted.add(md5)
            elif md5 not in tainted and (root / path).exists():
                clean.add(md5)
    return Outputs(frozenset(tainted), frozenset(clean - tainted))


def drop_objects(root: Path, found: Descent) -> int:
    """Remove objects with such rows, models that learned from them, and pages; returns how many objects."""
    stored = listings(root)
    models = {md5 for md5, listing in stored.items() if _learned(root, listing, found.files)}
    kept = {each for md5, listing in stored.items() if md5 not in models for each in listing.values()}
    gone = {path for path in found.files if (root / CACHE) in path.parents}
    for md5 in models:
        gone |= {_object(root, each) for each in set(stored[md5].values()) - kept}
    if gone:
        gone |= {path for path in cached_files(root) if _is_page(path)}
    for md5, listing in stored.items():
        if any(_object(root, each) in gone for each in listing.values()):
            gone.add(_object(root, md5))
    present = [path for path in sorted(gone) if path.is_file()]
    for path in present:
        path.unlink()
    return len(present)


def listings(root: Path) -> dict[str, dict[str, str]]:
    """MD5 of every folder in the cache to its files: relative path to MD5."""
    return {
        path.parent.name + path.name: {e["relpath"]: e["md5"] for e in json.loads(path.read_bytes())}
        for path in cached_files(root)
        if path.suffix == ".dir"
    }


def _object(root: Path, md5: str) -> Path:
    return root / CACHE / md5[:2] / md5[2:]


def _learned(root: Path, listing: dict[str, str], bad: Collection[Path]) -> bool:
    logs = [md5 for name, md5 in listing.items() if name.startswith("consumption/")]
    return any(_object(root, md5) in bad for md5 in logs)


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PAGE)).lower() == PAGE
