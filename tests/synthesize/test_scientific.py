"""Instructions of charts in scientific languages: what they say is in the picture and is claimed."""

from __future__ import annotations

from random import Random

import pytest

from stages.synthesize.domain import REGISTERS, NotApplicable
from stages.synthesize.domains.scientific import concepts, describe, differences, facts, recontext, words
from tests.synthesize.pictures import LINES, PICTURES


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("name", PICTURES)
def test_what_is_said_is_claimed(name, register):
    picture, known = PICTURES[name], facts.facts(PICTURES[name])
    said = set()
    for seed in range(20):
        told = describe.describe(picture, "Octave", register, Random(seed))
        assert told.claims and set(map(repr, told.claims)) <= set(map(repr, known))
        assert "Octave" in told.instruction and "{" not in told.instruction
        for claim in told.claims:
            if claim.kind in ("title", "xlabel", "ylabel"):
                assert claim.args["text"] in told.instruction
            if claim.kind == "colour":
                assert claim.args["colour"] in told.instruction
        said.add(told.instruction)
    assert len(said) > 10


@pytest.mark.parametrize("name", concepts.CONCEPTS)
def test_every_concept_changes_one_thing_and_is_told(name):
    told = 0
    for picture in PICTURES.values():
        if name not in concepts.applicable(picture):
            continue
        changed = concepts.evolve(picture, name, Random(3))
        edit = differences.describe_edit(picture, changed, "plain", Random(3))
        assert edit.claims[0].kind == "changed", edit
        with pytest.raises(NotApplicable):
            differences.describe_edit(picture, picture, "plain", Random(3))
        told += 1
    assert told


def test_findings_are_those_of_the_data():
    told = [recontext.recontextualize(LINES, "R", r, Random(i)) for i in range(12) for r in REGISTERS]
    peaks = {repr(c.args) for t in told for c in t.claims if c.kind == "peak"}
    assert peaks == {
        repr({"kind": "line", "index": 0, "at": 3, "value": 5.0}),
        repr({"kind": "line", "index": 1, "at": 0, "value": 4.0}),
    }
    trends = {repr(c.args) for t in told for c in t.claims if c.kind == "trend"}
    assert trends == {repr({"kind": "line", "index": 1, "trend": "falls"})}


def test_every_kind_of_series_has_its_words():
    assert set(words.KIND) == set(words.ONE) == set(words.MANY)
