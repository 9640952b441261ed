"""Code and conf values that a stage runs with, for its run record: dvc.yaml names what it is made of.

No output carries a code revision (equal records have equal ids whatever made them): `made` leads from an
output's bytes to the run record.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from stages.config.params import PARAMS_FILE
from stages.records.identity import content_hash, sha256
from stages.records.tables import file_hashes, files_sha256

PIPELINE = Path("dvc.yaml")
CODE = ("stages/", "conf/", "constraints.txt")
"""Dependencies that are code, and not data."""


def code_facts(stage: str, root: Path = Path(".")) -> dict[str, Any]:
    """`{"code_sha256", "code": {path: SHA-256}, "params": {key: value}}` of a stage as it would run now.

    `stage` is a name as DVC has it (`train@januscoder`). Empty for a stage that dvc.yaml does not name.
    """
    name, _, item = stage.partition("@")
    path = root / PIPELINE
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))["stages"] if path.is_file() else {}
    if name not in declared:
        return {}
    entry = declared[name].get("do", declared[name])
    code = {dep: _hash(root / dep) for dep in _named(entry, "deps", item) if dep.startswith(CODE)}
    values = yaml.safe_load((root / PARAMS_FILE).read_text(encoding="utf-8")) or {}
    params = {key: _value(values, key) for key in _named(entry, "params", item)}
    return {"code_sha256": content_hash(code), "code": code, "params": params}


def _named(entry: dict[str, Any], field: str, item: str) -> list[str]:
    """The entries of a list in dvc.yaml, with the item of a matrix filled in; those of a foreach are data."""
    return [one.replace("${item.model}", item) for one in entry.get(field, []) if "${item.o" not in one]


def _hash(path: Path) -> str:
    """SHA-256 over a file or over the sorted files of a folder, bytecode left out."""
    if path.is_file():
        return sha256(path.read_bytes())
    files = {name: entry for name, entry in file_hashes(path).items() if "__pycache__" not in name}
    return files_sha256(files)


def _value(params: dict[str, Any], key: str) -> Any:
    for part in key.split("."):
        params = params[part]
    return params
