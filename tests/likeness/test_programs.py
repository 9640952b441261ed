"""Programs by their trees: what does not count, what does, in every language."""

from __future__ import annotations

import random

import numpy as np
import pytest

from stages.likeness.groups import Groups
from stages.likeness.minhash import Alike, alike, band_rows, jaccard, shingle_sets
from stages.likeness.plain import layoutless
from stages.likeness.prints import hashed, make_prints
from stages.likeness.trees import tree_tokens
from stages.likeness.words import words
from tests.likeness.plants import LANGUAGES, program


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_layout_and_order_do_not_count(language):
    for key in range(5):
        code, near = program(language, key), program(language, key, near=True)
        assert code != near
        assert tree_tokens(code, language) == tree_tokens(near, language)
        prints = make_prints([(code, language), (near, language)])
        assert len({p.name for p in prints.values()}) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_texts_and_colours_do(language):
    one, other = (hashed(tree_tokens(program(language, key), language)) for key in "ab")
    sets = shingle_sets([one, other], 3)
    assert jaccard(sets[0], sets[1]) < 0.8


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("python", "a = 1\nb = 2\nprint(a - b)", "a = 1\nb = 2\nprint(b - a)"),
        ("python", "import numpy as np\nnp.sin(1)", "import numpy as np\nnp.cos(1)"),
        ("python", "if x:\n    f()\ng()", "if x:\n    f()\n    g()"),
        ("python", "f('1')", "f(1)"),
        ("python", "f(a=1, b=2)", "f(a=2, b=1)"),
        ("svg", "<svg><g fill='red'/><g/></svg>", "<svg><g/><g fill='red'/></svg>"),
        ("svg", "<svg><g><a/></g></svg>", "<svg><g/><a/></svg>"),
        ("html", "<p class='a'>x</p>", "<p class='b'>x</p>"),
        ("vega-lite", '{"a": [1, 2]}', '{"a": [2, 1]}'),
        ("vega-lite", '{"a": 1}', '{"a": "1"}'),
        ("r", "plot(x, main='a')", "plot(x, sub='a')"),
        ("octave", "x = a';", "x = a;"),
        ("gnuplot", "plot sin(x)", "plot cos(x)"),
    ],
)
def test_what_a_program_does_counts(language, one, other):
    assert tree_tokens(one, language) != tree_tokens(other, language)


def test_own_keywords_and_members_are_names_too():
    one = "class A:\n    def go(self, size):\n        self.x = size\nA().go(size=3).x"
    other = "class B:\n    def run(me, width):\n        me.y = width\nB().run(width=3).y"
    assert tree_tokens(one, "python") == tree_tokens(other.replace("me", "self"), "python")


def test_an_inserted_name_moves_tokens_nearby_alone():
    lines = [f"v{n} = f({n}, v{n - 1})" for n in range(1, 40)]
    one = hashed(tree_tokens("v0 = 0\n" + "\n".join(lines), "python"))
    other = hashed(tree_tokens("new = 7\nv0 = 0\n" + "\n".join(lines), "python"))
    sets = shingle_sets([one, other], 3)
    assert jaccard(sets[0], sets[1]) > 0.9


@pytest.mark.parametrize(
    ("language", "code"), [("python", "def f(:"), ("svg", "<svg><g></svg>"), ("vega-lite", "{"), ("html", "")]
)
def test_what_does_not_parse_has_plain_tokens(language, code):
    assert tree_tokens(code, language) == layoutless(code, language)


def test_comment_marks_inside_strings_are_no_comments():
    assert layoutless("c = '#ff0000'  # red", "python") == ["c", "=", "'#ff0000'"]
    assert layoutless("<!-- a --><path d='M1.5-2'/>", "svg").count("path") == 1


def test_prints_are_stored_and_not_made_again(monkeypatch):
    code = (program("python", 1), "python")
    first = make_prints([code])[code]
    monkeypatch.setattr("stages.likeness.prints.tree_tokens", None)
    again = make_prints([code])[code]
    assert again.name == first.name and np.array_equal(again.tokens, first.tokens)


def test_proposals_miss_no_pair():
    """Against all pairs compared exactly: MinHash at these settings finds every one."""
    numbers = random.Random(7)
    sequences = []
    for _ in range(120):
        base = [numbers.getrandbits(32) for _ in range(150)]
        sequences.append(base)
        for changed in (1, 3, 6, 30):
            copy = base[:]
            for place in numbers.sample(range(150), changed):
                copy[place] = numbers.getrandbits(32)
            sequences.append(copy)
    sets = shingle_sets([np.array(s, np.uint32) for s in sequences], 1)
    every = {(i, j) for j in range(len(sets)) for i in range(j) if jaccard(sets[i], sets[j]) >= 0.95}
    assert len(every) > 120
    assert set(alike(sets, 0.95, 64).pairs) == every


def test_equal_sets_are_told_once_and_compared_across():
    sets = shingle_sets([np.array(s, np.uint32) for s in ([1, 2, 3], [9], [1, 2, 3], [1, 2, 3])], 1)
    found = alike(sets, 0.95, 64)
    assert found.first.tolist() == [0, 1, 0, 0] and found.pairs == []
    assert sorted(found.links()) == [(0, 2), (0, 3)]
    assert sorted(found.across(1)) == [(0, 1), (0, 2)] and sorted(found.across(3)) == [(0, 0), (2, 0)]
    near = Alike(np.array([0, 1, 0, 1]), [(0, 1)])
    assert sorted(near.across(2)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_bands_suit_the_threshold():
    assert [band_rows(t, 64) for t in (0.95, 0.8, 0.5)] == [8, 4, 2]
    assert [band_rows(t, 8) for t in (0.95, 0.1)] == [2, 1]


def test_shingles():
    sets = shingle_sets(
        [np.array(s, np.uint32) for s in ([5], [], [1, 2, 3, 4], [1, 2, 3], [1, 2, 3, 1, 2, 3])], 3
    )
    assert [len(sets[n]) for n in range(5)] == [1, 1, 2, 1, 3]
    assert sets[0] != sets[1] and sets[3][0] in sets[2] and sets[3][0] in sets[4]
    assert len(shingle_sets([], 3)) == 0 and alike(shingle_sets([], 3), 0.9, 64).pairs == []


def test_words():
    assert words("Bars: #FF0000, 3.5!") == ("bars", "#ff0000", "3.5")


@pytest.mark.parametrize("order", [1, -1])
def test_groups_are_named_by_their_smallest_member(order):
    groups = Groups()
    for pair in [("b", "c"), ("x", "y"), ("c", "y"), ("a", "x"), ("q", "r")][::order]:
        groups.join(pair)
    assert {groups.name(m) for m in "abcxy"} == {"a"}
    assert groups.name("r") == "q" and groups.name("z") == "z"
