from __future__ import annotations

import pytest

from stages.evaluate.bootstrap import Bootstrap
from stages.evaluate.scores import tabulate

PLACED = {
    f"c{i}": (("generation/chart/text", "image_to_code/chart/image")[i % 2], f"file{i // 2}")
    for i in range(20)
}


def row(corpus_id: str, variant: str, executed: bool, decision: str = "keep") -> dict:
    return {
        "corpus_id": corpus_id, "variant": variant, "decision": decision, "parsed": True,
        "executed": executed, "criteria_passed": 0.5 * executed, "ssim": 0.9 * executed,
        "colour_similarity": 0.7 * executed,
    }  # fmt: skip


def scores() -> dict:
    answered = [f"c{i}" for i in range(10)]
    images = [c for c in answered if "image" in PLACED[c][0]]
    rows = [row(c, "model", True) for c in answered] + [row(c, "untrained", False) for c in answered]
    rows += [row(c, "nearest", c != "c0") for c in answered] + [row(c, "wrong_image", True) for c in images]
    rows.append(row("c1", "model", False, decision="drop"))
    losses = {
        "model": {c: 0.5 + i / 100 for i, c in enumerate(PLACED)},
        "untrained": {c: 5.0 + i / 50 for i, c in enumerate(PLACED)},
        "wrong_image": {c: 0.6 + i / 100 for i, c in enumerate(PLACED) if "image" in PLACED[c][0]},
    }
    return tabulate(rows, losses, PLACED, Bootstrap(1, 500, 0.95), "m")


def test_rates_counts_and_losses_by_variant_and_slice():
    variants = scores()["variants"]
    everything = variants["model"]["all"]
    assert everything["n"] == 10 and everything["loss_n"] == 20
    assert everything["execution_rate"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert everything["answer_loss"]["value"] == pytest.approx(0.595)
    assert variants["nearest"]["all"]["execution_rate"]["value"] == 0.9
    assert "answer_loss" not in variants["nearest"]["all"]
    assert set(variants["wrong_image"]) == {"all", "image_to_code/chart/image"}
    assert variants["wrong_image"]["all"]["n"] == 5
    assert variants["untrained"]["generation/chart/text"]["ssim"]["value"] == 0.0


def test_differences_are_paired_over_common_records():
    found = scores()["differences"]
    untrained = found["model_minus_untrained"]["all"]
    assert untrained["answer_loss"]["value"] < -4 and untrained["answer_loss"]["excludes_zero"]
    assert untrained["execution_rate"]["value"] == 1.0
    wrong = found["wrong_image_minus_model"]["all"]["answer_loss"]
    assert wrong["n"] == 10 and wrong["value"] == pytest.approx(0.1) and wrong["excludes_zero"]
    assert "generation/chart/text" not in found["wrong_image_minus_model"]
    assert "answer_loss" not in found["model_minus_nearest"]["all"]
