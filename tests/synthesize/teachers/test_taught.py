"""Strategies driven by a teacher: feedback, rows and claims, with the real SVG domain and sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from stages.config import load_section
from stages.endpoint.config import Sampling
from stages.endpoint.protocol import Reply
from stages.endpoint.reading import judge
from stages.engine.local import Processes
from stages.reward.config import JudgeSection
from stages.reward.domains import svg as checkers
from stages.reward.verdict import verdict
from stages.sandbox import RUNTIMES, Executor, RuntimeSection, SandboxSection, limits_of
from stages.synthesize.__main__ import _execute_seeds
from stages.synthesize.draft import Context
from stages.synthesize.rounds import run_strategy
from stages.synthesize.strategies.guided_evolution import GuidedEvolution, Options
from stages.synthesize.strategies.recontextualization import Recontextualization
from stages.synthesize.strategies.reverse_instruction import ReverseInstruction
from stages.synthesize.teachers.prompts import Prompts
from stages.synthesize.teachers.rounds import run_taught
from tests.synthesize.test_rounds import SHAPES, seed

JUDGE = load_section("judge", JudgeSection)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
GREEN = HEAD + '<rect x="4" y="4" width="56" height="56" fill="#208040"/></svg>'
SAID = "Draw a #208040 rectangle."
GOOD = f"[Instruction]\n{SAID}\n[Change]\nMake it a #208040 rectangle.\n[Code]\n```svg\n{GREEN}\n```\n"


class Scripted:
    """A teacher that answers by a function of (messages' texts, how many messages)."""

    name = "scripted/test"
    structured = False
    sampling = Sampling(temperature=0.5, max_tokens=100)

    def __init__(self, answer: Callable[[list[str]], str | Reply], vision: bool = False) -> None:
        self.answer, self.vision = answer, vision
        self.requests = []

    def ask(self, requests, label):
        self.requests += requests
        return [self._reply(r) for r in requests]

    def _reply(self, request) -> Reply:
        said = self.answer([m.text for m in request.messages])
        if isinstance(said, Reply):
            return said
        return Reply(said, judge({"text": said, "finish": "stop"}, request.form))


@pytest.fixture(scope="module")
def executor():
    runtimes, sandbox = load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection)
    with Executor(runtimes, sandbox, None) as running:
        yield running


@pytest.fixture(scope="module")
def context():
    runtimes = load_section("runtime", RuntimeSection)
    return Context(7, 8, {name: limits_of(runtimes.of(name)) for name in RUNTIMES})


@pytest.fixture
def run(executor, context):
    def run(strategy, teacher, attempts=2, shapes=SHAPES[:1], start=None):
        sources, _ = _execute_seeds([seed(s) for s in shapes], executor, context)
        with Processes(1) as pool:
            if start is not None:
                _, sources = run_strategy(start, sources, executor, pool, context, attempts=1)
            return run_taught(
                strategy,
                sources,
                executor,
                pool,
                context,
                attempts=attempts,
                teacher=teacher,
                prompts=Prompts(),
                judge=JUDGE,
            )

    return run


def test_a_reply_becomes_rows_in_the_teachers_words(run):
    teacher = Scripted(lambda texts: GOOD)
    rows, grown = run(GuidedEvolution(Options(source=1, canonical=0)), teacher, start=ReverseInstruction())
    tasks = {row["task"]: row for row in rows if row["decision"] == "keep"}
    assert set(tasks) == {"generation", "image_to_code", "editing"} and len(grown) == 1
    generation, editing = tasks["generation"], tasks["editing"]
    assert generation["instruction"] == SAID and editing["instruction"] == "Make it a #208040 rectangle."
    assert generation["output_code"] == editing["output_code"] == GREEN + "\n"
    assert editing["input_code"] != editing["output_code"]
    claims = json.loads(generation["claims"])
    assert {"shape", "colour"} == {c["kind"] for c in claims}
    assert all("box" not in c["args"] for c in claims)  # said nowhere
    for row in tasks.values():
        assert row["teacher"] == "scripted/test" and json.loads(row["sampling"])["temperature"] == 0.5
        assert len(row["prompt_hash"]) == 64
    assert grown[0].domain.facts(grown[0].program)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("Gladly! A rectangle it is.", "malformed: one section [Instruction] is needed, 0 were found"),
        (GOOD.replace("```svg", "```python"), "malformed: the block of code is marked 'python'"),
        (GOOD[:-6], "malformed: a fenced block of code is not closed"),
        (GOOD.replace("</svg>", "</sv>"), "execution: exception: "),
        (GOOD.replace(SAID, 'Draw the word "hello".'), 'the instruction says "hello", which'),
        (GOOD.replace(SAID, "Draw a rectangle of 417 units."), 'the instruction says "417", which'),
        (GOOD.replace(SAID, "Draw something nice."), "the instruction says nothing of the result"),
    ],
)
def test_a_failure_goes_back_with_its_reason(run, bad, reason):
    teacher = Scripted(lambda texts: GOOD if len(texts) > 2 else bad)
    rows, grown = run(ReverseInstruction(), teacher, shapes=SHAPES[1:2])
    source = [row for row in rows if row["form"] == "source"]
    first, second = source[0], source[1]
    assert first["decision"] == "drop" and reason in first["reason"] and first["attempt"] == 0
    assert second["decision"] == "keep" and second["attempt"] == 1
    assert first["record_id"] != second["record_id"]
    again = [r for r in teacher.requests if len(r.messages) == 4]
    assert again[0].messages[2].text == bad and reason in again[0].messages[3].text
    assert len({r.key for r in teacher.requests}) == len(teacher.requests)


@pytest.mark.parametrize(
    "problem", ["refusal: no", "budget: 5 tokens would be exceeded", "unanswered: 6 calls"]
)
def test_what_an_error_does_not_mend_is_not_asked_again(run, problem):
    teacher = Scripted(lambda texts: Reply(None, problem))
    rows, grown = run(ReverseInstruction(), teacher, attempts=3)
    assert len(teacher.requests) == 2 == len(rows) and not grown
    assert {row["reason"] for row in rows} == {problem} and {row["output_code"] for row in rows} == {None}


@pytest.fixture
def no_green(monkeypatch):
    """Checkers to which no picture shows #208040, whatever the describer reads in it."""
    check = checkers.check

    def colour_blind(claim, evidence, before):
        if "#208040" in json.dumps(claim["args"]):
            return False, "there is no such green"
        return check(claim, evidence, before)

    monkeypatch.setattr(checkers, "check", colour_blind)


def test_failed_criteria_go_back_and_the_next_attempt_is_judged_anew(run, no_green):
    """The verdict is the reward stage's: what it drops here it would have dropped there."""
    red = GOOD.replace("#208040", "#c02020")
    teacher = Scripted(lambda texts: red if len(texts) > 2 else GOOD)
    rows, grown = run(ReverseInstruction(), teacher, shapes=SHAPES[1:2])
    rows = [row for row in rows if row["form"] == "source"]
    first = [row for row in rows if row["attempt"] == 0]
    assert {row["task"] for row in first} == {"generation", "image_to_code"}
    assert {row["decision"] for row in first} == {"drop"}
    why = first[0]["reason"]
    assert why.startswith("criteria: ") and f"{JUDGE.threshold:g} is needed" in why
    assert "colour: there is no such green" in why and "executes" not in why
    second = [row for row in rows if row["attempt"] == 1]
    assert {row["decision"] for row in second} == {"keep"} and "#c02020" in second[0]["output_code"]
    again = next(r for r in teacher.requests if len(r.messages) == 4)
    assert again.messages[2].text == GOOD and why in again.messages[3].text
    assert grown[0].parent == second[0]["record_id"]
    drawn = grown[0].program.evidence
    assert verdict(second[0], drawn, None, JUDGE)["decision"] == "keep"
    assert verdict(first[0], drawn, None, JUDGE)["decision"] == "drop"


def test_attempts_that_stay_under_the_threshold_end(run, no_green):
    rows, grown = run(ReverseInstruction(), Scripted(lambda texts: GOOD), shapes=SHAPES[1:2], attempts=3)
    written = [row for row in rows if row["form"] == "source" and row["task"] == "generation"]
    assert [row["attempt"] for row in written] == [0, 1, 2] and not grown
    assert len({row["record_id"] for row in rows}) == len(rows)


def test_attempts_end(run):
    teacher = Scripted(lambda texts: "prose")
    rows, _ = run(ReverseInstruction(), teacher, attempts=3)
    assert len(rows) == len(teacher.requests) == 6
    assert sorted(row["attempt"] for row in rows) == [0, 0, 1, 1, 2, 2]
    assert max(len(r.messages) for r in teacher.requests) == 4  # the last reply alone is shown


def test_recontextualization_keeps_the_code(run):
    """The canonical program has colours of its own, so the same words are not true of it."""
    said = "[Instruction]\nI want a #d03020 circle beside a #2040c0 rectangle for our shop.\n"
    teacher = Scripted(lambda texts: said if len(texts) == 2 else said + "\n```svg\n<svg/>\n```\n")
    rows, _ = run(Recontextualization(), teacher, start=ReverseInstruction())
    kept = [row for row in rows if row["decision"] == "keep"]
    assert [(row["form"], row["instruction"]) for row in kept] == [("source", said.split("\n")[1])]
    assert kept[0]["output_code"] == HEAD + SHAPES[0] + "</svg>"
    refused = {row["reason"] for row in rows} - {None}
    assert {r.split('"')[-1] for r in refused} == {
        ", which the program does not show",
        "malformed: no code was asked for",
    }
    assert all(r.form.language is None and "[Code]" not in r.messages[1].text for r in teacher.requests)


def test_a_teacher_that_sees_is_shown_the_picture(run):
    for vision in (True, False):
        teacher = Scripted(lambda texts: GOOD, vision=vision)
        run(ReverseInstruction(), teacher)
        pictures = {r.messages[1].png for r in teacher.requests}
        assert all(p.startswith(b"\x89PNG") for p in pictures) if vision else pictures == {None}


def test_a_copy_of_the_source_is_no_evolution(run):
    copied = GOOD.replace(GREEN, HEAD + SHAPES[0] + "</svg>")
    rows, grown = run(ReverseInstruction(), Scripted(lambda texts: copied), attempts=1)
    assert not grown
    assert [row["reason"].split(": ")[1] for row in rows] == ["the code did not change"] * 2
