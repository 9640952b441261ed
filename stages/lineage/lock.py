"""`dvc.lock` as data: what DVC recorded of each stage, and a check of the outputs' bytes against it.

Read as a file, without DVC's internals. A folder's hash there is the MD5 of a JSON list of its files (sorted
by path), so it can be computed from the disk alone; the list itself, if DVC's cache still holds it, says
which file differs.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from stages.errors import JanusError
from stages.lineage.findings import ABSENT, Findings, file_digest
from stages.records.tables import MANIFEST

LOCK = Path("dvc.lock")
CACHE = Path(".dvc/cache/files/md5")


def read_lock(root: Path = Path(".")) -> dict[str, dict[str, Any]]:
    """Stage name to its entry (`cmd`, `deps`, `params`, `outs`); empty where nothing has run.

    Raises JanusError where the file is not what DVC writes.
    """
    path = root / LOCK
    if not path.is_file():
        return {}
    try:
        stages = yaml.safe_load(path.read_text(encoding="utf-8"))["stages"]
        return {name: dict(entry) for name, entry in (stages or {}).items()}
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise JanusError(
            f"{LOCK} is not readable: {error}", where=str(path), do=f"restore it: git checkout {LOCK}"
        ) from None


def outs(entry: dict[str, Any]) -> dict[str, str]:
    """Path to MD5 (`<md5>.dir` for a folder) of a stage's outputs, metrics and plots included."""
    return {out["path"]: out["md5"] for out in entry.get("outs", []) if "md5" in out}


def deps(entry: dict[str, Any]) -> dict[str, str]:
    """Path to MD5 of what a stage read."""
    return {dep["path"]: dep["md5"] for dep in entry.get("deps", []) if "md5" in dep}


def check_lock(root: Path, findings: Findings) -> None:
    """Re-hash every output that dvc.lock names."""
    for entry in read_lock(root).values():
        for path, md5 in sorted(outs(entry).items()):
            if md5.endswith(".dir"):
                _check_folder(root, path, md5, findings)
            else:
                found = file_digest(root / path, "md5") if (root / path).is_file() else ABSENT
                findings.expect(path, md5, found)


def _check_folder(root: Path, path: str, md5: str, findings: Findings) -> None:
    if not (root / path).is_dir():
        findings.expect(path, md5, ABSENT)
        return
    listed = _listing(root, md5)
    found = {
        name: file_digest(file, "md5")
        for file in sorted((root / path).rglob("*"))
        if file.is_file() and _asked(findings, path, name := file.relative_to(root / path).as_posix(), listed)
    }
    now = folder_md5(found)
    if now == md5:
        findings.checked += len(found)
        return
    for name in sorted(set(found) | set(listed or {})) if listed is not None else ():
        findings.expect(f"{path}/{name}", listed.get(name, ABSENT), found.get(name, ABSENT))
    if not findings.below(path) and findings.scope is None:
        findings.expect(path, md5, now)


def _asked(findings: Findings, path: str, name: str, listed: dict[str, str] | None) -> bool:
    """Whether a file of an output is to be hashed: without a list of its files, all are or none."""
    return listed is None or findings.covers(f"{path}/{name}")


def check_cache(root: Path, findings: Findings) -> None:
    """Re-hash what DVC's cache holds of the outputs that dvc.lock names.

    DVC checks out a damaged object without a word: an output that is intact here can come back damaged.
    """
    wanted: dict[str, str] = {}
    for entry in read_lock(root).values():
        for out, md5 in outs(entry).items():
            wanted[md5] = f"{out}/{MANIFEST}" if md5.endswith(".dir") else out
            for name, each in (_listing(root, md5) or {}).items() if md5.endswith(".dir") else ():
                wanted[each] = f"{out}/{name}"
    for md5, file in sorted(wanted.items()):
        path = CACHE / md5[:2] / md5[2:]
        if findings.covers(file) and (root / path).is_file():
            found = file_digest(root / path, "md5")
            findings.expect(path.as_posix(), md5.removesuffix(".dir"), found)


def folder_md5(files: dict[str, str]) -> str:
    """DVC's hash of a folder from its files' MD5s by relative path."""
    entries = [{"md5": files[name], "relpath": name} for name in sorted(files)]
    text = json.dumps(entries, sort_keys=True).encode()
    return hashlib.md5(text, usedforsecurity=False).hexdigest() + ".dir"


def _listing(root: Path, md5: str) -> dict[str, str] | None:
    """The files of a folder as DVC's cache lists them; None where the list is absent or not itself intact."""
    path = root / CACHE / md5[:2] / md5[2:]
    if not path.is_file() or file_digest(path, "md5") + ".dir" != md5:
        return None
    return {entry["relpath"]: entry["md5"] for entry in json.loads(path.read_bytes())}
