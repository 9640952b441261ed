"""Where tables lie, and their manifests."""

from __future__ import annotations

from pathlib import Path

from stages.errors import JanusError
from stages.records.tables import read_manifest

DATA = Path("data")


def folder(table: str) -> Path:
    return DATA / table


def manifests(table: str) -> dict[str, dict]:
    """Manifest by artifact name; predictions have one for each model's folder."""
    if table != "predictions":
        return {table: read_manifest(folder(table))}
    models = sorted(p.name for p in folder(table).glob("*") if p.is_dir())
    if not models:
        raise JanusError(f"no predictions in {folder(table)}", do="run `dvc repro evaluate`")
    return {f"predictions/{name}": read_manifest(folder(table) / name) for name in models}
