"""Translation by a teacher: both ends are executed and compared, whoever wrote them."""

from __future__ import annotations

import pytest

from stages.config import load_section
from stages.engine.local import Processes
from stages.reward.config import JudgeSection
from stages.synthesize.__main__ import _execute_seeds
from stages.synthesize.rounds import run_strategy
from stages.synthesize.strategies import bidirectional_translation as bidirectional
from stages.synthesize.strategies.reverse_instruction import ReverseInstruction
from stages.synthesize.teachers.prompts import Prompts
from stages.synthesize.teachers.rounds import run_taught
from stages.synthesize.translate import languages
from tests.sandbox.conftest import requires
from tests.synthesize.pictures import PICTURES
from tests.synthesize.teachers.test_taught import Scripted, context, executor  # noqa: F401
from tests.synthesize.test_bidirectional_translation import seed

pytestmark = requires("gnuplot")
TARGETS = {"chart/python": {"scientific/gnuplot": 1}}


def reply(picture: str) -> str:
    code = languages()["scientific", "gnuplot"].write(PICTURES[picture])
    return f"[Instruction]\nA bar chart in gnuplot.\n[Code]\n```gnuplot\n{code}\n```\n"


@pytest.fixture
def translate(executor, context):  # noqa: F811
    def translate(teacher):
        strategy = bidirectional.make(bidirectional.Options(targets=TARGETS, most={"chart/python": 1}))
        chart = languages()["chart", "python"].write(PICTURES["bars"])
        sources, _ = _execute_seeds([seed(chart)], executor, context)
        with Processes(1) as pool:
            _, grown = run_strategy(ReverseInstruction(), sources, executor, pool, context, attempts=1)
            return run_taught(
                strategy,
                grown,
                executor,
                pool,
                context,
                attempts=2,
                teacher=teacher,
                prompts=Prompts(),
                judge=load_section("judge", JudgeSection),
            )

    return translate


def test_a_translation_gives_samples_both_ways(translate):
    teacher = Scripted(lambda texts: reply("bars"))
    rows, grown = translate(teacher)
    assert {row["reason"] for row in rows} == {None} and {row["teacher"] for row in rows} == {"scripted/test"}
    assert {(row["task"], row["runtime"]) for row in rows} == {
        ("generation", "gnuplot"),
        ("image_to_code", "gnuplot"),
        ("translation", "gnuplot"),
        ("translation", "python"),
    }
    (generation,) = [row for row in rows if row["task"] == "generation"]
    assert generation["instruction"] == "A bar chart in gnuplot." and "chart_type" in generation["claims"]
    assert "Write a program in gnuplot" in teacher.requests[0].messages[1].text
    assert grown[0].domain.runtime == "gnuplot"


def test_another_picture_goes_back_with_the_difference(translate):
    teacher = Scripted(lambda texts: reply("lines" if len(texts) == 2 else "bars"))
    rows, grown = translate(teacher)
    assert rows[0]["decision"] == "drop" and len(grown) == 1
    assert "to gnuplot: " in teacher.requests[1].messages[3].text
    assert rows[0]["reason"] in teacher.requests[1].messages[3].text
