"""The longest files first, so that the last ones to end are short (`make test` runs two at a time)."""

from __future__ import annotations

import pytest

LONGEST = ("tests/pipeline/", "tests/train/test_stage", "tests/sandbox/test_hostile")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable: the order inside a file stays."""

    def place(item: pytest.Item) -> int:
        return next((i for i, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))

    items.sort(key=place)
