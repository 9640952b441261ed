"""The longest files first, so that the last ones to end are short (`make test` runs two at a time).

tests/pipeline/test_pipeline.py makes the build that the other files beside it copy (tests/once.py). They come
after others that do without it, so that no worker waits while it is made.
"""

from __future__ import annotations

import pytest

LONGEST = (
    "tests/pipeline/test_pipeline",
    "tests/train/test_stage",
    "tests/sandbox/test_hostile",
    "tests/pipeline/test_takedown",
    "tests/pipeline/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable: the order inside a file stays."""

    def place(item: pytest.Item) -> int:
        return next((i for i, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))

    items.sort(key=place)
