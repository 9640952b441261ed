"""A small project with every table, made with the same `seal` and `write_table` as the real one.

Two packages; a chart seed and an svg seed, prepared; a generation, an image-to-code and an editing sample; a
dropped corpus row; two checkpoints; predictions by the model and by the nearest neighbour.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from stages.records.identity import content_hash, producer, sha256
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import write_manifest, write_parquet, write_table

MADE = producer("test", "1")
TASKS = {"generation": "text", "image_to_code": "image", "editing": "text"}


def render(code: str) -> dict:
    return seal(
        "renders",
        {
            "producer": MADE,
            "stage": "validate",
            "decision": "keep",
            "code": code,
            "code_hash": sha256(code),
            "runtime": "python",
            "limits": "{}",
            "status": "ok",
            "png": b"png of " + code.encode(),
            "result_hash": content_hash(["ok", b"png of " + code.encode(), [], None, None]),
        },
    )


def seed(kind: str, package: str, code: bytes, parents: list[str], path: str = "top/plots/one.py") -> dict:
    connector, name, version = package.replace("@", ":").split(":")
    return seal(
        "seeds",
        {
            "parents": parents,
            "producer": MADE,
            "stage": "crawl",
            "decision": "keep",
            "domain": "chart",
            "kind": kind,
            "runtime": "python",
            "content": code,
            "span": {"start": 0, "end": len(code)},
            "connector": connector,
            "package": name,
            "version": version,
            "path": path,
            "licence": "MIT",
        },
    )


def build(root: Path) -> SimpleNamespace:
    """Write the project into `root`; returns the rows by name."""
    raw = [
        seed("raw", "pypi:plots@1.0", b"draw(1)", []),
        seed("raw", "npm:icons@2.1", b"<svg/>", [], "package/a.svg"),
    ]
    ready = [
        seed("prepared", "pypi:plots@1.0", b"import p\ndraw(1)", [raw[0]["record_id"]]),
        seed("prepared", "npm:icons@2.1", b"<svg></svg>", [raw[1]["record_id"]], "package/a.svg"),
    ]
    codes = ("import p\ndraw(1)", "<svg></svg>", "draw(1)", "draw(2)", "draw(3)", "draw(4)")
    renders = {code: render(code) for code in codes}

    def sample(task: str, code: str, parent: dict, **more: str) -> dict:
        return seal(
            "samples",
            {
                "parents": [parent["record_id"]],
                "producer": MADE,
                "stage": "synthesize",
                "decision": "keep",
                "domain": "chart",
                "task": task,
                "modality": TASKS[task],
                "runtime": "python",
                "instruction": f"{task} of {code}",
                "output_code": code,
                "output_render": renders[code]["record_id"],
                **more,
            },
        )

    generated = sample("generation", "draw(1)", ready[0])
    seen = sample("image_to_code", "draw(1)", ready[0], image_render=renders["draw(1)"]["record_id"])
    edited = sample(
        "editing", "draw(2)", generated, input_code="draw(1)", input_render=renders["draw(1)"]["record_id"]
    )
    icon = sample("image_to_code", "draw(3)", ready[1], image_render=renders["draw(3)"]["record_id"])
    thrown = sample("generation", "draw(1)", ready[1], decision="drop", reason="the code did not change")
    failed = sample("generation", "draw(4)", ready[1], decision="drop", reason="exception")
    samples = [generated, seen, edited, icon]

    rewards, corpus = [], []
    for n, row in enumerate(samples):
        place = {k: row[k] for k in ("domain", "task", "modality")}
        rewards.append(
            seal(
                "rewards",
                {
                    **place,
                    "parents": [row["record_id"]],
                    "producer": MADE,
                    "stage": "reward",
                    "decision": "keep",
                    "sample_id": row["record_id"],
                    "render": row["output_render"],
                    "criteria": [
                        {
                            "id": "a",
                            "kind": "k",
                            "weight": 1.0,
                            "passed": True,
                            "evidence": "",
                            "checker": "c",
                        }
                    ],
                    "total": 1.0,
                },
            )
        )
        corpus.append(
            seal(
                "corpus",
                {
                    **place,
                    "parents": [row["record_id"], rewards[n]["record_id"]],
                    "producer": MADE,
                    "stage": "assemble",
                    "decision": "drop" if row is edited else "keep",
                    "reason": "duplicate" if row is edited else None,
                    "sample_id": row["record_id"],
                    "split": "test" if row is icon else "train",
                    "slice": f"{row['task']}/chart/{row['modality']}",
                    "instruction": row["instruction"],
                    "output_code": row["output_code"],
                    "image": b"png" if row["task"] == "image_to_code" else None,
                },
            )
        )

    def prediction(variant: str, checkpoint: str | None, parents: list[str]) -> dict:
        return seal(
            "predictions",
            {
                "parents": [corpus[3]["record_id"], *parents],
                "producer": MADE,
                "stage": "evaluate",
                "decision": "keep",
                "corpus_id": corpus[3]["record_id"],
                "model": "tiny",
                "checkpoint": checkpoint,
                "variant": variant,
                "output": "draw(1)",
                "status": "ok",
                "render": renders["draw(1)"]["record_id"],
            },
        )

    predictions = [
        prediction("model", "models/tiny@20", ["models/tiny@20"]),
        prediction("nearest", None, [corpus[0]["record_id"]]),
    ]
    manifests: dict[str, dict] = {}
    for name, rows, read in (
        ("seeds", [*raw, *ready], ()),
        ("samples", [*samples, thrown, failed], ("seeds",)),
        ("renders", list(renders.values()), ("seeds", "samples")),
        ("rewards", rewards, ("samples", "renders")),
        ("corpus", corpus, ("seeds", "samples", "renders", "rewards")),
    ):
        parents = {table: manifests[table]["table_sha256"] for table in read}
        manifests[name] = write_table(name, rows, root / "data" / name, params={"p": 1}, parents=parents)

    def which(row: dict) -> dict:
        return {"corpus_id": row["record_id"], "sample_id": row["sample_id"]}

    read = [
        {"model": "tiny", "step": step, "checkpoint": at, "role": role, **which(corpus[n])}
        for n, step, at, role in ((0, 3, 10, "train"), (0, 0, 10, "tokenizer"), (1, 15, 20, "train"))
    ]
    model = root / "models/tiny"
    write_parquet(pa.Table.from_pylist(read, schema=SCHEMAS["consumption"]), model / "consumption/0.parquet")
    for step in (10, 20):
        (model / f"checkpoints/{step}").mkdir(parents=True)
        (model / f"checkpoints/{step}/model.safetensors").write_bytes(b"weights %d" % step)
    (model / "training.json").write_text(json.dumps({"architecture": {"pretrained": None}}))
    write_manifest(
        model, artifact="models/tiny", rows=0, parents={"corpus": manifests["corpus"]["table_sha256"]}
    )
    write_table("predictions", predictions, root / "data/predictions/tiny")
    metrics = {
        "checkpoint": "models/tiny@20",
        "variants": {"model": {"all": {"n": 1, "execution_rate": {"value": 1.0, "low": None, "high": None}}}},
    }
    (root / "reports/metrics").mkdir(parents=True)
    (root / "reports/metrics/evaluate_tiny.json").write_text(json.dumps(metrics))
    return SimpleNamespace(
        root=root,
        raw=raw,
        ready=ready,
        renders=renders,
        samples=samples,
        generated=generated,
        seen=seen,
        edited=edited,
        icon=icon,
        thrown=thrown,
        failed=failed,
        rewards=rewards,
        corpus=corpus,
        predictions=predictions,
    )


@pytest.fixture
def project(tmp_path, monkeypatch) -> SimpleNamespace:
    """A fresh small project; the working directory is in it."""
    monkeypatch.chdir(tmp_path)
    return build(tmp_path)
