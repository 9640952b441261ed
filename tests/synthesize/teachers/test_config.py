"""conf/teacher: each option composes to a valid section; mistakes are named."""

from __future__ import annotations

import pytest

from stages.config.compose import compose_params
from stages.config.sections import check_sections
from stages.errors import JanusError


@pytest.mark.parametrize("name", ["programmatic", "endpoint", "transformers"])
def test_every_teacher_composes(name):
    assert check_sections(compose_params([f"teacher={name}"]))["teacher"]["name"] == name


@pytest.mark.parametrize(
    ("overrides", "what"),
    [
        (["teacher.name=oracle"], "'programmatic', 'endpoint', 'transformers'"),
        (["teacher=endpoint", "teacher.concurrency=0"], "teacher.endpoint.concurrency"),
        (["teacher=endpoint", "+teacher.key=sk-1"], "teacher.endpoint.key: Extra inputs"),
        (["teacher=transformers", "teacher.device=tpu"], "teacher.transformers.device"),
    ],
)
def test_a_mistake_is_named(overrides, what):
    """A key in params is an unknown one: it has no place there."""
    with pytest.raises(JanusError) as error:
        check_sections(compose_params(overrides))
    assert what in str(error.value)
