"""The index answers as the tables do, and is made anew when they change."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.lineage.arrays import Adjacency, Strings
from stages.lineage.index import INDEX, fresh, load
from stages.records.tables import write_table


@settings(deadline=None)  # the first example pays for an import
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_strings_are_given_back(values):
    found = Strings.of(pa.chunked_array([values[:2], values[2:]], pa.string()))
    assert list(found) == values and found[:] == values
    with pytest.raises(IndexError):
        found[len(values)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_adjacency_is_the_pairs_once_each(pairs):
    array = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = Adjacency.of(array[:, 0], array[:, 1], 10)
    every = np.arange(10)
    sources = np.repeat(every, found.counts(every))
    assert list(zip(sources.tolist(), found.targets(every).tolist(), strict=True)) == sorted(set(pairs))


def said(graph) -> tuple:
    return graph.nodes(graph.ids), graph.edges(graph.ids)


def test_the_index_says_what_the_tables_say(project):
    made, again, tables = load(project.root), load(project.root), fresh(project.root)
    assert said(made) == said(again) == said(tables) and len(made) > 20
    assert isinstance(again.columns.ids.data, np.memmap)
    assert len(list((project.root / INDEX).iterdir())) == 1


def test_a_changed_table_is_seen(project):
    assert project.corpus[0]["record_id"] in load(project.root)
    for path in (project.root / "data/corpus").glob("*.parquet"):
        path.unlink()
    write_table("corpus", project.corpus[1:], project.root / "data/corpus")
    assert project.corpus[0]["record_id"] not in load(project.root)
    assert len(list((project.root / INDEX).iterdir())) == 1, "the replaced index is gone"
