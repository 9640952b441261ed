"""Whether what is taken down is gone: from the seeds, from what came of them, and from the models in use."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from stages.config.params import nested
from stages.crawl.takedown import NOTHING, TAKEN_DOWN, TakedownSection
from stages.lineage.findings import Findings
from stages.lineage.graph import Graph
from stages.lineage.models import bases
from stages.lineage.runs import DATABASE
from stages.lineage.takedown.entries import CONF
from stages.records.tables import MANIFEST


def check_live(graph: Graph, findings: Findings) -> None:
    """No content of an entry is in table seeds; no row lost its own without an entry; nothing came of it."""
    if "seeds" in graph.absent:
        return
    path = graph.sources.root / CONF
    entries = NOTHING
    if path.is_file():
        entries = nested(TakedownSection, yaml.safe_load(path.read_text(encoding="utf-8")))
    reasons = entries.reasons()
    for model, base in bases(graph.sources.root).items():
        if reasons and base is not None:
            began = base.removeprefix("base:")
            findings.notes.append(
                f"models/{model} began with {began}, ancestry unknown: it may have seen what is taken down"
            )
    said = {TAKEN_DOWN + reason for reason in reasons.values()}
    rows = graph.sources.connection.execute(
        "select record_id, reason, sha256(content), octet_length(content) from seeds order by 1"
    ).fetchall()
    gone = {record for record, reason, content, _ in rows if content is None and reason is not None}
    for record, reason, content, size in rows:
        place = f"data/seeds/{record[0]}.parquet#{record}"
        if content in reasons:
            findings.expect(place, f"taken down: {reasons[content]}", f"{size} bytes; run `dvc repro`")
        elif record in gone:
            found = reason if reason in said else f"no entry in {CONF} says so"
            findings.expect(place, reason, found)
            for child in sorted(graph.children([record]) - gone):
                found = f"{graph.kind(child)} {child} came of it; run `dvc repro`"
                findings.expect(place, "nothing that came of it", found)


def check_models(root: Path, findings: Findings) -> None:
    """Models that MLflow has marked: a problem where one is the model here, else a note."""
    from mlflow import MlflowClient

    from stages.tracking.taint import marked

    here = {}
    for path in sorted(root.glob(f"models/*/{MANIFEST}")):
        here[json.loads(path.read_bytes())["table_sha256"]] = f"models/{path.parent.name}"
    client = MlflowClient(f"sqlite:///{root / DATABASE}")
    experiments = [experiment.experiment_id for experiment in client.search_experiments()]
    for model, sha256, checkpoint, why in marked(client, experiments):
        if sha256 in here:
            findings.expect(here[sha256], "a model that saw nothing taken down", f"tainted: {why}")
        else:
            findings.notes.append(f"mlflow:{model} ({checkpoint}, not the one here) is tainted: {why}")
