"""One offline page over the whole pipeline: `python -m stages.report` -> reports/index.html.

Reads every table, gate and metric, and the lineage graph, which reports/explorer walks both ways. Also writes
reports/metrics/funnel.json and the tables behind the charts (reports/plots/funnel.csv, rewards.csv,
evaluation.csv, yields.csv) for `dvc plots`.

Not covered: more than one execution of the pipeline (the MLflow UI compares those).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stages.config import load_section
from stages.records.tables import read_manifest
from stages.report.chains import Chains
from stages.report.config import ReportSection
from stages.report.evaluation import METRICS
from stages.report.explorer import write as write_explorer
from stages.report.funnel import as_json, as_rows, funnel
from stages.report.gates import TABLES, gates
from stages.report.page import models, render
from stages.report.rewards import histogram
from stages.report.tables import Tables
from stages.report.truth import truth
from stages.report.yields import yields
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

DATA, REPORTS, MODELS = Path("data"), Path("reports"), Path("models")


def main(record: RunRecord) -> None:
    from stages.lineage.index import load

    section = load_section("report", ReportSection)
    passed = gates(DATA)
    names = sorted(p.name for p in (DATA / "predictions").iterdir() if p.is_dir())
    manifests = {
        **{t: read_manifest(DATA / t) for t in TABLES if t != "predictions"},
        **{f"predictions/{name}": read_manifest(DATA / "predictions" / name) for name in names},
        **{f"models/{name}": read_manifest(MODELS / name) for name in names},
    }
    for name, manifest in manifests.items():
        record.input(name, manifest)

    tables = Tables.read(DATA)
    steps = funnel(tables)
    shown = models(REPORTS / "metrics", REPORTS / "plots", names)
    identity = {"corpus": manifests["corpus"]["table_sha256"]}
    identity |= {m["scores"]["checkpoint"]: manifests[f"models/{m['name']}"]["table_sha256"] for m in shown}
    read = truth(tables, section.truth_samples)
    graph = load(Path("."))
    page = render(tables, steps, passed, shown, read, identity, Chains(graph), section)

    (REPORTS / "index.html").write_text(page, encoding="utf-8")
    explorer_bytes = write_explorer(graph, REPORTS / "explorer", section.image_side)
    (REPORTS / "metrics" / "funnel.json").write_text(
        json.dumps(as_json(steps), indent=1) + "\n", encoding="utf-8"
    )
    (REPORTS / "metrics" / "truth.json").write_text(json.dumps(read, indent=1) + "\n", encoding="utf-8")
    write_csv(REPORTS / "plots" / "funnel.csv", as_rows(steps))
    write_csv(REPORTS / "plots" / "rewards.csv", histogram(tables))
    write_csv(REPORTS / "plots" / "evaluation.csv", scores(shown))
    write_csv(REPORTS / "plots" / "yields.csv", yields(tables))
    record.metric(
        page_bytes=len(page.encode("utf-8")),
        explorer_bytes=explorer_bytes,
        instructions_contradicted=read["own"]["contradicted_share"],
        instructions_contradicted_control=read["control"]["contradicted_share"],
        **{f"out_{i}": s.kept for i, s in enumerate(steps, 1)},
    )
    record.tag(page=str(REPORTS / "index.html"))


def scores(models: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the evaluation plot: one a model, variant and metric, over all records."""
    return [
        {
            "model": m["name"],
            "variant": variant,
            "metric": key,
            **{end: by_slice["all"][key][end] for end in ("value", "low", "high")},
        }
        for m in models
        for variant, by_slice in sorted(m["scores"]["variants"].items())
        for key in METRICS
        if key in by_slice["all"]
    ]


def write_csv(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Rows of equal keys as CSV with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    run_stage("report", main)
