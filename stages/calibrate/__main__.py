"""Plant defects on good samples and measure the reward: `python -m stages.calibrate` -> data/calibration.

Reads the samples of data/ that their claims keep, plants, executes what changed, judges good and bad by
`judge` of params.yaml, and writes the pairs, reports/metrics/calibration.json and
reports/calibration/report.md. No stage of the default pipeline reads them: `dvc repro
reports/calibration/dvc.yaml` runs it, `janus calibrate` prints it, `janus calibrate propose` writes the
threshold that it recommends into conf.

Not covered: defects that nobody thought of. Good samples with a flaw that no claim speaks of count as falsely
rejected.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from stages.calibrate import judges
from stages.calibrate.config import CalibrateSection
from stages.calibrate.good import Good, load
from stages.calibrate.measure import choose, summary
from stages.calibrate.pairs import Defect, Row, judged, plant, untouched
from stages.calibrate.report import markdown
from stages.check.gate import require_gate
from stages.config import load_section, raw_params
from stages.endpoint.client import Endpoint
from stages.records.cache import RecordCache
from stages.records.tables import write_table
from stages.reward.config import JudgeSection
from stages.sandbox import Executor, RuntimeSection, SandboxSection
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

DATA, TABLE = Path("data"), Path("data/calibration")
METRICS = Path("reports/metrics/calibration.json")
REPORT = Path("reports/calibration/report.md")


def main(record: RunRecord) -> None:
    params = raw_params()
    section = load_section("calibrate", CalibrateSection, params)
    judge = load_section("judge", JudgeSection, params)
    parents = {}
    for name in ("samples", "renders"):
        manifest = require_gate(name, DATA / name)
        record.input(name, manifest)
        parents[name] = manifest["table_sha256"]
    runtimes = load_section("runtime", RuntimeSection, params)
    sandbox = load_section("sandbox", SandboxSection, params)
    with Executor(runtimes, sandbox, RecordCache("executions")) as executor:
        rows, skipped = pairs(DATA, section, judge, params["seed"], executor)
        found = judges_of(rows, section, judge, executor, record)
    figures = figures_of(rows, section, judge.threshold) | found
    figures["skipped"] = {kind: dict(sorted(why.items())) for kind, why in sorted(skipped.items())}
    record.output(
        "calibration", write_table("calibration", rows, TABLE, params=params["calibrate"], parents=parents)
    )
    for path, text in (
        (METRICS, json.dumps(figures, indent=1, sort_keys=True) + "\n"),
        (REPORT, markdown(figures, rows)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    record.metric(**{k: v for k, v in figures.items() if isinstance(v, int | float)})


def pairs(
    data: Path, section: CalibrateSection, judge: JudgeSection, seed: int, executor: Executor
) -> tuple[list[Row], dict[str, Counter[str]]]:
    """Rows of table `calibration`, and why kinds of defect were skipped."""
    goods = load(data, section.per_cell, section.claims, seed)
    planted, skipped = plant(goods, section, seed)
    rows = judged(planted, executor, judge, set(section.held_out), skipped)
    return rows + untouched(used(goods, planted), judge), skipped


def judges_of(
    rows: list[Row], section: CalibrateSection, judge: JudgeSection, executor: Executor, record: RunRecord
) -> dict[str, Any]:
    """`judges.compared`, empty where no model is to be asked."""
    if section.asked is None:
        return {}
    model = Endpoint(section.asked.server)
    model.check()
    of_models = judges.of_models(rows, DATA, section.asked, model, executor)
    record.metric(**{f"judge_{name}": value for name, value in model.metrics().items()})
    checkers = judges.of_checkers(rows, judge.threshold)
    answers = {"checkers": checkers, "learned": judges.of_learned(rows), **of_models}
    together = {"checkers then yes/no": judges.both(checkers, of_models["yes/no"])}
    found = judges.compared(rows, {name: each for name, each in answers.items() if each})
    return {**found, "judges": found["judges"] | judges.compared(rows, together)["judges"]}


def used(goods: list[Good], planted: list[Defect]) -> list[Good]:
    """The good samples that carry a defect: each kind of sample counts as often as it is tried."""
    carrying = {good.sample["record_id"] for good, _, _ in planted}
    return [good for good in goods if good.sample["record_id"] in carrying]


def figures_of(rows: list[Row], section: CalibrateSection, threshold: float) -> dict:
    """`summary` at the threshold in use, and the threshold chosen on the kinds that are not held out."""
    chosen = choose([r for r in rows if not r["held_out"]], section.precision, section.false_rejects)
    at_chosen = summary(rows, chosen) if chosen is not None else {}
    kept = ("detection", "detection_held_out", "worst_kind", "worst_kind_detection", "false_rejects")
    return {
        **summary(rows, threshold),
        "held_out": sorted({r["kind"] for r in rows if r["held_out"]}),
        "target_precision": section.precision,
        "proposed_threshold": chosen,
        "at_proposed": {key: at_chosen[key] for key in kept if key in at_chosen},
    }


if __name__ == "__main__":
    run_stage("calibrate", main)
