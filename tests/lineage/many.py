"""A random project of some hundred records: what a test asks of many REFs needs more than a hand can write.

Five packages; pieces that are kept, dropped, equal to each other, and made with the help of other files;
samples of seeds, of samples and of pictures, some dropped, some duplicates; models that began with random
weights, one that began with pretrained ones, and one without its consumption log.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa

from stages.records.identity import content_hash, producer, sha256
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import write_manifest, write_parquet, write_table

PACKAGES = ("pypi:plots@1.0", "pypi:plots@2.0", "npm:@scope/icons@2.1", "deb:art@1:3", "pypi:maths@4")
STEPS = (10, 20, 40)
Row = dict[str, Any]


def build_many(root: Path, number: int) -> None:
    """Write the project that `number` stands for into `root`."""
    rng = random.Random(number)
    seeds = _seeds(rng)
    renders: dict[str, Row] = {}
    samples = _samples(rng, [s for s in seeds if s["kind"] == "prepared"], renders)
    rewards, corpus = _placed(rng, samples)
    parents: dict[str, str] = {}
    for name, rows in {
        "seeds": seeds,
        "samples": samples,
        "renders": list(renders.values()),
        "rewards": rewards,
        "corpus": corpus,
    }.items():
        parents[name] = write_table(name, rows, root / "data" / name, params={"p": 1})["table_sha256"]
    kept = [row for row in corpus if row["decision"] == "keep" and row["split"] != "test"]
    for model, base, log in (
        ("a", None, True),
        ("b", None, True),
        ("big", "Org/Base-8B", True),
        ("c", None, False),
    ):
        _model(rng, root / "models" / model, kept, base, log, parents["corpus"])


def _row(table: str, decision: str | None, **values: Any) -> Row:
    """Sealed; `decision` is the reason of a dropped row, None for a kept one."""
    made = producer("test", "1", {key: values[key] for key in ("package", "version") if key in values})
    place = {"producer": made, "stage": "test", "decision": "drop" if decision else "keep"}
    return seal(table, {**place, "reason": decision, **values})


def _seeds(rng: random.Random) -> list[Row]:
    rows: list[Row] = []
    for package in PACKAGES:
        connector, _, rest = package.partition(":")
        name, _, version = rest.rpartition("@")
        top = "" if connector == "deb" else "top/"
        for number in range(8):
            place = {
                "domain": "chart",
                "runtime": "python",
                "connector": connector,
                "package": name,
                "version": version,
                "path": f"{top}src/{number}.py",
            }
            for piece in range(rng.choice((1, 1, 2))):
                code = rng.choice((f"{package} {number} {piece}", f"shared {rng.randrange(6)}")).encode()
                span = {"start": 100 * piece, "end": 100 * piece + len(code)}
                why = rng.choice((None, None, None, "quota", "duplicate"))
                if why == "duplicate":
                    other = rng.choice([r for r in rows if r["kind"] == "prepared"] or [None])
                    if other is not None:
                        home = f"{other['connector']}:{other['package']}@{other['version']}!{other['path']}"
                        why = f"duplicate: same as {home}"
                raw = _row("seeds", why, kind="raw", content=code, span=span, **place)
                rows.append(raw)
                if why is None:
                    helped = [f"src/{rng.randrange(8)}.py", "style/own.css"] if rng.random() < 0.2 else []
                    rows.append(
                        _row(
                            "seeds",
                            None,
                            kind="prepared",
                            parents=[raw["record_id"]],
                            content=b"import p\n" + code,
                            span=span,
                            includes=[f"{path}@{sha256(path)}" for path in helped],
                            **place,
                        )
                    )
    return rows


def _samples(rng: random.Random, seeds: list[Row], renders: dict[str, Row]) -> list[Row]:
    def render(code: str) -> str:
        row = _row(
            "renders",
            None,
            code=code,
            code_hash=sha256(code),
            runtime="python",
            limits="{}",
            status="ok",
            result_hash=content_hash(["ok", None, [], None, None]),
        )
        renders[code] = row
        return row["record_id"]

    rows: list[Row] = []
    for number in range(90):
        seed = rng.choice(seeds)
        task = rng.choice(("generation", "image_to_code", "editing"))
        code = f"draw({rng.randrange(60)})"
        if rng.random() < 0.1:
            code = seed["content"].decode()
        parents, more = [seed["record_id"]], {}
        if task == "editing" and rows:
            before = rng.choice(rows)
            parents = [before["record_id"]]
            more = {"input_code": before["output_code"], "input_render": before["output_render"]}
        if task == "image_to_code":
            more = {"image_render": render(code)}
        why = rng.choice((None, None, None, "exception"))
        rows.append(
            _row(
                "samples",
                why,
                parents=parents,
                domain="chart",
                task=task,
                modality="text",
                runtime="python",
                instruction=f"{task} {number}",
                output_code=code,
                output_render=render(code),
                **more,
            )
        )
    return rows


def _placed(rng: random.Random, samples: list[Row]) -> tuple[list[Row], list[Row]]:
    rewards, corpus = [], []
    earlier: list[str] = []
    for sample in samples:
        place = {key: sample[key] for key in ("domain", "task", "modality")}
        place |= {"sample_id": sample["record_id"]}
        why = sample["reason"] or rng.choice((None, None, None, None, "duplicate"))
        if why == "duplicate":
            kind = rng.choice(("exact ", "near-"))
            why = f"{kind}duplicate: of {rng.choice(earlier)}" if earlier else None
        reward = _row(
            "rewards",
            sample["reason"],
            parents=[sample["record_id"]],
            render=sample["output_render"],
            criteria=[],
            total=1.0,
            **place,
        )
        rewards.append(reward)
        corpus.append(
            _row(
                "corpus",
                why,
                parents=[sample["record_id"], reward["record_id"]],
                split=rng.choice(("train", "train", "validation", "test")),
                slice=f"{sample['task']}/chart/text",
                output_code=sample["output_code"],
                **place,
            )
        )
        if why is None:
            earlier.append(sample["record_id"])
    return rewards, corpus


def _model(
    rng: random.Random, folder: Path, kept: list[Row], base: str | None, log: bool, corpus: str
) -> None:
    for step in STEPS:
        (folder / "checkpoints" / str(step)).mkdir(parents=True)
        (folder / "checkpoints" / str(step) / "model.safetensors").write_bytes(b"%d" % step)
    rows = []
    for offset in range(rng.choice((6, 12))):
        row, step = rng.choice(kept), rng.randint(0, STEPS[-1])
        rows.append(
            {
                "model": folder.name,
                "step": step,
                "checkpoint": next(at for at in STEPS if at >= step),
                "offset": offset,
                "role": "tokenizer" if step == 0 else "train",
                "corpus_id": row["record_id"],
                "sample_id": row["sample_id"],
            }
        )
    if log:
        table = pa.Table.from_pylist(rows, schema=SCHEMAS["consumption"])
        write_parquet(table, folder / "consumption" / "0.parquet")
    settings = {"architecture": {"pretrained": base}}
    (folder / "training.json").write_text(json.dumps(settings))
    write_manifest(folder, artifact=f"models/{folder.name}", rows=len(rows), parents={"corpus": corpus})
