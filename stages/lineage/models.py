"""What is known of the models in a project folder beside their tables: the weights that each began with."""

from __future__ import annotations

import json
from pathlib import Path

from stages.errors import JanusError

SETTINGS = "training.json"
"""What training writes into a model's folder (`stages.train.publish`)."""


def settings_files(root: Path) -> list[Path]:
    """The settings of every model here, sorted."""
    return sorted(root.glob(f"models/*/{SETTINGS}"))


def bases(root: Path) -> dict[str, str | None]:
    """Model to the node id of its pretrained base (`base:NAME`), None for random weights.

    A model without settings here is left out: nothing is known of it. Raises JanusError for settings that
    training did not write.
    """
    found = {}
    for path in settings_files(root):
        try:
            name = json.loads(path.read_bytes())["architecture"]["pretrained"]
        except (ValueError, KeyError, TypeError) as error:
            raise JanusError(
                f"{path.name} is not what train writes ({type(error).__name__}: {error})",
                where=str(path),
                do=f"run `dvc checkout {path.parent}`, or `dvc repro --force train@{path.parent.name}`",
            ) from None
        found[path.parent.name] = None if name is None else f"base:{name}"
    return found
