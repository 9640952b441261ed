"""Why records were dropped."""

from __future__ import annotations

from stages.lineage.dropped import why_dropped
from stages.lineage.index import load
from stages.lineage.refs import resolve


def asked(project, ref: str) -> dict:
    graph = load(project.root)
    return why_dropped(graph, resolve(graph, ref))


def test_a_package_lists_what_came_of_it(project):
    found = asked(project, "npm:icons")
    assert {r["id"] for r in found["dropped"]} == {project.thrown["record_id"], project.failed["record_id"]}
    assert sorted(found["reasons"]) == [
        ["synthesize", "exception", 1],
        ["synthesize", "the code did not change", 1],
    ]
    assert found["kept"] > 0


def test_a_record_is_asked_about_both_ways(project):
    found = asked(project, project.edited["record_id"])
    assert [(r["kind"], r["reason"]) for r in found["dropped"]] == [("corpus", "duplicate")]
    corpus = project.corpus[project.samples.index(project.edited)]["record_id"]
    assert [r["id"] for r in asked(project, corpus)["dropped"]] == [corpus]


def test_nothing_dropped_is_an_answer(project):
    found = asked(project, project.icon["record_id"])
    assert found["dropped"] == [] and found["reasons"] == [] and found["kept"] > 0
