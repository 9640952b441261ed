"""Identity: ids depend on content, parents and producer, and on nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.records.identity import canonical_json, content_hash, producer, rank, record_id, stream

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values))
def test_key_order_does_not_matter(value):
    assert canonical_json(value) == canonical_json(dict(reversed(value.items())))


def test_nan_has_no_canonical_form():
    with pytest.raises(ValueError):
        canonical_json({"x": math.nan})


def test_bytes_count_by_content():
    assert content_hash({"png": b"a"}) == content_hash({"png": bytes([97])})
    assert content_hash({"png": b"a"}) != content_hash({"png": b"b"})


@given(st.lists(st.text(alphabet="0123456789abcdef", min_size=32, max_size=32), max_size=5), st.randoms())
def test_parents_are_a_set_for_the_id(parents, random):
    shuffled = list(parents)
    random.shuffle(shuffled)
    made_by = producer("p", "1")
    assert record_id("seeds", 1, "c", parents, made_by) == record_id("seeds", 1, "c", shuffled, made_by)


@pytest.mark.parametrize(
    "other",
    [
        ("samples", 1, "c", ["x"], producer("p", "1")),
        ("seeds", 2, "c", ["x"], producer("p", "1")),
        ("seeds", 1, "d", ["x"], producer("p", "1")),
        ("seeds", 1, "c", ["y"], producer("p", "1")),
        ("seeds", 1, "c", ["x"], producer("p", "2")),
        ("seeds", 1, "c", ["x"], producer("p", "1", {"k": 1})),
    ],
)
def test_everything_that_makes_a_record_enters_its_id(other):
    base = record_id("seeds", 1, "c", ["x"], producer("p", "1"))
    assert len(base) == 32 and base == base.lower()
    assert record_id(*other) != base


def test_streams_are_keyed_not_shared():
    first = [stream(1, "a").random() for _ in range(2)]
    assert first[0] == first[1] != stream(1, "b").random()
    assert rank(1, "a") == rank(1, "a") != rank(2, "a")
