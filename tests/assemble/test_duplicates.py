"""Duplicates: exact and near ones found, siblings with other data kept apart."""

from __future__ import annotations

import random

import pytest

from stages.assemble.alike import alike
from stages.assemble.duplicates import find
from stages.assemble.groups import Groups
from stages.assemble.tokens import code_tokens, instruction_tokens, jaccard, shingles
from tests.assemble.factory import sections

CODE = (
    "import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots(figsize=(6.0, 4.0))\n"
    "ax.bar(['a', 'b', 'c', 'd'], [3.0, 7.5, 1.25, 4.0], color='#1f77b4', label='sales')\n"
    "ax.set_title('Sales by quarter')\nax.set_xlabel('quarter')\nax.set_ylabel('sales')\nax.grid(True)\n"
    "ax.legend(loc='upper left')\nfig.savefig('out.png')\n"
)
SAID = "Draw a bar chart of four quarters titled 'Sales by quarter' with blue bars, a grid and a legend."


def sample(name: str, code: str = CODE, said: str = SAID, **changes) -> dict:
    return {
        "record_id": name, "domain": "chart", "task": "generation", "language": "python", "instruction": said,
        "input_code": None, "output_code": code, "picture": None, **changes,
    }  # fmt: skip


def clusters(*samples: dict) -> dict[str, str]:
    return find(list(samples), sections()[0]).cluster


def test_layout_and_comments_do_not_count():
    other = CODE.replace("([", "(\n    [").replace("ax.grid", "# lines\nax.grid")
    found = find([sample("b", other, SAID.upper()), sample("a")], sections()[0])
    assert found.exact == {"b": "a"} and found.cluster == {"a": "a", "b": "a"}


def test_comment_marks_inside_strings_are_no_comments():
    assert code_tokens("c = '#ff0000'  # red", "python") == ("c", "=", "'#ff0000'")
    assert code_tokens("<!-- a --><path d='M1.5-2'/>", "svg").count("1.5") == 1


def test_near_duplicate_by_code_and_instruction():
    padded = CODE + "".join(f"ax.axhline({n}.5, color='#cccccc')\n" for n in range(30))
    near = padded.replace("(0.5, color='#cccccc'", "(0.5, color='#dddddd'")
    assert padded != near
    assert clusters(sample("a", padded), sample("b", near, SAID + " Please.")) == {"a": "a", "b": "a"}


def test_other_instruction_is_another_sample():
    found = clusters(
        sample("a"), sample("b", said="A chart with bars, please: quarterly figures, lined paper.")
    )
    assert found == {"a": "a", "b": "b"}


def test_canonical_siblings_with_other_data_stay():
    other = CODE.replace("3.0, 7.5, 1.25, 4.0", "9.0, 2.5, 6.75, 8.0").replace("quarter", "region")
    assert clusters(sample("a"), sample("b", other)) == {"a": "a", "b": "b"}


def test_edits_compare_both_sides():
    edit = {"task": "editing", "said": "Make the bars green."}
    before = CODE.replace("#1f77b4", "#ff0000").replace("bar(", "barh(").replace("4.0)", "9.0)")
    found = clusters(
        sample("a", input_code=before, **edit), sample("b", input_code=CODE + "x = 1\n" * 9, **edit)
    )
    assert found == {"a": "a", "b": "b"}
    assert (
        clusters(sample("a", input_code=before, **edit), sample("b", input_code=before, **edit))["b"] == "a"
    )


def test_image_tasks_are_one_only_with_one_picture():
    image = {"task": "image_to_code"}
    found = clusters(
        sample("a", picture="p", said="Reproduce this chart.", **image),
        sample("b", picture="p", said="Which code draws the image shown here?", **image),
        sample("c", picture="q", said="Reproduce this chart.", **image),
    )
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_tasks_and_domains_are_never_merged():
    found = clusters(sample("a"), sample("b", task="translation"), sample("c", domain="svg"))
    assert found == {"a": "a", "b": "b", "c": "c"}


def test_representative_is_the_smallest_id_in_any_order():
    samples = [sample(name) for name in "dbeca"]
    assert set(clusters(*samples).values()) == {"a"}
    assert clusters(*samples) == clusters(*samples[::-1])


def test_proposals_miss_no_pair():
    """Against all pairs compared exactly: MinHash at these settings finds every one."""
    numbers = random.Random(7)
    sets = []
    for _ in range(120):
        base = [numbers.getrandbits(32) for _ in range(150)]
        sets.append(frozenset(base))
        for changed in (1, 3, 6, 30):
            copy = base[:]
            for place in numbers.sample(range(150), changed):
                copy[place] = numbers.getrandbits(32)
            sets.append(frozenset(copy))
    every = {(i, j) for j in range(len(sets)) for i in range(j) if jaccard(sets[i], sets[j]) >= 0.95}
    assert len(every) > 120
    assert set(alike(sets, 0.95, 64)) == every


def test_shingles_of_short_texts():
    assert len(shingles(("a",), 3)) == 1
    assert shingles(("a", "b", "c", "d"), 3) != shingles(("a", "b", "c"), 3)
    assert instruction_tokens("Bars: #FF0000, 3.5!") == ("bars", "#ff0000", "3.5")


@pytest.mark.parametrize("order", [1, -1])
def test_groups_are_named_by_their_smallest_member(order):
    groups = Groups()
    for pair in [("b", "c"), ("x", "y"), ("c", "y"), ("a", "x"), ("q", "r")][::order]:
        groups.join(pair)
    assert {groups.name(m) for m in "abcxy"} == {"a"}
    assert groups.name("r") == "q" and groups.name("z") == "z"
