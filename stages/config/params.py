"""`params.yaml` as typed, frozen sections. Each section's class stands beside the stage that owns it.

Stages read `params.yaml` alone: `dvc repro` never composes Hydra. Unknown keys and wrong types are errors
that name the key.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from stages.errors import JanusError

PARAMS_FILE = Path("params.yaml")


class Section(BaseModel):
    """Base of every section: frozen, no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, protected_namespaces=())


S = TypeVar("S", bound=BaseModel)


def raw_params(path: Path = PARAMS_FILE) -> dict[str, Any]:
    """The whole file as plain values."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise JanusError(
            f"{path} is missing", where=str(Path.cwd()), do="run `janus config write` in the project's folder"
        ) from None


def load_section(name: str, section: type[S], params: dict[str, Any] | None = None) -> S:
    """Section `name` of params.yaml (or of `params`) as `section`.

    Raises JanusError naming every key that is unknown, absent or of a wrong type.
    """
    values = (raw_params() if params is None else params).get(name)
    try:
        return section.model_validate(values)
    except ValidationError as error:
        problems = [
            f"{'.'.join([name, *map(str, e['loc'])])}: {e['msg']} (found {e['input']!r})"
            for e in error.errors()
        ]
        raise JanusError(
            "params do not fit: " + "; ".join(problems),
            where=str(PARAMS_FILE),
            do="correct the key in conf/ and run `janus config write`",
        ) from None


def nested(section: type[S], value: dict[str, Any]) -> S:
    """`value` as `section` inside another section's validator. Raises ValueError naming every wrong key."""
    try:
        return section.model_validate(value)
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, e['loc']))}: {e['msg']} (found {e['input']!r})" for e in error.errors()
        ]
        raise ValueError("; ".join(problems)) from None
