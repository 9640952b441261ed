"""What strategies gave: every cell counted, no empty one without its reason."""

from __future__ import annotations

from pathlib import Path

from stages.report.coverage import coverage
from stages.report.tables import Tables
from stages.report.yields import derived, yields


def tables(samples: list[dict], corpus: list[dict]) -> Tables:
    return Tables(Path("nowhere"), {"samples": samples, "corpus": corpus})


def sample(
    name: str, domain: str, strategy: str, reason: str | None = None, task: str = "generation"
) -> dict:
    decision = "drop" if reason else "keep"
    return {
        "record_id": name, "domain": domain, "strategy": strategy, "teacher": f"programmatic/{domain}@1",
        "decision": decision, "reason": reason, "concept": "palette", "task": "generation",
        "parents": ["seed"],
    }  # fmt: skip


def placed(name: str, task: str = "generation", reason: str | None = None) -> dict:
    return {"sample_id": name, "task": task, "decision": "drop" if reason else "keep", "reason": reason}


SAMPLES = [
    sample("a", "chart", "reverse_instruction"),
    sample("b", "chart", "reverse_instruction", "execution: exception"),
    sample("c", "chart", "translation", "canonical: 300 tokens"),
    sample("d", "svg", "reverse_instruction"),
]
CORPUS = [placed("a"), placed("d", "editing", "near-duplicate: of x")]


def test_every_pair_of_domain_and_strategy_has_a_row():
    found = {(y["domain"], y["strategy"]): y for y in yields(tables(SAMPLES, CORPUS))}
    assert set(found) == {(d, s) for d in ("chart", "svg") for s in ("reverse_instruction", "translation")}
    assert (
        found["chart", "reverse_instruction"]["attempted"],
        found["chart", "reverse_instruction"]["kept"],
    ) == (2, 1)
    assert found["chart", "reverse_instruction"]["kept_rate"] == 0.5


def test_no_cell_is_empty_without_a_reason():
    found = {(y["domain"], y["strategy"]): y for y in yields(tables(SAMPLES, CORPUS))}
    assert "tokens" in found["chart", "translation"]["why"]
    assert "near-duplicate" in found["svg", "reverse_instruction"]["why"]
    assert found["svg", "translation"]["why"] and found["svg", "translation"]["kept_rate"] is None
    assert found["chart", "reverse_instruction"]["why"] == ""


def test_a_cell_of_every_teacher_says_who_was_asked():
    """Seeds that do not run are the programmatic teacher's, whoever writes the samples."""
    samples = [{**sample("a", "chart", "reverse_instruction"), "teacher": "endpoint/model"}]
    samples.append(sample("b", "chart", "reverse_instruction", "execution: exception"))
    samples.append({**sample("c", "svg", "guided_evolution"), "teacher": "endpoint/model"})
    found = {
        (y["domain"], y["strategy"], y["teacher"]): y
        for y in yields(tables(samples, [placed("a"), placed("c")]))
    }
    assert len(found) == 8
    assert found["chart", "reverse_instruction", "endpoint"]["kept_rate"] == 1.0
    assert found["chart", "reverse_instruction", "programmatic"]["why"] == "execution: exception"
    assert found["svg", "guided_evolution", "programmatic"]["why"] == "another teacher was asked"
    assert found["svg", "reverse_instruction", "endpoint"]["why"].startswith("no program")


def test_paths_share_the_corpus():
    moving = sample("m", "animation", "chart_animation") | {"parents": ["a"]}
    samples = [
        *SAMPLES,
        sample("e", "svg", "guided_evolution") | {"parents": ["d"], "task": "editing"},
        moving,
    ]
    shares = derived(tables(samples, [placed("a"), placed("d"), placed("e", "editing"), placed("m")]))
    assert {(s["task"], s["path"]): s["share"] for s in shares} == {
        ("generation", "instruction for a program that ran"): 0.5,
        ("generation", "chart to animation"): 0.25,
        ("editing", "change between a program and its evolution"): 0.25,
    }


def test_coverage_counts_tasks_lengths_and_concepts(monkeypatch):
    corpus = [
        {**placed("a"), "record_id": "1", "domain": "chart"},
        {**placed("d", "editing"), "record_id": "2", "domain": "chart"},
    ]
    monkeypatch.setattr(Tables, "lengths", lambda self, table, column: {"1": 400, "2": 5000})
    (chart,) = coverage(tables(SAMPLES, corpus))
    assert chart["tasks"]["generation"] == chart["tasks"]["editing"] == 1
    assert chart["lengths"] == {"short": 1, "medium": 0, "long": 1}
    assert chart["concepts"] == [("palette", 2)]
