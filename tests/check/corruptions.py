"""What may be wrong in a row, and which expectation has to name it.

Each corruption is applied to a row of its own, all of a table's at once: a gate must tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
NULL = "expect_column_values_to_not_be_null"
SET = "expect_column_values_to_be_in_set"
REGEX = "expect_column_values_to_match_regex"
RANGE = "expect_column_values_to_be_between"
PROBLEM = "expect_column_values_to_be_null"
"""A query found a problem where null means none."""


@dataclass(frozen=True)
class Corruption:
    column: str
    expectation: str
    change: dict[str, Any] | Callable[[Row], dict[str, Any]]
    where: Callable[[Row], bool] = lambda row: row["decision"] == "keep"

    def __str__(self) -> str:
        return f"{self.column}-{self.expectation.removeprefix('expect_column_values_')}"


COMMON = [
    Corruption("producer", NULL, {"producer": None}),
    Corruption("producer", REGEX, {"producer": "someone"}),
    Corruption("stage", NULL, {"stage": None}),
    Corruption("content_hash", NULL, {"content_hash": None}),
    Corruption("content_hash", REGEX, {"content_hash": "beef"}),
    Corruption("decision", SET, {"decision": "maybe"}),
    Corruption("decision", NULL, {"decision": None}),
    Corruption("reason_problem", PROBLEM, {"decision": "drop", "reason": " "}),
    Corruption("parents_problem", PROBLEM, {"parents": None}),
    Corruption("parent_not_found", PROBLEM, lambda r: {"parents": [*r["parents"], "0" * 32]}),
]


def general(passed: bool | None) -> Row:
    """A criterion that every sample is asked, of weight 0.25; None: undecided."""
    return {
        "id": "general:inside", "kind": "inside", "weight": 0.25, "passed": passed, "evidence": "",
        "checker": "reward.general.inside@1",
    }  # fmt: skip


def _task(name: str) -> Callable[[Row], bool]:
    return lambda row: row["decision"] == "keep" and row["task"] == name


def _kind(name: str) -> Callable[[Row], bool]:
    return lambda row: row["decision"] == "keep" and row["kind"] == name


def _asked(row: Row) -> bool:
    return row["variant"] != "nearest"


PLACE = [
    Corruption("domain", SET, {"domain": "music"}),
    Corruption("task", SET, {"task": "guessing"}),
    Corruption("modality", SET, {"modality": "smell"}),
]

CORRUPTIONS: dict[str, list[Corruption]] = {
    "seeds": [
        *COMMON,
        PLACE[0],
        Corruption("kind", SET, {"kind": "cooked"}),
        Corruption("archive_sha256", REGEX, {"archive_sha256": "abc"}),
        Corruption("url", NULL, {"url": None}),
        Corruption("licence_not_allowed", PROBLEM, {"licence": "GPL-3.0-only"}),
        Corruption("licence_not_allowed", PROBLEM, {"licence": "MIT AND LicenseRef-unknown"}),
        Corruption("licence", NULL, {"licence": None}),
        Corruption("attribution", NULL, {"attribution": ""}),
        Corruption("content_problem", PROBLEM, {"content": b""}),
        Corruption("span_problem", PROBLEM, {"span": {"start": 9, "end": 3}}),
        Corruption("span_problem", PROBLEM, {"span": {"start": 0, "end": 0}}),
        Corruption("kind_problem", PROBLEM, {"parents": []}, _kind("prepared")),
    ],
    "samples": [
        *COMMON,
        *PLACE,
        Corruption("rng_key", NULL, {"rng_key": None}),
        Corruption("instruction", NULL, {"instruction": None}),
        Corruption("instruction", NULL, {"instruction": ""}),
        Corruption("output_code", NULL, {"output_code": None}),
        Corruption("output_render", NULL, {"output_render": None}),
        Corruption("attempt", RANGE, {"attempt": -1}),
        Corruption("claims_problem", PROBLEM, {"claims": "[{"}),
        Corruption("task_problem", PROBLEM, {"input_code": None}, _task("editing")),
        Corruption("task_problem", PROBLEM, lambda r: {"input_code": r["output_code"]}, _task("editing")),
        Corruption("task_problem", PROBLEM, {"image_render": None}, _task("image_to_code")),
        Corruption("task_problem", PROBLEM, {"task": "translation"}, _task("editing")),
        Corruption("input_problem", PROBLEM, {"input_runtime": None}, _task("editing")),
    ],
    "renders": [
        *COMMON,
        Corruption("status", SET, {"status": "fine"}),
        Corruption("runtime", SET, {"runtime": "perl"}),
        Corruption("code_hash", REGEX, {"code_hash": "1"}),
        Corruption("runtime_fingerprint", NULL, {"runtime_fingerprint": None}),
        Corruption("image_problem", PROBLEM, {"png": None}),
        Corruption("image_problem", PROBLEM, {"width": 0}),
        Corruption("image_problem", PROBLEM, {"runtime": "test"}),
        Corruption("evidence_problem", PROBLEM, {"evidence": "{"}),
        Corruption("status_of_kept", PROBLEM, {"status": "blank"}),
    ],
    "rewards": [
        *COMMON,
        *PLACE,
        Corruption("total", RANGE, {"total": 1.5}),
        Corruption("total", NULL, {"total": None}),
        Corruption("threshold", RANGE, {"threshold": -0.5}),
        Corruption("sample_not_found", PROBLEM, {"sample_id": "f" * 32}),
        Corruption("place_of_sample", PROBLEM, {"modality": "text+image"}),
        Corruption("render_of_kept", PROBLEM, {"render": "f" * 32}),
        Corruption("decision_problem", PROBLEM, {"threshold": 1.0, "total": 0.9999}),
        Corruption("decision_problem", PROBLEM, {"decision": "keep"}, lambda r: r["decision"] == "drop"),
        Corruption("criteria_problem", PROBLEM, {"criteria": []}),
        Corruption("criteria_problem", PROBLEM, {"total": 0.95}),
        Corruption(
            "criteria_problem", PROBLEM, lambda r: {"criteria": [{**c, "weight": 0.0} for c in r["criteria"]]}
        ),
        Corruption("criteria_problem", PROBLEM, lambda r: {"criteria": [*r["criteria"], general(False)]}),
        Corruption("criteria_problem", PROBLEM, lambda r: {"criteria": [*r["criteria"], general(None)]}),
        Corruption(
            "criteria_problem",
            PROBLEM,
            lambda r: {"criteria": [*r["criteria"], general(None)], "judge": "[]"},
            lambda r: r["decision"] == "keep",
        ),
    ],
    "corpus": [
        *COMMON,
        *PLACE,
        Corruption("split", SET, {"split": "exam"}),
        Corruption("split", NULL, {"split": None}),
        Corruption("weight", RANGE, {"weight": 0.0}),
        Corruption("weight", NULL, {"weight": None}),
        Corruption("licence_not_allowed", PROBLEM, {"licence": "CC-BY-NC-4.0"}),
        Corruption("attribution", NULL, {"attribution": None}),
        Corruption("cluster", NULL, {"cluster": None}),
        Corruption("decontamination", NULL, {"decontamination": None}),
        Corruption("slice_problem", PROBLEM, {"slice": "a/b/c"}),
        Corruption("sample_problem", PROBLEM, {"output_code": "pass"}),
        Corruption("sample_problem", PROBLEM, {"parents": []}),
        Corruption("sample_problem", PROBLEM, {"decision": "keep"}, lambda r: r["decision"] == "drop"),
        Corruption("image_problem", PROBLEM, {"image": None}, _task("image_to_code")),
        Corruption("image_problem", PROBLEM, {"image": b"GIF89a"}, _task("image_to_code")),
        Corruption("roots_problem", PROBLEM, {"roots": ["pypi:other@1!a.py"]}),
        Corruption("contamination", PROBLEM, {"decontamination": "near: HumanEval/1"}),
        Corruption("secret", PROBLEM, {"output_code": "key = 'AKIA" + "Q7" * 8 + "'"}),
        Corruption("source_problem", PROBLEM, {"sample_id": "f" * 32}),
    ],
    "predictions": [
        *COMMON[:-1],
        Corruption("parent_not_found", PROBLEM, lambda r: {"parents": [*r["parents"], "models/x"]}),
        *PLACE,
        Corruption("variant", SET, {"variant": "oracle"}),
        Corruption("model", SET, {"model": "januscoder-2"}, lambda r: r["model"] == "januscoder"),
        Corruption("status", SET, {"status": "fine", "executed": False}),
        Corruption("output", NULL, {"output": None}),
        Corruption("criteria_passed", RANGE, {"criteria_passed": 1.01}),
        Corruption("ssim", RANGE, {"ssim": -2.0}),
        Corruption("colour_similarity", RANGE, {"colour_similarity": 1.5}),
        Corruption("likeness_problem", PROBLEM, {"colour_similarity": None}),
        Corruption("parsed_problem", PROBLEM, {"parsed": None}),
        Corruption("checkpoint", REGEX, {"checkpoint": "final"}, _asked),
        Corruption("executed_problem", PROBLEM, {"executed": False}),
        Corruption("executed_problem", PROBLEM, {"png": None}),
        Corruption("loss_problem", PROBLEM, {"answer_loss": None}, _asked),
        Corruption("loss_problem", PROBLEM, {"answer_loss": float("inf")}, _asked),
        Corruption("loss_problem", PROBLEM, {"answer_loss": 1.0}, lambda r: not _asked(r)),
        Corruption("corpus_problem", PROBLEM, {"corpus_id": "f" * 32}),
        Corruption("corpus_problem", PROBLEM, {"parents": []}),
        Corruption("variant_problem", PROBLEM, {"variant": "wrong_image"}, lambda r: r["modality"] == "text"),
    ],
}
CORRUPTIONS["renders"].append(Corruption("parent_of_shared_row", PROBLEM, {"parents": ["0" * 32]}))


def apply(rows: list[Row], corruptions: list[Corruption]) -> dict[int, str]:
    """Apply each corruption to a row of its own, in place; returns the row's id by place in the list."""
    free = list(rows)
    hit: dict[int, str] = {}
    # The choosiest first, so that each finds a row.
    order = sorted(range(len(corruptions)), key=lambda n: sum(map(corruptions[n].where, rows)))
    for number in order:
        corruption = corruptions[number]
        row = next(r for r in free if corruption.where(r))
        free.remove(row)
        row.update(corruption.change(row) if callable(corruption.change) else corruption.change)
        hit[number] = row["record_id"]
    return hit
