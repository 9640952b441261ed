"""Every file against the manifest of its artifact, and every manifest against those it was made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stages.lineage.findings import ABSENT, Findings, file_digest
from stages.lineage.views import FOLDERS, table_files
from stages.records.tables import MANIFEST, files_sha256

PLACES = ("data/*/manifest.json", "data/predictions/*/manifest.json", "models/*/manifest.json")


def check_manifests(root: Path, findings: Findings) -> None:
    """Re-hash every file that a manifest names; files that it does not name are problems too."""
    manifests = {}
    for path in sorted(p for place in PLACES for p in root.glob(place)):
        folder = path.parent.relative_to(root).as_posix()
        manifest = _read(path, folder, findings)
        if manifest is not None:
            manifests[folder] = manifest
            _check_files(root, folder, manifest, findings)
    for table in FOLDERS:
        for folder in sorted({path.parent.relative_to(root).as_posix() for path in table_files(root, table)}):
            if not (root / folder / MANIFEST).is_file():
                findings.expect(f"{folder}/{MANIFEST}", "a manifest", ABSENT)
    _check_parents(manifests, findings)


def _read(path: Path, folder: str, findings: Findings) -> dict[str, Any] | None:
    """The manifest, or None where it is no manifest any more (noted)."""
    name = f"{folder}/{MANIFEST}"
    try:
        manifest = json.loads(path.read_bytes())
        total = files_sha256(manifest["files"])
        named = manifest["table_sha256"], manifest["artifact"], manifest["parents"]
    except (ValueError, KeyError, TypeError) as error:
        findings.expect(name, "a manifest", f"{type(error).__name__}: {error}")
        return None
    findings.expect(name, f"table_sha256 {total}", f"table_sha256 {named[0]}")
    return manifest


def _check_files(root: Path, folder: str, manifest: dict[str, Any], findings: Findings) -> None:
    on_disk = {
        path.relative_to(root / folder).as_posix(): path
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    for name, entry in sorted(manifest["files"].items()):
        if not findings.covers(f"{folder}/{name}"):
            continue
        found = file_digest(on_disk[name], "sha256") if name in on_disk else ABSENT
        findings.expect(f"{folder}/{name}", str(entry["sha256"]), found)
    for name in sorted(set(on_disk) - set(manifest["files"])):
        findings.expect(f"{folder}/{name}", ABSENT, "a file that the manifest does not name")


def _check_parents(manifests: dict[str, dict[str, Any]], findings: Findings) -> None:
    """An artifact must have been made from the bytes that its parents have now (those that are here)."""
    here = {}
    for folder, manifest in manifests.items():
        for name in (folder, folder.removeprefix("data/")):
            here[name] = manifest["table_sha256"]
    for folder, manifest in manifests.items():
        for parent, made_from in sorted(manifest["parents"].items()):
            if parent in here:
                findings.expect(
                    f"{folder}/{MANIFEST}",
                    f"made from {parent} {here[parent]}",
                    f"made from {parent} {made_from}",
                )
