"""The reader of instructions: what it finds in them, and that a wrong word does not pass."""

from __future__ import annotations

import pytest

from stages.report.truth import statements, summary

EVIDENCE = {
    "figures": [
        {
            "axes": [
                {
                    "title": "Rain in spring",
                    "series": [
                        {"kind": "bar", "n": 3, "x": [0, 1, 2], "y": [3, 9.5, 5], "colour": "#1f77b4"},
                        {"kind": "line", "n": 3, "label": "mean", "y": [4, 4, 4], "colour": "#d62728"},
                    ],
                }
            ]
        }
    ]
}
TRUE = (
    'Draw a bar chart titled "Rain in spring" with three bars of [3, 9.5, 5] in #1f77b4 '
    'and a red line "mean".'
)


def read(text: str) -> dict[str, list[bool]]:
    found: dict[str, list[bool]] = {}
    for said in statements(text, [], [EVIDENCE]):
        found.setdefault(said.kind, []).append(said.holds)
    return found


def test_everything_of_a_true_instruction_is_read_and_found():
    assert read(TRUE) == {
        "text": [True, True], "colour": [True], "colour word": [True], "number": [True] * 3, "kind": [True],
        "count": [True],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Rain in spring", "Snow in spring", "text"),
        ("#1f77b4", "#2ca02c", "colour"),
        ("red line", "green line", "colour word"),
        ("9.5", "7.5", "number"),
        ("a bar chart", "a pie chart", "kind"),
        ("three bars", "four bars", "count"),
    ],
)
def test_one_wrong_word_contradicts(old, new, kind):
    assert old in TRUE
    assert False in read(TRUE.replace(old, new))[kind]


LAYERS = [{"geom": "GeomPoint", "mark": "19"}, {"geom": "GeomLine", "mark": None}]


@pytest.mark.parametrize(
    ("text", "evidence", "holds"),
    [
        ("With R, draw a scatter chart.", {"layers": LAYERS}, {"kind": [True]}),
        ("With R, draw a line chart.", {"layers": LAYERS}, {"kind": [True]}),
        ("With R, draw a bar chart.", {"layers": LAYERS}, {"kind": [False]}),
        ("Draw a pink shape.", {"fill": "#f2b0a9"}, {"colour word": [True]}),  # hue 7: salmon
        ("Draw a pink shape.", {"fill": "#c04020"}, {"colour word": [False]}),
        ("Draw it in the colour map gray.", {"colour": "#d62728"}, {}),
        ("Draw a gray map.", {"colour": "#d62728"}, {"colour word": [False]}),
    ],
)
def test_words_of_other_tools_are_read_as_they_are_meant(text, evidence, holds):
    found = {said.kind: [said.holds] for said in statements(text, [], [evidence])}
    assert found == holds


def test_texts_of_programs_count_and_nothing_said_is_nothing_wrong():
    assert [s.holds for s in statements('Call it "parse".', ["def parse(): ..."], [])] == [True]
    assert [s.holds for s in statements('Call it "parse".', ["def scan(): ..."], [])] == [False]
    assert statements("Please draw something nice.", [], [EVIDENCE]) == []


def test_summary_counts_samples_that_say_something_wrong():
    rows = [
        {"record_id": "a", "statements": statements(TRUE, [], [EVIDENCE])},
        {"record_id": "b", "statements": statements('Say "no".', [], [EVIDENCE])},
    ]
    found = summary(rows)
    assert (found["samples"], found["contradicted_samples"], found["contradicted_share"]) == (2, 1, 0.5)
    assert found["examples"] == [{"record": "b", "kind": "text", "text": "no"}]
