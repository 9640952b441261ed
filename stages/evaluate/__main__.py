"""Score a model on the test split: `python -m stages.evaluate januscoder` -> data/predictions/januscoder.

The model answers the test records greedily; every answer is executed, judged by the record's own claims and
compared with the reference picture. Beside it stand its untrained self, the nearest training neighbour and,
for vision, the same model shown another record's image. reports/metrics/evaluate_MODEL.json holds all numbers
with bootstrap intervals, and the paired differences.

Not covered: sampling more than one answer, outside benchmarks, people's judgement.
"""

from __future__ import annotations

import argparse
import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stages.check.gate import require_gate
from stages.config import load_section, raw_params
from stages.engine.local import progress
from stages.evaluate.answers import Answer, ask, look_up
from stages.evaluate.bootstrap import Bootstrap
from stages.evaluate.choose import Record, smallest_ranks, wrong_images
from stages.evaluate.config import EvaluateSection
from stages.evaluate.inputs import corpus_of, references
from stages.evaluate.nearest import nearest_training_records
from stages.evaluate.scores import Losses, tabulate
from stages.evaluate.verdicts import dropped_row, prediction_row
from stages.records.cache import RecordCache
from stages.records.tables import read_manifest, write_table
from stages.sandbox import Executor, RuntimeSection, SandboxSection, limits_of, render_id
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

CORPUS, RENDERS, MODELS = Path("data/corpus"), Path("data/renders"), Path("models")
PREDICTIONS, METRICS = Path("data/predictions"), Path("reports/metrics")
if TYPE_CHECKING:
    from stages.train.predict import Predictor

TOO_LONG = "question and answer do not fit into the model's context"
NO_IMAGE = "no test record of its domain and another source file has a different image"


def main(record: RunRecord, model: str) -> None:
    params = raw_params()
    section = load_section("evaluate", EvaluateSection, params)
    folder = MODELS / model
    manifests = {
        "corpus": require_gate("corpus", CORPUS),
        "renders": require_gate("renders", RENDERS),
        f"models/{model}": read_manifest(folder),
    }
    for name, manifest in manifests.items():
        record.input(name, manifest)

    from stages.train.predict import load  # torch and transformers: only once the inputs may be read

    corpus = corpus_of(folder, CORPUS, section.forms)
    trained, untrained = load(folder), load(folder, untrained=True)
    held = [r for r, fits in zip(corpus.test, trained.holds(corpus.test), strict=True) if fits]
    fitting = {r["record_id"] for r in held}
    dropped = [
        dropped_row(r, "model", TOO_LONG, model=model)
        for r in smallest_ranks(corpus.test, section.records_per_slice, params["seed"])
        if r["record_id"] not in fitting
    ]
    scored = smallest_ranks(held, section.loss_records_per_slice, params["seed"])
    records = smallest_ranks(held, section.records_per_slice, params["seed"])
    images = [[r for r in some if r["image"] is not None] for some in (scored, held)]
    shown = wrong_images(*images, params["seed"])
    dropped += [
        dropped_row(r, "wrong_image", NO_IMAGE, model=model)
        for r in records
        if r["image"] is not None and r["record_id"] not in shown
    ]
    answers, losses = ask_all(trained, untrained, records, scored, shown)
    answers += look_up(records, nearest_training_records(records, corpus.train))

    rows = dropped + judged(answers, records, model, trained.checkpoint, params, record)
    parents = {name: manifest["table_sha256"] for name, manifest in manifests.items()}
    record.output(
        f"predictions/{model}",
        write_table("predictions", rows, PREDICTIONS / model, params=params["evaluate"], parents=parents),
    )
    placed = {r["record_id"]: (r["slice"], " ".join(sorted(r["roots"]))) for r in scored}
    bootstrap = Bootstrap(params["seed"], section.resamples, section.confidence)
    metrics = {
        "model": model,
        "checkpoint": trained.checkpoint,
        "confidence": section.confidence,
        "resamples": section.resamples,
        **tabulate(rows, losses, placed, bootstrap, model),
    }
    METRICS.mkdir(parents=True, exist_ok=True)
    path = METRICS / f"evaluate_{model}.json"
    path.write_text(json.dumps(metrics, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for variant, by_slice in metrics["variants"].items():
        record.metric(
            **{f"{variant}_{k}": c["value"] for k, c in by_slice["all"].items() if isinstance(c, dict)}
        )


def ask_all(
    trained: Predictor,
    untrained: Predictor,
    records: list[Record],
    scored: list[Record],
    shown: dict[str, Record],
) -> tuple[list[Answer], Losses]:
    """Answers of everyone who is a model, and answer losses by variant."""
    asked = {"model": ask(trained, "model", records, scored)}
    if shown:
        asked["wrong_image"] = ask(
            trained,
            "wrong_image",
            [r for r in records if r["record_id"] in shown],
            [r for r in scored if r["record_id"] in shown],
            shown,
        )
    asked["untrained"] = ask(untrained, "untrained", records, scored)
    answers = [answer for found in asked.values() for answer in found.answers]
    return answers, {variant: found.losses for variant, found in asked.items()}


def judged(
    answers: list[Answer],
    records: list[Record],
    model: str,
    checkpoint: str,
    params: dict[str, Any],
    record: RunRecord,
) -> list[dict[str, Any]]:
    """Every answer executed in the sandbox and judged: sealed rows of table predictions."""
    runtimes = load_section("runtime", RuntimeSection, params)
    sandbox = load_section("sandbox", SandboxSection, params)

    @functools.cache
    def render_of(code: str, runtime: str) -> str:
        return render_id(code, runtime, limits_of(runtimes.of(runtime)))

    drawn = references(records, RENDERS, render_of)
    jobs = [(a.output, a.record["runtime"]) for a in answers]
    with Executor(runtimes, sandbox, RecordCache("executions")) as executor:
        executions = list(executor.map(jobs, label="execute answers"))
        record.data["execution_stats"] = executor.stats
    pairs = zip(answers, executions, strict=True)
    return [
        prediction_row(
            answer,
            execution,
            drawn[answer.record["record_id"]],
            render_of(answer.output, answer.record["runtime"]),
            model=model,
            checkpoint=checkpoint,
        )
        for answer, execution in progress(pairs, label="judge answers", total=len(answers))
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m stages.evaluate", description="Score a model on the test split."
    )
    parser.add_argument("model", help="folder under models/, e.g. januscoder")
    name = parser.parse_args().model
    run_stage(f"evaluate@{name}", functools.partial(main, model=name))
