"""Instructions: every claim holds on the picture it was made from, and the words carry the claims."""

from __future__ import annotations

from random import Random

import pytest

from stages.reward.domains import svg as reward
from stages.synthesize.domain import REGISTERS, Claim, Program
from stages.synthesize.domains.svg import DOMAINS
from stages.synthesize.domains.svg.colours import name, spelled
from stages.synthesize.domains.svg.words import noun
from tests.synthesize.svg_pictures import HEAD, SEEDS, SHAPES, STRIPES, draw

(DOMAIN,) = DOMAINS

TIMES = 12


def passes(claim: Claim, code: str) -> bool:
    return reward.check(claim.as_dict(), draw(code), None)[0]


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_claim_holds_where_it_was_made(seed: str, register: str) -> None:
    for draw_number in range(TIMES):
        description = DOMAIN.describe(Program("", draw(SEEDS[seed])), register, Random(draw_number))
        assert description.claims
        for claim in description.claims:
            assert passes(claim, SEEDS[seed]), (description.instruction, claim)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_fact_holds_and_some_are_told(seed: str) -> None:
    facts = DOMAIN.facts(Program("", draw(SEEDS[seed])))
    assert len(facts) >= 4
    assert all(passes(claim, SEEDS[seed]) for claim in facts)


@pytest.mark.parametrize("register", REGISTERS)
def test_the_words_carry_the_claims(register: str) -> None:
    for draw_number in range(TIMES):
        description = DOMAIN.describe(Program("", draw(SHAPES)), register, Random(draw_number))
        text = description.instruction.lower()
        for claim in description.claims:
            if "colour" in claim.args:
                assert spelled(claim.args["colour"]) in text
            if "name" in claim.args:
                assert claim.args["name"] in text
            if claim.kind == "shape" and claim.args["tag"]:
                assert noun(claim.args["tag"]) in text


def test_registers_differ_in_length_and_the_stream_alone_decides() -> None:
    evidence = draw(SHAPES)
    texts = {
        r: [DOMAIN.describe(Program("", evidence), r, Random(n)).instruction for n in range(TIMES)]
        for r in REGISTERS
    }
    mean = {register: sum(map(len, found)) / TIMES for register, found in texts.items()}
    assert (
        mean["terse"] < mean["casual"] < mean["detailed"] and mean["terse"] < mean["plain"] < mean["detailed"]
    )
    assert all(len(set(found)) > TIMES / 2 for found in texts.values())
    assert texts["plain"] == [
        DOMAIN.describe(Program("", evidence), "plain", Random(n)).instruction for n in range(TIMES)
    ]


def test_the_specification_gives_geometry_and_colour_of_every_shape() -> None:
    text = DOMAIN.describe(Program("", draw(SHAPES)), "detailed", Random(3)).instruction
    for part in (
        "(20, 20)",
        "radius 10",
        "#d02",
        "#26d",
        "(36, 38)",
        "(16, 40), (26, 58) and (6, 58)",
        "0 0 64 64",
    ):
        assert part in text, text


def test_another_picture_fails_most_of_a_specification() -> None:
    description = DOMAIN.describe(Program("", draw(SHAPES)), "detailed", Random(3))
    held = sum(passes(claim, STRIPES) for claim in description.claims)
    assert held <= len(description.claims) / 3


@pytest.mark.parametrize(
    "extra",
    [
        '<circle cx="20" cy="20" r="8" fill="#0cc" opacity="0"/>',
        '<circle cx="20" cy="20" r="8" fill="#0cc"/><circle cx="20" cy="20" r="10" fill="#d02"/>',
        '<circle cx="200" cy="20" r="8" fill="#0cc"/>',
        '<circle cx="20" cy="20" r="8" fill="#0cc" display="none"/>',
        '<defs><circle cx="20" cy="20" r="8" fill="#0cc"/></defs>',
    ],
)
def test_what_cannot_be_seen_is_not_claimed(extra: str) -> None:
    evidence = draw(SHAPES.replace("</svg>", f"{extra}</svg>"))
    claimed = [
        c
        for n in range(TIMES)
        for r in REGISTERS
        for c in DOMAIN.describe(Program("", evidence), r, Random(n)).claims
    ]
    claimed += DOMAIN.facts(Program("", evidence))
    assert claimed
    assert not [claim for claim in claimed if claim.args.get("colour") == "#00cccc"]
    assert not [claim for claim in claimed if claim.args.get("name") == name("#00cccc")]


def test_stripes_are_told_in_order() -> None:
    claim = next(c for c in DOMAIN.facts(Program("", draw(STRIPES))) if c.kind == "stripes")
    assert claim.args == {"direction": "horizontal", "colours": ["#de2110", "#ffffff", "#009f3c"]}


def test_an_image_instruction_says_nothing_of_the_image() -> None:
    for register in REGISTERS:
        texts = {DOMAIN.describe_image(register, Random(n)) for n in range(20)}
        assert len(texts) >= 4
        words = {word.strip(".,") for text in texts for word in text.lower().split()}
        assert not words & {"red", "white", "circle", "stripes", "flag", "64"}


def test_a_picture_of_nothing_certain_is_refused_or_told_vaguely() -> None:
    from stages.synthesize.domain import NotApplicable, Program

    evidence = draw(f'{HEAD}<rect width="64" height="64" fill="#d02" opacity="0.5"/></svg>')
    with pytest.raises(NotApplicable):
        DOMAIN.describe(Program("", evidence), "detailed", Random(0))
