"""The animation domain on real scenes: canonical form, instructions, edits and their claims."""

from __future__ import annotations

import json
from random import Random

import pytest

from stages.config import load_section
from stages.reward.domains import animation as judge
from stages.sandbox import Executor, RuntimeSection, SandboxSection
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains.animation import DOMAINS
from stages.synthesize.domains.animation.scene import scene_of
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from tests.sandbox.conftest import requires

pytestmark = requires("manim")
DOMAIN = DOMAINS[0]
MOVING = """from manim import *


class TwoShapes(Scene):
    def construct(self):
        square = Square(side_length=1, color=BLUE).shift(LEFT * 2)
        label = Text("two", font_size=30).shift(DOWN)
        self.add(label)
        self.play(Create(square))
        self.play(square.animate.shift(RIGHT * 3))
        self.wait(2)
"""
STILL = """from manim import *


class Dots(Scene):
    def construct(self):
        self.add(Dot(color=RED), Circle(radius=1, color=RED), Text("a").shift(UP), Text("a").shift(DOWN))
"""


@pytest.fixture(scope="module")
def execute():
    section = load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection)
    with Executor(*section, None, count=1) as executor:

        def run(code: str) -> Program:
            done = executor.execute(code, "manim")
            assert done.status == "ok", (done.stderr, code)
            return Program(code, done.evidence)

        yield run


@pytest.fixture(scope="module")
def programs(execute) -> list[Program]:
    return [execute(MOVING), execute(STILL)]


def holds(description, program: Program, before: Program | None = None) -> None:
    assert description.claims
    for claim in json.loads(json.dumps([c.as_dict() for c in description.claims])):
        passed, why = judge.check(claim, program.evidence, before and before.evidence)
        assert passed, (claim, why, description.instruction)


def test_steps_and_things_are_read(programs):
    scene = scene_of(programs[0].evidence)
    assert [[move.kind for move in step.moves] for step in scene.steps] == [
        ["Create"],
        ["MoveToTarget"],
        ["Wait"],
    ]
    assert [thing.type for thing in scene.end] == ["Text", "Square"] and scene.duration == 4


def test_the_canonical_form_ends_in_the_same_picture(programs, execute):
    for program in programs:
        code = DOMAIN.canonical(program.evidence, Random(1))
        assert count_tokens(code) <= CANONICAL_TOKENS
        assert DOMAIN.resembles(program.evidence, execute(code).evidence) == (True, "")
    assert not DOMAIN.resembles(programs[0].evidence, programs[1].evidence)[0]


@pytest.mark.parametrize("register", REGISTERS)
def test_instructions_claim_what_is_seen(programs, register):
    for program in programs:
        assert len({DOMAIN.describe(program, register, Random(n)).instruction for n in range(9)}) > 2
        holds(DOMAIN.describe(program, register, Random(1)), program)
        holds(DOMAIN.recontextualize(program, register, Random(1)), program)


def test_steps_are_told_in_their_order(programs):
    text = DOMAIN.describe(programs[0], "detailed", Random(1)).instruction
    assert text.index("`Create`") < text.index("`.animate`") < text.index("wait for 2 seconds")
    assert '"a" twice' in DOMAIN.describe(programs[1], "plain", Random(1)).instruction


def test_more_than_the_evidence_lists_is_not_told(execute):
    many = execute(STILL.replace("Dot(color=RED)", "VGroup(*[Dot() for _ in range(80)]).arrange_in_grid(8)"))
    with pytest.raises(NotApplicable, match="more than the evidence lists"):
        DOMAIN.describe(many, "plain", Random(1))


def test_every_concept_is_executed_and_keeps_its_word(programs, execute):
    tried = set()
    for program in programs:
        concepts = DOMAIN.concepts(program)
        for concept in concepts if program is programs[0] else ["animate"]:
            after = execute(DOMAIN.evolve(program, concept, Random(3)))
            for register in REGISTERS:
                holds(DOMAIN.describe_edit(concept, program, after, register, Random(2)), after, program)
            tried.add(concept)
    assert tried == {
        "fade_out", "title", "wait", "background", "indicate", "scale", "recolour", "run_time",
        "introduction", "shape", "animate",
    }  # fmt: skip
