"""Guided evolution and edit instructions: the change is real, claimed, and nothing else is asked for."""

from __future__ import annotations

from random import Random

import pytest
from lxml import etree

from stages.reward.domains import svg as reward
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains.svg import DOMAINS
from stages.synthesize.domains.svg.evolve import CONCEPTS
from tests.synthesize.svg_pictures import FLAG, LINES, SEEDS, SHAPES, draw, program

(DOMAIN,) = DOMAINS

TIMES = 6


def edits(code: str, concept: str) -> list[tuple[Program, Program, int]]:
    """(before, after, number of the stream) of the streams with which the concept applies."""
    before, found = program(code), []
    for number in range(TIMES):
        try:
            after = program(DOMAIN.evolve(before, concept, Random(number)))
            DOMAIN.describe_edit(concept, before, after, "plain", Random(number))
        except NotApplicable:
            continue
        found.append((before, after, number))
    return found


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_an_edit_holds_after_and_not_before(seed: str, concept: str) -> None:
    if concept not in DOMAIN.concepts(program(SEEDS[seed])):
        pytest.skip("the concept has nothing to work on in this picture")
    done = edits(SEEDS[seed], concept)
    if concept in ("colour", "label", "stroke"):
        assert done, "these apply to every picture"
    for before, after, number in done:
        for register in REGISTERS:
            edit = DOMAIN.describe_edit(concept, before, after, register, Random(number))
            verdicts = [reward.check(c.as_dict(), after.evidence, before.evidence) for c in edit.claims]
            assert all(passed for passed, _ in verdicts), (edit.instruction, verdicts)
            undone = [reward.check(c.as_dict(), before.evidence, before.evidence)[0] for c in edit.claims]
            assert not all(undone), (edit.instruction, "passes on the unchanged picture")


def test_every_concept_applies_to_plain_shapes_on_nothing() -> None:
    bare = SHAPES.replace('<rect width="64" height="64" fill="#fd4"/>\n', "")
    assert set(DOMAIN.concepts(program(bare))) == set(CONCEPTS)
    assert all(edits(bare, concept) for concept in CONCEPTS if concept != "grouping")
    assert edits(SHAPES, "grouping")


def test_the_stream_alone_decides() -> None:
    before = program(LINES)
    for concept in DOMAIN.concepts(before):
        try:
            first = DOMAIN.evolve(before, concept, Random(4))
        except NotApplicable:
            continue
        assert first == DOMAIN.evolve(before, concept, Random(4))


def test_the_layout_of_the_source_stays() -> None:
    after = DOMAIN.evolve(program(SHAPES), "opacity", Random(1))
    changed = [one for one, two in zip(SHAPES.splitlines(), after.splitlines(), strict=True) if one != two]
    assert len(changed) == 1
    added = DOMAIN.evolve(program(SHAPES), "label", Random(1)).splitlines()
    assert len(added) == len(SHAPES.splitlines()) + 1 and added[-2].startswith("<text ")


def test_a_colour_changes_wherever_it_stands() -> None:
    twice = SHAPES.replace("#294", "#d02").replace('fill="#26d"', 'style="fill:#dd0022"')
    before = program(twice)
    for number in range(20):
        after = DOMAIN.evolve(before, "colour", Random(number))
        if "#fd4" in after:
            assert "#d02" not in after and "#dd0022" not in after
            return
    pytest.fail("no stream chose the colour")


def test_current_colour_is_found_where_it_is_stated() -> None:
    after = DOMAIN.evolve(program(LINES), "colour", Random(0))
    assert "currentColor" not in after and draw(after)["shapes"][0]["stroke"] != "#000000"


def test_an_edit_that_nobody_sees_is_refused() -> None:
    before = program(SHAPES)
    after = program(SHAPES.replace("</svg>", '<circle cx="20" cy="20" r="3" fill="#d02"/></svg>'))
    with pytest.raises(NotApplicable, match="look the same"):
        DOMAIN.describe_edit("shape", before, after, "plain", Random(0))


def test_more_than_the_concept_says_is_refused() -> None:
    before = program(SHAPES)
    after = program(SHAPES.replace("#d02", "#83b").replace("#26d", "#0cc"))
    with pytest.raises(NotApplicable):
        DOMAIN.describe_edit("colour", before, after, "plain", Random(0))


@pytest.mark.parametrize(
    "code",
    [
        "",
        "no svg at all",
        "<svg><g></svg>",
        "<svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>",
        "<html/>",
    ],
)
def test_odd_text_is_no_program_and_no_crash(code: str) -> None:
    odd = Program(code, draw(SHAPES))
    for concept in CONCEPTS:
        if concept in DOMAIN.concepts(odd):
            with pytest.raises(NotApplicable):
                DOMAIN.evolve(odd, concept, Random(0))
    with pytest.raises(NotApplicable):
        DOMAIN.evolve(odd, "transform", Random(0))


def test_an_unknown_concept_is_refused() -> None:
    with pytest.raises(NotApplicable, match="unknown concept"):
        DOMAIN.evolve(program(FLAG), "weather", Random(0))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_what_is_written_is_well_formed(seed: str, concept: str) -> None:
    try:
        code = DOMAIN.evolve(program(SEEDS[seed]), concept, Random(2))
    except NotApplicable:
        return
    root = etree.fromstring(code.encode())
    assert all(e.tag.startswith("{http://www.w3.org/2000/svg}") for e in root.iter(etree.Element))
    assert "xmlns:ns0" not in code and code.count('xmlns="') == 1
