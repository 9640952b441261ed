"""conf/judge and conf/calibrate: every option composes, mistakes are named, the default asks no model."""

from __future__ import annotations

import pytest

from stages.config.compose import compose_params
from stages.config.sections import check_sections
from stages.errors import JanusError


def composed(*overrides: str) -> dict:
    return check_sections(compose_params(list(overrides)))


def test_every_judge_composes_and_the_default_asks_no_model():
    default = composed()
    assert default["judge"]["name"] == "evidence"
    assert "asked" not in default["judge"] and "asked" not in default["calibrate"]
    for name in ("endpoint", "januscoder"):
        judge = composed(f"judge={name}")["judge"]
        assert judge["name"] == name and judge["threshold"] == default["judge"]["threshold"]
        assert composed("calibrate=endpoint")["calibrate"]["asked"] == judge["asked"]


@pytest.mark.parametrize(
    ("overrides", "what"),
    [
        (["judge=calibrated", "judge.name=endpoint"], "judge=endpoint needs `asked`"),
        (["judge=endpoint", "judge.asked.votes=0"], "judge.asked.votes"),
        (["judge=endpoint", "+judge.asked.server.key=sk-1"], "judge.asked.server.key: Extra inputs"),
        (["calibrate=endpoint", "calibrate.asked.least_score=3"], "calibrate.asked.least_score"),
    ],
)
def test_a_mistake_is_named(overrides, what):
    """A key in params is an unknown one: it has no place there."""
    with pytest.raises(JanusError) as error:
        composed(*overrides)
    assert what in str(error.value)
