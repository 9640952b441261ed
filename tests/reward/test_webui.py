"""Checkers of pages against boxes that were changed on purpose."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from stages.reward.domains import artifact, judge_of, webui
from stages.reward.domains.webui import edits, page


def box(tag: str, at: tuple, text: str = "", role: str | None = None, **more: Any) -> dict[str, Any]:
    words = {"text": text, "colour": "#222222", "font": ["Arial", 16, 400]} if text else {}
    return {"tag": tag, "role": role, "box": list(at), "background": None, **words, **more}


PAGE = {
    "title": "Orders",
    "background": "#ffffff",
    "served": ["paper@0.12.20"],
    "pixels": {"colours": [["#ffffff", 0.9], ["#2266dd", 0.05]]},
    "boxes": [
        box("body", (0, 0, 800, 600), background="#ffffff"),
        box("h2", (20, 20, 300, 30), "Orders", "heading", level=2),
        box("button", (20, 60, 80, 30), "Save", "button", background="#2266dd", colour="#ffffff"),
        box("button", (120, 60, 80, 30), "Cancel", "button"),
        box("a", (20, 100, 60, 20), "Help", "link"),
        box("input", (20, 130, 200, 30), "Search", "textbox"),
        box("section", (20, 180, 400, 120), background="#cfe2ff"),
        box("table", (20, 190, 300, 90), role="table"),
        box("th", (20, 190, 150, 30), "Name", "columnheader"),
        box("th", (170, 190, 150, 30), "City", "columnheader"),
        box("td", (20, 220, 150, 30), "Ada", "cell"),
        box("td", (170, 220, 150, 30), "Rome", "cell"),
        box("canvas", (20, 320, 300, 200)),
    ],
    "after": {
        "steps": 1,
        "boxes": [
            box("p", (20, 540, 90, 20), "Saved"),
            box("body", (0, 0, 800, 600), background="#111111"),
            box("h2", (20, 20, 300, 30), "Orders", "heading", level=2) | {"colour": "#dd2233"},
        ],
    },
}
TRUE = {
    "heading": [{"text": "Orders", "level": 2}],
    "button": [{"text": "Save"}],
    "link": [{"text": "Help"}],
    "column": [{"text": "City"}],
    "shows": [{"role": "textbox", "text": "Search"}],
    "text": [{"text": "Ada"}],
    "absent": [{"text": "Delete"}],
    "role_count": [{"role": "button", "n": 2}, {"role": "field", "n": 1}],
    "least": [{"role": "link", "n": 1}],
    "table_size": [{"rows": 1, "columns": 2}, {"rows": 1, "columns": None}],
    "colour_of": [{"text": "Save", "of": "background", "name": "blue"},
                  {"text": "Orders", "of": "text", "colour": "#222222"}],
    "font_size": [{"text": "Orders", "px": 16}],
    "background": [{"name": "white"}, {"colour": "#ffffff"}],
    "beside": [{"texts": ["Save", "Cancel"]}],
    "order": [{"texts": ["Orders", "Save", "Help"]}],
    "within": [{"text": "Ada", "outer": "Ada"}],
    "ground_of": [{"text": "Ada", "colour": "#cfe2ff"}],
}  # fmt: skip
FALSE = {
    "heading": [{"text": "Orders", "level": 3}, {"text": "Save", "level": None}],
    "button": [{"text": "Help"}],
    "link": [{"text": "Save"}],
    "column": [{"text": "Ada"}],
    "shows": [{"role": "combobox", "text": "Search"}],
    "text": [{"text": "Ad"}],
    "absent": [{"text": "Save"}],
    "role_count": [{"role": "button", "n": 3}],
    "least": [{"role": "link", "n": 2}],
    "table_size": [{"rows": 2, "columns": 2}, {"rows": 1, "columns": 3}],
    "colour_of": [{"text": "Save", "of": "background", "name": "red"},
                  {"text": "Orders", "of": "text", "colour": "#777777"},
                  {"text": "Help", "of": "background", "name": "white"}],
    "font_size": [{"text": "Orders", "px": 20}],
    "background": [{"name": "black"}, {"colour": "#eeeeff"}],
    "beside": [{"texts": ["Cancel", "Save"]}, {"texts": ["Orders", "Save"]}],
    "order": [{"texts": ["Help", "Save"]}, {"texts": ["Save", "Cancel"]}],
    "within": [{"text": "Save", "outer": "Orders"}],
    "ground_of": [{"text": "Ada", "colour": "#ffffff"}],
}  # fmt: skip
AFTER_TRUE = {
    "steps": {"n": 1},
    "appears": {"text": "Saved"},
    "ground_after": {"colour": "#111111"},
    "colour_after": {"text": "Orders", "colour": "#dd2233"},
    "surface": {"tag": "canvas", "size": [300, 200]},
    "served": {"library": "paper"},
    "ink": {"name": "blue"},
    "title": {"text": "Orders"},
}
AFTER_FALSE = {
    "steps": {"n": 2},
    "appears": {"text": "Orders"},
    "ground_after": {"colour": "#222288"},
    "colour_after": {"text": "Orders", "colour": "#222222"},
    "surface": {"tag": "svg", "size": [300, 200]},
    "served": {"library": "jsxgraph"},
    "ink": {"name": "green"},
    "title": {"text": "Order"},
}


@pytest.mark.parametrize("kind", sorted(page.CHECKERS))
def test_a_true_claim_passes_and_a_false_one_fails(kind: str):
    for args in TRUE[kind]:
        passed, why = webui.check({"kind": kind, "args": args}, PAGE, None)
        assert passed, why
    for args in FALSE[kind]:
        passed, why = webui.check({"kind": kind, "args": args}, PAGE, None)
        assert not passed, why


@pytest.mark.parametrize("kind", sorted(AFTER_TRUE))
def test_claims_of_an_interaction(kind: str):
    passed, why = artifact.check({"kind": kind, "args": AFTER_TRUE[kind]}, PAGE, None)
    assert passed, why
    passed, why = artifact.check({"kind": kind, "args": AFTER_FALSE[kind]}, PAGE, None)
    assert not passed, why
    still = {key: value for key, value in PAGE.items() if key != "after"}
    if kind in ("steps", "appears", "ground_after", "colour_after"):
        assert not artifact.check({"kind": kind, "args": AFTER_TRUE[kind]}, still, None)[0]


def edited(change) -> dict[str, Any]:
    """The page with its boxes changed in place by `change`."""
    after = deepcopy(PAGE)
    change(after["boxes"])
    return after


def rest(gone=(), new=(), still=False) -> dict[str, Any]:
    args = {"gone": [{"tag": t, "text": x} for t, x in gone], "new": [{"tag": t, "text": x} for t, x in new]}
    return {"kind": "rest_same", "args": {**args, "still": still}}


def test_an_edit_that_changes_its_element_alone_passes():
    after = edited(lambda boxes: boxes[2].update(background="#dd2233"))
    claim = rest([("button", "Save")], [("button", "Save")], still=True)
    assert webui.check(claim, after, PAGE) == (True, "11 other boxes are the same")


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda boxes: boxes[4].update(text="Support"), "Help"),
        (lambda boxes: boxes[1].update(colour="#ff0000"), "Orders"),
        (lambda boxes: boxes.pop(5), "Search"),
        (lambda boxes: boxes.append(box("p", (0, 0, 9, 9), "Ad")), "Ad"),
        (lambda boxes: boxes[4].update(box=[20, 140, 60, 20]), "Help"),
    ],
)
def test_what_else_changed_is_named(harm, named: str):
    def change(boxes):
        boxes[2].update(background="#dd2233")
        harm(boxes)

    claim = rest([("button", "Save")], [("button", "Save")], still=True)
    passed, why = webui.check(claim, edited(change), PAGE)
    assert not passed and named in why


def test_an_edit_that_was_not_made_fails():
    claim = rest([], [("button", "Send")])
    assert not webui.check(claim, PAGE, PAGE)[0]
    turned = {"kind": "colour_changed", "args": {"text": "Save", "of": "background"}}
    assert not webui.check(turned, PAGE, PAGE)[0]
    assert webui.check(turned, edited(lambda boxes: boxes[2].update(background="#dd2233")), PAGE)[0]
    apart = {"kind": "further_apart", "args": {"texts": ["Orders", "Help"], "px": 40}}
    assert not webui.check(apart, PAGE, PAGE)[0]
    assert webui.check(apart, edited(lambda boxes: boxes[4].update(box=[20, 140, 60, 20])), PAGE)[0]
    swapped = {"kind": "was_other_way", "args": {"texts": ["Save", "Cancel"]}}
    assert not webui.check(swapped, PAGE, PAGE)[0]
    assert webui.check({**swapped, "args": {"texts": ["Cancel", "Save"]}}, PAGE, PAGE)[0]


def test_a_change_without_a_page_from_before_fails_and_an_unknown_kind_is_an_error():
    for kind in edits.CHECKERS:
        assert not webui.check({"kind": kind, "args": {}}, PAGE, None)[0]
    with pytest.raises(KeyError):
        webui.check({"kind": "pretty", "args": {}}, PAGE, None)


def test_the_judges_are_found():
    assert judge_of("webui", "html") is webui and judge_of("artifact", "html") is artifact
