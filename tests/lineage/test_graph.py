"""The graph from real columns, and the property that trace and impact are inverse."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.errors import JanusError
from stages.lineage.answer import IMPACT, TRACE, answer
from stages.lineage.graph import Graph
from stages.lineage.index import load
from stages.lineage.refs import Resolved


@st.composite
def dags(draw):
    """(names, edges): a random DAG whose order of names says nothing about its order of edges."""
    n = draw(st.integers(1, 14))
    names = draw(st.permutations([f"n{i:02}" for i in range(n)]))
    pairs = [(i, j) for j in range(n) for i in range(j)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return names, [(names[i], names[j]) for i, j in chosen]


def closure(names, edges):
    """Who reaches whom, by Warshall's algorithm: another way to the same answer."""
    place = {name: i for i, name in enumerate(names)}
    reach = np.zeros((len(names), len(names)), dtype=bool)
    for a, b in edges:
        reach[place[a], place[b]] = True
    for k in range(len(names)):
        reach |= np.outer(reach[:, k], reach[k])
    return {(a, b) for a in names for b in names if reach[place[a], place[b]]}


@given(dags())
@settings(max_examples=200, deadline=None)
def test_trace_and_impact_are_inverse_and_complete(dag):
    names, edges = dag
    graph = Graph.of(edges, dict.fromkeys(names, "sample"))
    reach = closure(names, edges)
    traced = {(x, y) for y in names for x in graph.ancestors([y])}
    reached = {(x, y) for x in names for y in graph.descendants([x])}
    assert traced == reached == reach
    assert graph.in_cycle() == []


@given(dags(), st.data())
@settings(max_examples=100, deadline=None)
def test_several_starts_give_the_union_and_edges_are_those_inside(dag, data):
    names, edges = dag
    graph = Graph.of(edges, dict.fromkeys(names, "sample"))
    starts = data.draw(st.lists(st.sampled_from(names), unique=True))
    expected = set().union(*(graph.ancestors([name]) for name in starts))
    assert graph.ancestors(starts) == expected
    assert graph.edges(expected) == sorted((a, b) for a, b in edges if a in expected and b in expected)


@given(dags())
@settings(max_examples=100, deadline=None)
def test_pairs_are_the_edges(dag):
    names, edges = dag
    graph = Graph.of(edges, dict.fromkeys(names, "sample"))
    parents, children = graph.pairs()
    assert [(graph.ids[a], graph.ids[b]) for a, b in zip(parents, children, strict=True)] == sorted(edges)


@given(dags(), st.data())
@settings(max_examples=100, deadline=None)
def test_impact_of_what_a_trace_names_comes_back_to_where_it_began(dag, data):
    names, edges = dag
    graph = Graph.of(edges, dict.fromkeys(names, "sample"))
    asked = data.draw(st.sampled_from(names))
    traced = [n["id"] for n in answer(graph, Resolved(asked, "sample", (asked,)), TRACE)["nodes"]]
    for found in traced:
        back = answer(graph, Resolved(found, "sample", (found,)), IMPACT)
        assert asked in {node["id"] for node in back["nodes"]}
    outside = set(names) - set(traced)
    for other in outside:
        assert asked not in graph.descendants([other])


def test_a_cycle_is_named():
    graph = Graph.of([("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")], dict.fromkeys("abcd", "sample"))
    assert graph.in_cycle() == ["b", "c"]


def test_inverse_on_every_pair_of_real_tables(project):
    graph = load(project.root)
    traced = {(x, y) for y in graph.ids for x in graph.ancestors([y])}
    reached = {(x, y) for x in graph.ids for y in graph.descendants([x])}
    assert traced == reached and len(traced) > 100
    assert graph.in_cycle() == []


def test_the_chain_from_archive_to_metric(project):
    graph = load(project.root)
    raw, ready = project.raw[0]["record_id"], project.ready[0]["record_id"]
    place = "pypi:plots@1.0!top/plots/one.py"
    assert set(graph.edges(graph.ids)) >= {
        ("pypi:plots@1.0", place),
        (place, raw),
        (raw, ready),
        (ready, project.generated["record_id"]),
        (project.generated["record_id"], project.rewards[0]["record_id"]),
        (project.rewards[0]["record_id"], project.corpus[0]["record_id"]),
        (project.corpus[0]["record_id"], "models/tiny@10"),
        ("models/tiny@10", "models/tiny@20"),
        ("models/tiny@20", project.predictions[0]["record_id"]),
        (project.predictions[0]["record_id"], "metric:tiny:execution_rate"),
    }
    assert (place, ready) not in graph.edges(graph.ids)
    assert {n["kind"] for n in graph.nodes(graph.ids)} == {
        *(
            "archive",
            "file",
            "seed",
            "sample",
            "render",
            "reward",
            "corpus",
            "checkpoint",
            "prediction",
            "metric",
        )
    }


def test_renders_define_feed_and_never_close_a_circle(project):
    edges = set(load(project.root).edges(load(project.root).ids))
    one, two, three = (project.renders[f"draw({n})"]["record_id"] for n in (1, 2, 3))
    generated, seen, edited, icon = (row["record_id"] for row in project.samples)
    assert (generated, one) in edges and (one, seen) in edges and (seen, one) not in edges
    assert (one, edited) in edges and (edited, two) in edges
    assert (three, icon) in edges and (icon, three) not in edges
    assert (project.ready[0]["record_id"], project.renders["import p\ndraw(1)"]["record_id"]) in edges
    assert (project.thrown["record_id"], one) not in edges, "another attempt gave this picture"
    assert (project.failed["record_id"], project.renders["draw(4)"]["record_id"]) in edges
    assert (one, project.rewards[0]["record_id"]) in edges
    assert not any(parent == one and child == project.predictions[0]["record_id"] for parent, child in edges)


def test_a_checkpoint_descends_from_what_it_read_and_from_no_test_record(project):
    graph = load(project.root)
    first, final = graph.ancestors(["models/tiny@10"]), graph.ancestors(["models/tiny@20"])
    assert project.corpus[0]["record_id"] in first and project.corpus[1]["record_id"] not in first
    assert project.corpus[1]["record_id"] in final and project.corpus[3]["record_id"] not in final
    assert "npm:icons@2.1" not in final
    neighbour = graph.ancestors([project.predictions[1]["record_id"]])
    assert {"pypi:plots@1.0", "npm:icons@2.1"} <= neighbour and "models/tiny@20" not in neighbour


def test_a_slice_is_linked_to_its_members_on_both_sides(project):
    graph = load(project.root)
    members = tuple(sorted(row["record_id"] for row in project.corpus[:2]))
    for direction, ends in ((TRACE, "pypi:plots@1.0"), (IMPACT, "models/tiny@20")):
        found = answer(graph, Resolved("corpus/train", "slice", members), direction)
        assert ends in {n["id"] for n in found["nodes"]}
        pairs = [[m, "corpus/train"] if direction == TRACE else ["corpus/train", m] for m in members]
        assert all(pair in found["edges"] for pair in pairs)
        assert found["edges"] == sorted(found["edges"])


def test_labels_say_why_a_record_was_dropped(project):
    (node,) = load(project.root).nodes([project.corpus[2]["record_id"]])
    assert node["kind"] == "corpus" and "[dropped: duplicate]" in node["label"]


def test_partial_data_still_gives_a_graph(project):
    for folder in ("data/samples", "data/renders", "data/predictions", "models"):
        shutil.rmtree(project.root / folder)
    graph = load(project.root)
    assert set(graph.absent) == {"samples", "renders", "predictions", "consumption"}
    assert graph.descendants(["pypi:plots@1.0"]) >= {project.ready[0]["record_id"]}


def test_no_table_at_all_is_an_error(tmp_path):
    with pytest.raises(JanusError, match="no tables here"):
        load(tmp_path)
