"""The pieces that the page is made of."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image

from stages.lineage.graph import Graph
from stages.lineage.index import load
from stages.report.chains import Chains
from stages.report.charts import Series, lines, stacked_bars, ticks
from stages.report.evaluation import METRICS, differences, written
from stages.report.funnel import funnel
from stages.report.gallery import BEST, DRAWN, choose_answers, choose_samples
from stages.report.listing import LONGEST, listing
from stages.report.pictures import reduced
from stages.report.reasons import by_kind, kind, worded
from stages.report.tables import Tables


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (0, 240, [0, 50, 100, 150, 200]), (0.5, 7, [2, 4, 6])],
)
def test_ticks_are_round_numbers_inside_the_range(low, high, expected):
    assert ticks(low, high) == expected


def test_a_line_chart_is_well_formed_and_drawn_to_scale():
    chart = lines(
        [Series("a < b", "m1", [(0, 4), (10, 2)], marked=True)], title="T", x_label="x", y_label="y"
    )
    root = etree.fromstring(str(chart))
    start, end = root.findall(".//circle")
    assert float(start.get("cx")) < float(end.get("cx")) and float(start.get("cy")) < float(end.get("cy"))
    assert root.find("title").text == "T" and "a < b ends at 2" in root.find("desc").text


def test_stacked_bars_reach_the_sum_of_their_layers():
    layers = [("one", "d1", [2, 0]), ("two", "d2", [2, 1])]
    root = etree.fromstring(str(stacked_bars([0, 0.5, 1], layers, title="T", x_label="x", y_label="y")))
    bars = {b.find("title").text: float(b.get("height")) for b in root.findall(".//rect")}
    assert len(bars) == 3
    assert bars["one, 0 to 0.5: 2"] == pytest.approx(bars["two, 0 to 0.5: 2"], abs=0.11)
    assert bars["two, 0.5 to 1: 1"] == pytest.approx(bars["one, 0 to 0.5: 2"] / 2, abs=0.11)


def test_pictures_shrink_on_white_paper_and_never_grow():
    out = io.BytesIO()
    Image.new("RGBA", (400, 200), (0, 0, 0, 0)).save(out, "PNG")
    large = reduced(out.getvalue(), 100)
    assert (large.width, large.height) == (100, 50) and large.uri.startswith("data:image/png;base64,")
    assert (reduced(out.getvalue(), 480).width) == 400
    assert large == reduced(out.getvalue(), 100)


def test_listings_are_escaped_highlighted_and_cut():
    assert "&lt;circle" in listing("<circle r='3'/>", "svg") and 'class="nt"' in listing("<circle/>", "svg")
    assert "<b>" not in listing("x = '<b>'", "python")
    assert "7 more characters" in listing("x" * (LONGEST + 7), "python")
    assert listing(None, "python") == ""


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("exception: ValueError: 3 is no colour", "exception"),
        ("longer than 256 tokens", "longer than … tokens"),
        ("licence GPL-3.0-only is not allowed", "licence GPL-3.0-only is not allowed"),
        (None, "no reason given"),
    ],
)
def test_reasons_of_one_kind_are_counted_together(reason, expected):
    assert kind(reason) == expected


def test_shared_particulars_get_a_line_and_single_ones_do_not():
    reasons = ["quota: beyond the 160 smallest hashes of a"] * 5 + [
        "quota: beyond the 140 smallest hashes of b"
    ] * 4
    reasons += [f"duplicate: same as file{i}.svg" for i in range(30)]
    reasons += ["reads: load_dataset"] * 9 + ["reads: one", "reads: two"]
    reasons += ["shapes: 1, fewer than 3", "shapes: 2, fewer than 3", "shapes: 2, fewer than 3"]
    assert by_kind(reasons) == {"duplicate": 30, "quota": 9, "reads": 11, "shapes": 3}
    assert worded(reasons) == [
        ("duplicate", 30),
        ("reads: load_dataset", 9),
        ("quota: beyond the 160 smallest hashes of a", 5),
        ("quota: beyond the 140 smallest hashes of b", 4),
        ("shapes: …, fewer than …", 3),
        ("reads: other", 2),
    ]


def answers(slices: dict[str, str]) -> list[dict]:
    return [
        {
            "record_id": f"{model}{c}", "corpus_id": c, "model": model, "variant": "model",
            "decision": "keep", "executed": i % 3 == 0, "criteria_passed": i / 20, "ssim": 0.5,
            "colour_similarity": 0.5,
        }
        for model in ("a", "b")
        for i, c in enumerate(slices)
    ]  # fmt: skip


def test_what_a_model_left_undecided_is_counted_apart_from_what_failed():
    def verdict(**passed: bool | None) -> dict:
        criteria = [{"kind": kind, "passed": answer} for kind, answer in passed.items()]
        decision = "keep" if all(passed.values()) else "drop"
        return {"decision": decision, "reason": "one of a sample's own", "criteria": criteria}

    rows = [verdict(title=True), verdict(title=False, sensible=None), verdict(title=True, sensible=None)]
    tables = {name: [] for name in ("seeds", "samples", "renders", "corpus", "predictions")}
    (step,) = [step for step in funnel({**tables, "rewards": rows}) if step.stage == "reward"]
    assert step.kinds == {"failed": 1, "undecided": 1}
    assert {reason for reason, _ in step.reasons} == {"failed: title", "undecided: sensible"}


def test_answers_are_spread_over_models_and_slices_half_best_half_by_hash():
    slices = {f"c{i}": f"slice{i % 2}" for i in range(20)}
    chosen = choose_answers(answers(slices), slices, 16)
    assert len(chosen) == 16 == len({c["row"]["record_id"] for c in chosen})
    groups = [(c["row"]["model"], slices[c["row"]["corpus_id"]]) for c in chosen]
    assert {groups.count(g) for g in groups} == {4}
    assert sum(c["why"] == BEST for c in chosen) == 8 == sum(c["why"] == DRAWN for c in chosen)
    best = [c["row"] for c in chosen if c["why"] == BEST]
    assert all(r["executed"] for r in best)
    assert choose_answers(answers(slices), slices, 999)[0] is not None


def test_few_records_are_all_shown():
    rows = [{"record_id": str(i), "slice": f"s{i % 3}", "decision": "keep"} for i in range(4)]
    rows.append({"record_id": "x", "slice": "s0", "decision": "drop"})
    assert sorted(r["record_id"] for r in choose_samples(rows, 50)) == ["0", "1", "2", "3"]


def test_numbers_are_written_as_people_read_them():
    assert written(0.123, METRICS["parse_rate"]) == "12.3 %"
    assert written(-0.05, METRICS["execution_rate"], signed=True) == "−5.0 pp"
    assert written(0.5, METRICS["answer_loss"], signed=True) == "+0.500"
    assert written(None, METRICS["ssim"]) == "–"


def test_a_difference_says_who_is_better_whichever_way_the_metric_points():
    def found(value):
        return {
            "value": value,
            "low": value - 0.1,
            "high": value + 0.1,
            "n": 9,
            "excludes_zero": abs(value) > 0.1,
        }

    metrics = {
        "differences": {
            "model_minus_untrained": {"all": {"answer_loss": found(-2.0), "ssim": found(-0.5)}},
            "wrong_image_minus_model": {"all": {"answer_loss": found(0.3), "ssim": found(0.05)}},
        }
    }
    verdicts = {d["key"]: d["verdict"] for d in differences(metrics)}
    assert verdicts == {
        ("model_minus_untrained", "answer_loss"): "better",
        ("model_minus_untrained", "ssim"): "worse",
        ("wrong_image_minus_model", "answer_loss"): "better",
        ("wrong_image_minus_model", "ssim"): "unclear",
    }


def test_a_chain_leads_from_the_archive_to_the_answer(project):
    graph = load(project)
    row = next(r for r in Tables.read(project / "data")["predictions"] if r["variant"] == "model")
    checkpoint = f"models/{row['model']}@200"
    chain = Chains(graph).of(row["record_id"], asked=row["corpus_id"], checkpoint=checkpoint)
    kinds = [n["kind"] for n in chain.nodes]
    assert kinds[:3] == ["archive", "file", "seed"] and kinds[-1] == "prediction"
    assert {"sample", "render", "reward", "corpus", "checkpoint"} <= set(kinds)
    assert (
        kinds.count("archive") == 1 and chain.trained_on["archive"] == 2 and chain.trained_on["corpus"] > 20
    )
    drawing = etree.fromstring(str(chain.drawing))
    assert len(drawing.findall(".//rect")) == len(chain.nodes)
    assert all(n["id"] in str(chain.drawing) for n in chain.nodes)


def test_a_wide_chain_draws_some_and_lists_all():
    kinds = {f"s{i}": "sample" for i in range(9)} | {"c": "corpus"}
    chain = Chains(Graph.of([(s, "c") for s in kinds if s != "c"], kinds)).of("c")
    assert len(chain.nodes) == 10
    assert len(etree.fromstring(str(chain.drawing)).findall(".//rect")) == 5
