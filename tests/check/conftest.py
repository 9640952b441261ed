"""One small world for all gates, its corpus made by the assemble stage."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from stages.records.tables import write_table
from tests.assemble import factory


@pytest.fixture(scope="package")
def tables(tmp_path_factory) -> dict[str, list[factory.Row]]:
    """Rows of every table, predictions of both models together. Treat as read-only: copy before a change."""
    home = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("world"))
    try:
        found = factory.world()
        factory.write(found)
        found["corpus"] = factory.corpus()
        found["predictions"] = factory.prediction_rows(found["corpus"])
    finally:
        os.chdir(home)
    return found


@pytest.fixture
def lay(tables, tmp_path, monkeypatch) -> Callable[..., dict[str, list[factory.Row]]]:
    """Write the world into an empty working directory, some tables replaced; returns the rows written."""
    monkeypatch.chdir(tmp_path)

    def write(**replaced: list[factory.Row]) -> dict[str, list[factory.Row]]:
        rows = {**tables, **replaced}
        for name, members in rows.items():
            if name != "predictions":
                write_table(name, members, Path("data") / name)
        by_vision = [r["model"] == "januscoderv" for r in rows["predictions"]]
        for model, vision in (("januscoder", False), ("januscoderv", True)):  # others lie with the first
            members = [r for r, by in zip(rows["predictions"], by_vision, strict=True) if by == vision]
            write_table("predictions", members, Path("data/predictions") / model)
        return rows

    return write


@pytest.fixture
def copy(tables) -> Callable[[str], list[factory.Row]]:
    """A table's rows to change, sorted by id."""
    return lambda name: sorted(deepcopy(tables[name]), key=lambda r: r["record_id"])
