"""Instructions for schemdraw drawings: what they say passes its checkers, and fails on another drawing."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pytest

from stages.reward.domains.scientific import check
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains import domain_of

DOMAIN = domain_of("scientific", "python")
CODE = """import schemdraw
with schemdraw.Drawing() as d:
    a(label='10V')
    b('R1', f'{x}Ω')
    b('C', 'C')
"""


def drawing(**changes) -> dict:
    texts = [
        {"text": "10V", "x": -1.0, "y": 1.0},
        {"text": "R1", "x": 2.0, "y": 3.2},
        {"text": "C", "x": 5.0, "y": 0.0},
        {"text": "C", "x": 7.0, "y": 0.0},
    ]
    axes = {
        "texts": texts,
        "xlim": [-2.0, 8.0],
        "ylim": [-1.0, 4.0],
        "series": [{"colour": "#000000"}, {"colour": "#0000ff"}, {"colour": None}],
    }
    return {"figures": [{"axes": [axes | changes]}]}


@pytest.mark.parametrize("register", REGISTERS)
def test_what_is_said_holds_and_fails_on_another_drawing(register):
    other = drawing(texts=[{"text": "other", "x": 0.0, "y": 0.0}], series=[])
    seen = set()
    for seed in range(20):
        told = DOMAIN.describe(Program(CODE, drawing()), register, Random(seed))
        assert len(told.claims) >= 3 and all(f'"{t}"' in told.instruction for t in ("10V", "R1", "C"))
        for claim in told.claims:
            assert check(claim.as_dict(), drawing())[0], claim
            assert not check(claim.as_dict(), other)[0], claim
        seen.add(told.instruction)
    assert len(seen) > 5


def test_facts_hold_places_and_colours():
    kinds = {c.kind: c.args for c in DOMAIN.facts(Program(CODE, drawing()))}
    assert kinds["left_of"] == {"a": "10V", "b": "R1"} and kinds["label_count"] == {"n": 4}
    assert kinds["ink"] == {"colour": "#0000ff"}
    turned = drawing()
    turned["figures"][0]["axes"][0]["texts"][0]["x"] = 9.0
    assert not check({"kind": "left_of", "args": kinds["left_of"]}, turned)[0]
    lower = [c for c in DOMAIN.facts(Program(CODE, drawing(texts=_stacked()))) if c.kind == "above"]
    assert [c.args for c in lower] == [{"a": "up", "b": "down"}]
    assert check(lower[0].as_dict(), drawing(texts=_stacked()))[0]


def _stacked() -> list[dict]:
    return [{"text": "down", "x": 0.0, "y": 0.0}, {"text": "up", "x": 0.1, "y": 3.0}]


@pytest.mark.parametrize(
    "evidence", [drawing(texts=[]), {"figures": []}, {"figures": drawing()["figures"] * 2}]
)
def test_what_cannot_be_told_is_refused(evidence):
    with pytest.raises(NotApplicable):
        DOMAIN.describe(Program(CODE, evidence), "plain", Random(0))


def test_an_edit_changes_one_label_and_says_so():
    before = Program(CODE, drawing())
    assert DOMAIN.concepts(before) == ["relabel"]
    for seed in range(10):
        code = DOMAIN.evolve(before, "relabel", Random(seed))
        (old, new) = next(
            pair for pair in zip(CODE.split("\n"), code.split("\n"), strict=True) if pair[0] != pair[1]
        )
        assert ("10V" in old) != ("10V" in new) or ("R1" in old) != ("R1" in new)
        assert "f'{x}Ω'" in code and "b('C', 'C')" in code
        changed = deepcopy(before.evidence)
        entry = changed["figures"][0]["axes"][0]["texts"]["R1" in old]
        entry["text"] = new.split("'")[1]
        told = DOMAIN.describe_edit("relabel", before, Program(code, changed), "plain", Random(seed))
        assert (
            all(check(c.as_dict(), changed, before.evidence)[0] for c in told.claims)
            and len(told.claims) == 2
        )
        assert not any(check(c.as_dict(), before.evidence, before.evidence)[0] for c in told.claims)


def test_an_edit_that_changed_more_is_not_told():
    after = Program(CODE, drawing(texts=_stacked()))
    with pytest.raises(NotApplicable):
        DOMAIN.describe_edit("relabel", Program(CODE, drawing()), after, "plain", Random(0))
