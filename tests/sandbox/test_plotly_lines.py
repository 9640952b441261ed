"""Runtime plotly draws lines, points and bars, and says what it drew."""

from __future__ import annotations

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import requires
from tests.sandbox.plotly_examples import LINES, assert_claims

pytestmark = requires("plotly")


@pytest.mark.parametrize("name", LINES)
def test_example_draws_what_its_evidence_says(drawer: Executor, name: str) -> None:
    code, claims = LINES[name]
    assert_claims(drawer.execute(code, "plotly"), claims)
