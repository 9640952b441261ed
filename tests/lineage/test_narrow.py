"""Filters of trace and impact: what stays, what is bridged, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.errors import JanusError
from stages.lineage import narrow
from stages.lineage.answer import IMPACT, TRACE, answer
from stages.lineage.graph import Graph
from stages.lineage.index import load
from stages.lineage.refs import Resolved, resolve
from tests.lineage.test_graph import dags


@given(dags(), st.data())
@settings(max_examples=100, deadline=None)
def test_hidden_nodes_are_bridged(dag, data):
    names, edges = dag
    graph = Graph.of(edges, dict.fromkeys(names, "sample"))
    start = data.draw(st.sampled_from(names))
    whole = answer(graph, Resolved(start, "sample", (start,)), IMPACT)
    inside = [node["id"] for node in whole["nodes"]]
    shown = {start, *data.draw(st.lists(st.sampled_from(inside)))}
    found = narrow.keep(whole, shown)
    assert {node["id"] for node in found["nodes"]} == shown
    bridged = Graph.of([tuple(edge) for edge in found["edges"]], dict.fromkeys(shown, "sample"))
    for node in shown:
        assert bridged.descendants([node]) == graph.descendants([node]) & shown


def test_depth_counts_edges(project):
    graph = load(project.root)
    ref = resolve(graph, "pypi:plots")
    near = narrow.within(graph, ref, 1, IMPACT)
    assert {graph.kind(node) for node in near} == {"archive", "file"}
    far = narrow.within(graph, ref, 99, IMPACT)
    assert far == {*ref.ids, *graph.descendants(ref.ids)}
    assert near < narrow.within(graph, ref, 2, IMPACT) < far


def test_a_condition_chooses_the_paths_through_its_seeds(project):
    graph = load(project.root)
    seeds = narrow.seeds_where(graph, "package = 'icons'")
    assert seeds == (project.raw[1]["record_id"],)
    ref = resolve(graph, "models/tiny@final")
    assert not narrow.through(graph, ref, seeds, TRACE) & set(graph.of_kind("corpus")), (
        "it never read an icon"
    )
    plots = narrow.through(graph, ref, narrow.seeds_where(graph, "package = 'plots'"), TRACE)
    assert {"archive", "corpus", "checkpoint"} <= {graph.kind(node) for node in plots}
    assert not any(node.startswith("npm:") for node in plots)


@pytest.mark.parametrize(("condition", "says"), [("licenc = 1", "licenc"), ("package = 'x'", "no seed")])
def test_a_bad_condition_is_named(project, condition, says):
    with pytest.raises(JanusError, match=says):
        narrow.seeds_where(load(project.root), condition)


def test_decision_keeps_what_has_none(project):
    graph = load(project.root)
    dropped = narrow.decided(graph, graph.ids, "drop")
    assert project.thrown["record_id"] in dropped and project.generated["record_id"] not in dropped
    assert set(graph.of_kind("archive")) <= dropped
