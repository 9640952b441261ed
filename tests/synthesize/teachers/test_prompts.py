"""Prompt files: one per strategy, by domain where it has one; hashed with all that they draw in."""

from __future__ import annotations

import shutil

import pytest
from jinja2 import UndefinedError

from stages.errors import JanusError
from stages.synthesize.domain import REGISTERS
from stages.synthesize.strategies import strategies
from stages.synthesize.teachers.prompts import FOLDER, Prompts

INPUTS = {
    "domain": "svg",
    "language": "svg",
    "target_language": "svg",
    "form": "source",
    "short_tokens": 256,
    "concept": "fill_colour",
    "register": "plain",
    "code": "<svg id='7'/>",
    "instruction": "Draw it.",
    "picture": False,
    "structured": False,
    "wants_code": True,
    "wants_change": False,
}


@pytest.mark.parametrize("strategy", strategies())
def test_every_strategy_has_a_prompt_for_every_case(strategy):
    prompts = Prompts()
    prompts.require(strategy)
    for domain in ("svg", "algorithm"):
        for register in REGISTERS:
            for changed in ({}, {"structured": True, "wants_change": True}, {"form": "canonical"}):
                inputs = INPUTS | {"register": register, "domain": domain} | changed
                system, user = prompts.prompt(strategy, domain, inputs, None, None).messages
                assert system.role == "system" and len(system.text) > 20
                assert "<svg id='7'/>" in user.text and ("JSON" in user.text) == ("structured" in changed)
                assert "{{" not in user.text and "{%" not in user.text


def test_a_domains_own_prompt_comes_first():
    prompts = Prompts()
    own = prompts.prompt("reverse_instruction", "algorithm", INPUTS, None, None).messages[1].text
    assert "doctests" in own
    assert "doctests" not in prompts.prompt("reverse_instruction", "svg", INPUTS, None, None).messages[1].text


def test_the_hash_is_of_text_and_inputs(tmp_path):
    def hashed(strategy="reverse_instruction", inputs=INPUTS, **given):
        return Prompts(folder).prompt(strategy, "svg", inputs, **({"png": None, "last": None} | given)).hash

    folder = tmp_path / "prompts"
    shutil.copytree(FOLDER, folder)
    first = hashed()
    others = {
        hashed(inputs=INPUTS | {"code": "<svg/>"}),
        hashed(png=b"1"),
        hashed(last=("no", "malformed: prose")),
    }
    assert len(others | {first}) == 4
    (folder / "guided_evolution" / "default.j2").write_text("x")
    assert hashed() == first
    with (folder / "reply.j2").open("a") as drawn_in:
        drawn_in.write("Be quick.\n")
    assert hashed() != first


def test_mistakes_are_named(tmp_path):
    with pytest.raises(JanusError, match="has no prompt"):
        Prompts().require("hearsay")
    (tmp_path / "hearsay").mkdir()
    (tmp_path / "hearsay" / "default.j2").write_text("no line that splits {{ code }}")
    with pytest.raises(JanusError, match="lacks the line"):
        Prompts(tmp_path).prompt("hearsay", "svg", INPUTS, None, None)
    with pytest.raises(UndefinedError):
        Prompts().prompt("reverse_instruction", "svg", {}, None, None)
