"""What no single row shows: leaks between splits, counts, shares, missing columns, missing rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from stages.check.__main__ import check
from stages.check.expect import Projection, filled
from stages.check.source import connect
from stages.check.validate import validate
from stages.errors import JanusError
from tests.assemble.factory import check_section
from tests.check.corruptions import general


def failed(report: dict, column: str) -> dict:
    return next(f for f in report["failed"] if f["column"] == column)


def test_leaked_split_names_both_sides(lay, copy):
    corpus = copy("corpus")
    train = [r for r in corpus if r["decision"] == "keep" and r["split"] == "train"]
    moved = next(r for r in train if sum(o["roots"] == r["roots"] for o in train) == 3)
    moved["split"] = "test"
    siblings = [r["record_id"] for r in train if r["roots"] == moved["roots"] and r is not moved]
    lay(corpus=corpus)
    report = check("corpus", check_section())
    assert [f["column"] for f in report["failed"]] == ["leak"]
    assert failed(report, "leak")["rows"] == sorted([moved["record_id"], *siblings])
    assert "also in train" in failed(report, "leak")["observed"][moved["record_id"]]


def test_leak_is_found_though_roots_are_forged(lay, copy):
    """The gate walks parents itself."""
    corpus = copy("corpus")
    moved = next(r for r in corpus if r["split"] == "train" and r["task"] == "editing")
    moved.update(split="validation", roots=["pypi:elsewhere@1!x.py"])
    lay(corpus=corpus)
    report = check("corpus", check_section())
    assert moved["record_id"] in failed(report, "leak")["rows"]
    assert failed(report, "roots_problem")["rows"] == [moved["record_id"]]


def test_equal_bytes_in_two_packages_are_one_source(lay, copy):
    seeds, corpus = copy("seeds"), copy("corpus")
    held = next(r for r in corpus if r["split"] == "test" and r["domain"] == "svg")
    raw = [s for s in seeds if s["kind"] == "raw" and s["domain"] == "svg"]
    files = {f"{s['connector']}:{s['package']}@{s['version']}!{s['path']}": s for s in raw}
    trained = next(r for r in corpus if r["split"] == "train" and r["domain"] == "svg")
    files[held["roots"][0]]["content"] = files[trained["roots"][0]]["content"]
    lay(seeds=seeds)
    leak = failed(check("corpus", check_section()), "leak")
    assert {held["record_id"], trained["record_id"]} <= set(leak["rows"])


def test_missing_corpus_row(lay, copy):
    corpus = copy("corpus")
    gone = corpus.pop()
    lay(corpus=corpus)
    report = check("corpus", check_section())
    assert failed(report, "corpus_rows")["rows"] == [gone["sample_id"]]


def test_missing_render_and_missing_verdict(lay, copy):
    renders, rewards, samples = copy("renders"), copy("rewards"), copy("samples")
    sample = next(s for s in samples if s["task"] == "editing")
    renders = [r for r in renders if r["record_id"] != sample["input_render"]]
    rewards = [r for r in rewards if r["sample_id"] != sample["record_id"]]
    lay(renders=renders, rewards=rewards)
    report = check("renders", check_section())
    assert sample["record_id"] in failed(report, "render_not_found")["rows"]
    report = check("rewards", check_section())
    assert failed(report, "verdicts")["rows"] == [sample["record_id"]]


def test_dropped_seed_that_was_used(lay, copy):
    seeds = copy("seeds")
    refused = next(s for s in seeds if s["kind"] == "prepared")
    refused.update(decision="drop", reason="licence: unknown")
    rows = lay(seeds=seeds)
    used = {
        s["record_id"]
        for s in rows["samples"]
        if refused["record_id"] in s["parents"] and s["decision"] == "keep"
    }
    assert used
    assert set(failed(check("samples", check_section()), "dropped_seed_used")["rows"]) == used


def test_empty_slice_and_split_shares(lay, copy):
    lay(corpus=[r for r in copy("corpus") if r["slice"] != "editing/svg/text" and r["split"] != "validation"])
    report = check("corpus", check_section())
    assert failed(report, "slice_problem")["rows"] == ["editing/svg/text.train"]
    assert "share.validation" in failed(report, "share_problem")["rows"]


def test_minimum_counts(lay):
    lay()
    section = check_section()
    seeds = section.seeds.model_copy(update={"kept": 10**6, "kept_by_domain": {"svg": 10**5}})
    report = check("seeds", section.model_copy(update={"seeds": seeds}))
    assert [f["column"] for f in report["failed"]] == ["count_problem"]
    assert failed(report, "count_problem")["observed"] == {
        "kept": "48.0, asked: at least 1e+06",
        "kept.svg": "24.0, asked: at least 100000",
    }


def test_two_answers_for_one_question(lay, copy):
    predictions = copy("predictions")
    one = next(r for r in predictions if r["variant"] == "model")
    again = {**one, "record_id": "0" * 32, "output": "pass"}
    lay(predictions=[*predictions, again])
    assert failed(check("predictions", check_section()), "answers")["rows"] == ["0" * 32]


def test_training_record_among_predictions(lay, copy):
    corpus = copy("corpus")
    test = [r for r in corpus if r["split"] == "test"]
    for row in test:
        row["split"] = "train"
    rows = lay(corpus=corpus)
    report = check("predictions", check_section())
    assert failed(report, "corpus_problem")["unexpected_count"] == len(rows["predictions"])


def test_general_criteria_take_away_and_add_nothing(lay, copy):
    """One that passed leaves the total of 1; one that failed takes its weight, in shares of the claims'."""
    rewards = copy("rewards")
    kept = [r for r in rewards if r["decision"] == "keep" and r["total"] == 1.0]
    for row in kept[1:]:
        row["criteria"] = [*row["criteria"], general(True)]
    whole = sum(c["weight"] for c in kept[0]["criteria"])
    kept[0]["criteria"] = [*kept[0]["criteria"], general(False)]
    kept[0].update(total=1 - 0.25 / whole, threshold=0.5)
    lay(rewards=rewards)
    report = check("rewards", check_section())
    assert len(kept) > 1 and report["passed"], report["failed"]


def test_a_model_may_leave_a_criterion_undecided_in_a_dropped_row(lay, copy):
    rewards = copy("rewards")
    row, rated, unrated = [r for r in rewards if r["decision"] == "keep"][:3]
    row["criteria"] = [*row["criteria"], general(None)]
    row.update(decision="drop", reason="inside: undecided", judge="[]")
    rated.update(criteria=[rating(n, n < 9) for n in range(16)], total=9 / 16, threshold=0.5, judge="[]")
    unrated.update(criteria=[rating(0, None)], total=0.0, threshold=0.5, judge="[]")
    unrated.update(decision="drop", reason="ratings: undecided")
    lay(rewards=rewards)
    report = check("rewards", check_section())
    assert report["passed"], report["failed"]
    row["judge"] = None
    rated["total"] = 0.75
    lay(rewards=rewards)
    problem = failed(check("rewards", check_section()), "criteria_problem")
    assert problem["unexpected_count"] == 2


def rating(number: int, passed: bool | None) -> dict:
    """A criterion of the paper's judge."""
    return {**general(passed), "id": f"januscoder:{number}", "weight": 1.0}


def test_warning_does_not_stop(lay):
    lay()
    section = check_section(reward_mean_warn=[0.0, 0.1], render_ok_share=0.5)
    report = check("rewards", section)
    assert report["passed"]
    assert [(w["column"], w["rows"]) for w in report["warnings"]] == [("unusual", ["mean_total"])]


def test_repeated_id_fails(lay):
    lay()
    path = sorted(Path("data/seeds").glob("*.parquet"))[0]
    shard = pq.read_table(path)
    pq.write_table(shard.slice(0, 1), path.with_name("again.parquet"))
    report = check("seeds", check_section())
    found = [f for f in report["failed"] if f["expectation"] == "expect_column_values_to_be_unique"]
    assert found[0]["rows"] == [shard["record_id"][0].as_py()]


@pytest.mark.parametrize("change", ["absent", "type", "extra"])
def test_columns_must_fit_the_schema(change, lay):
    lay()
    path = sorted(Path("data/samples").glob("*.parquet"))[-1]
    shard = pq.read_table(path)
    place = shard.schema.get_field_index("attempt")
    if change == "absent":
        shard = shard.remove_column(place)
    elif change == "type":
        shard = shard.set_column(place, "attempt", shard["attempt"].cast("string"))
    else:
        shard = shard.append_column("mood", shard["attempt"])
    pq.write_table(shard, path)
    report = check("samples", check_section())
    assert failed(report, "column_problem")["rows"] == ["mood" if change == "extra" else "attempt"]


def test_suite_without_expectations_is_refused(lay):
    lay()
    with pytest.raises(JanusError, match="no expectations"):
        validate("seeds", [Projection("rows", "select 1 as record_id", [])], connect(["seeds"], []))


def test_data_docs_are_written(lay):
    lay()
    check("seeds", check_section())
    assert "expect" in Path("reports/data_docs/seeds.html").read_text(encoding="utf-8").lower()


def test_expectation_that_cannot_be_asked_fails(lay):
    """Great Expectations catches its own exceptions: they must not read as passed."""
    lay()
    projection = Projection("rows", "select 1 as record_id", [filled("absent", "asked of no column")])
    outcomes, _ = validate("seeds", [projection], connect(["seeds"], []))
    assert [(o.column, o.passed) for o in outcomes] == [("absent", False)]
    assert "absent" in outcomes[0].observed
