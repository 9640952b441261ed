"""Instructions for charts: what they claim is in the picture, and in the text."""

from __future__ import annotations

import re
from random import Random

import pytest

from stages.reward.domains.chart import check
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains.chart import DOMAINS
from stages.synthesize.domains.chart.colours import EXACT, family
from tests.synthesize.chart_programs import PROGRAMS, drawn, program

(DOMAIN,) = DOMAINS

SHOWN = [name for name in PROGRAMS if name != "empty"]


@pytest.mark.parametrize("name", SHOWN)
def test_every_claim_holds_of_the_picture_it_was_read_from(name: str) -> None:
    evidence = program(name).evidence
    claims = [*DOMAIN.facts(Program("", evidence))]
    for register in REGISTERS:
        for seed in range(8):
            claims += DOMAIN.describe(Program("", evidence), register, Random(seed)).claims
    assert len(claims) >= 8
    assert [(c, w) for c in claims for ok, w in [check(c.as_dict(), evidence)] if not ok] == []


@pytest.mark.parametrize("name", SHOWN)
def test_claimed_texts_stand_in_the_instruction(name: str) -> None:
    for register in REGISTERS:
        for seed in range(8):
            description = DOMAIN.describe(program(name), register, Random(seed))
            for claim in description.claims:
                for text in [claim.args.get("text"), *claim.args.get("labels", [])]:
                    assert text is None or text in description.instruction


def test_another_picture_fails_most_claims() -> None:
    evidences = {name: program(name).evidence for name in SHOWN}
    for name, evidence in evidences.items():
        description = DOMAIN.describe(Program("", evidence), "detailed", Random(3))
        other = evidences["pie" if name != "pie" else "bars"]
        passed = sum(check(c.as_dict(), other)[0] for c in description.claims)
        assert passed < 0.6 * len(description.claims), name


def test_a_detailed_instruction_states_all_data() -> None:
    code = DOMAIN.canonical(program("lines").evidence, Random(0))
    evidence = drawn(code).evidence
    text = DOMAIN.describe(Program("", evidence), "detailed", Random(5)).instruction
    lists = re.findall(r"\[[^\]]*\]", code)
    assert len(lists) == 3 and all(one in text for one in lists)
    assert "#1f77b4" in text or "tab:blue" in text


def test_registers_differ_in_length_and_words_vary() -> None:
    evidence = program("bars").evidence
    lengths = {}
    for register in REGISTERS:
        texts = {
            DOMAIN.describe(Program("", evidence), register, Random(seed)).instruction for seed in range(30)
        }
        assert len(texts) >= 25
        lengths[register] = sum(len(t.split()) for t in texts) / len(texts)
    assert lengths["terse"] < lengths["casual"] and lengths["plain"] < lengths["detailed"]


def test_the_same_stream_gives_the_same_words() -> None:
    evidence = program("grid").evidence
    one, two = (DOMAIN.describe(Program("", evidence), "detailed", Random(9)) for _ in range(2))
    assert one == two and len(one.claims) > 5


def test_an_image_instruction_says_nothing_of_the_content() -> None:
    said = {DOMAIN.describe_image(register, Random(seed)) for register in REGISTERS for seed in range(20)}
    assert len(said) >= 15
    assert not any(re.search(r"\b(bars?|lines?|pie|scatter|red|blue)\b", text) for text in said)


def test_facts_start_with_what_matters() -> None:
    kinds = [c.kind for c in DOMAIN.facts(program("bars"))]
    assert kinds[:2] == ["chart_type", "title"] and "values" in kinds and "tick_labels" in kinds


@pytest.mark.parametrize("evidence", [{}, {"figures": []}, {"figures": [{"axes": []}]}])
def test_nothing_to_say(evidence: dict) -> None:
    with pytest.raises(NotApplicable):
        DOMAIN.describe(Program("", evidence), "plain", Random(0))


@pytest.mark.parametrize("register", REGISTERS)
def test_odd_evidence_does_not_crash(register: str) -> None:
    series = [
        {"kind": "line", "n": 3, "x": [None, 1, 2], "y": [1, None, 3], "colour": None, "label": "odd"},
        {"kind": "bar", "n": 0, "x": [], "y": []},
        {"kind": "pie", "n": 2, "y": [None, 0.5]},
        {"kind": "image"},
        {},
    ]
    evidence = {"figures": [{"axes": [{"title": "Odd", "series": series, "legend": {"labels": []}}]}]}
    description = DOMAIN.describe(Program("", evidence), register, Random(1))
    assert all(check(c.as_dict(), evidence)[0] for c in description.claims)


def test_words_for_colours() -> None:
    assert family("#1f77b4") == "blue" and family("#000000") == "black" and family("#8c564b") == "brown"
    assert family("#bcbd22") is None and family(None) is None
    assert EXACT["#ffa500"] == "orange"
