"""Guided evolution of charts: every offered concept changes the picture as the instruction says."""

from __future__ import annotations

from random import Random

import pytest

from stages.reward.domains.chart import check
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains.chart import DOMAINS
from tests.synthesize.chart_programs import HEAD, drawn, only_axes, program

(DOMAIN,) = DOMAINS

CONCEPTS = {
    "chart_type",
    "palette",
    "scale",
    "legend",
    "orientation",
    "data",
    "annotation",
    "layout",
    "title",
    "style",
}
SOURCES = ["bars", "lines", "pie", "grid", "lying"]


def evolved(before: Program, concept: str, seed: int = 0) -> Program:
    return drawn(DOMAIN.evolve(before, concept, Random(seed)))


def canonical(name: str) -> Program:
    return drawn(DOMAIN.canonical(program(name).evidence, Random(0)))


@pytest.mark.parametrize("form", ["canonical", "source"])
@pytest.mark.parametrize("name", SOURCES)
def test_each_concept_does_what_its_instruction_says(name: str, form: str) -> None:
    before = canonical(name) if form == "canonical" else program(name)
    concepts = DOMAIN.concepts(before)
    assert concepts and set(concepts) <= CONCEPTS
    for concept in concepts:
        after = evolved(before, concept)
        assert after.code != before.code
        for register in REGISTERS:
            edit = DOMAIN.describe_edit(concept, before, after, register, Random(1))
            changes = [c for c in edit.claims if c.kind != "unchanged"]
            assert changes and edit.instruction
            failed = [
                (concept, c, why)
                for c in edit.claims
                for ok, why in [check(c.as_dict(), after.evidence, before.evidence)]
                if not ok
            ]
            assert failed == []
            undone = [check(c.as_dict(), before.evidence, before.evidence)[0] for c in changes]
            assert not all(undone), "an edit that was not made must not pass"


def test_what_is_offered_fits_the_chart() -> None:
    assert {"chart_type", "orientation", "data", "palette"} <= set(DOMAIN.concepts(canonical("bars")))
    assert "orientation" not in DOMAIN.concepts(canonical("lines"))
    assert "style" in DOMAIN.concepts(canonical("lines"))
    assert not {"scale", "chart_type", "orientation"} & set(DOMAIN.concepts(canonical("pie")))
    assert DOMAIN.concepts(Program("not python (", program("bars").evidence)) == []
    assert DOMAIN.concepts(Program("x = 1\n", program("bars").evidence)) == []


def test_bars_are_turned_with_their_labels() -> None:
    after = evolved(canonical("bars"), "orientation")
    axes = only_axes(after.evidence)
    assert axes["series"][0]["kind"] == "barh" and axes["xlabel"] == "kilos" and axes["ylabel"] == "kind"
    again = evolved(after, "orientation")
    assert again.code == canonical("bars").code


def test_new_statements_stand_where_canonical_ones_would() -> None:
    before = drawn(
        HEAD + "fig, ax = plt.subplots()\nax.plot([1, 2, 4], [3, 5, 2])\nax.legend(['a'])\nplt.show()\n"
    )
    codes = {DOMAIN.evolve(before, "title", Random(seed)) for seed in range(12)}
    assert len(codes) > 4
    for code in codes:
        lines = code.splitlines()
        (place,) = [
            i
            for i, line in enumerate(lines)
            if line.startswith(("ax.set_title", "ax.set_xlabel", "ax.set_ylabel"))
        ]
        assert lines[place - 1].startswith("ax.plot") and lines[-1] == "plt.show()"


def test_evolution_is_repeatable() -> None:
    before = canonical("bars")
    for concept in DOMAIN.concepts(before):
        assert DOMAIN.evolve(before, concept, Random(4)) == DOMAIN.evolve(before, concept, Random(4))


def test_a_loop_is_left_alone() -> None:
    before = drawn(HEAD + "fig, ax = plt.subplots()\nfor k in range(3):\n    ax.plot([k, k + 1], [k, 2])\n")
    assert not {"legend", "data", "title", "annotation"} & set(DOMAIN.concepts(before))
    with pytest.raises(NotApplicable):
        DOMAIN.evolve(before, "data", Random(0))


def test_unknown_concepts_are_refused() -> None:
    with pytest.raises(NotApplicable, match="no concept"):
        DOMAIN.evolve(canonical("bars"), "perfume", Random(0))


def test_an_edit_that_changed_nothing_is_refused() -> None:
    before = canonical("bars")
    after = Program(before.code + "# a comment\n", before.evidence)
    with pytest.raises(NotApplicable, match="nothing that can be seen"):
        DOMAIN.describe_edit("palette", before, after, "plain", Random(0))


def test_an_edit_of_one_panel_names_it() -> None:
    before = program("grid")
    after = drawn(
        before.code.replace("'points'", "'dots'").replace("[3, 1, 2])", "[3, 1, 2], color='#ff0000')")
    )
    edit = DOMAIN.describe_edit("palette", before, after, "plain", Random(2))
    assert "third panel" in edit.instruction and "red" in edit.instruction
