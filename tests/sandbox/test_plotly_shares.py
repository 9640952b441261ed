"""Runtime plotly draws shares, flows, circles, tables and depth, and says what it drew."""

from __future__ import annotations

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import requires
from tests.sandbox.plotly_examples import SHARES, assert_claims

pytestmark = requires("plotly")


@pytest.mark.parametrize("name", SHARES)
def test_example_draws_what_its_evidence_says(drawer: Executor, name: str) -> None:
    code, claims = SHARES[name]
    assert_claims(drawer.execute(code, "plotly"), claims)
