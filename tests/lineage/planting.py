"""Corruptions to plant in the small project: what each does, and the name that `verify` has to say."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq

from stages.lineage.findings import file_digest
from stages.lineage.lock import outs, read_lock
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import write_manifest, write_parquet, write_table
from tests.lineage.conftest import build
from tests.lineage.test_verify import flip, lock, rewrite

TABLES = ("seeds", "samples", "renders", "rewards", "corpus", "calibration")


def intact_project(root: Path) -> SimpleNamespace:
    """The small project with a row of planted defects, a lock and DVC's cache."""
    project = build(root)
    project.calibration = [planted_defect(root, project.samples[0])]
    lock(root)
    cached(root)
    return project


def planted_defect(root: Path, sample: dict) -> dict:
    """Table calibration with one row, as stages.calibrate writes it."""
    row = seal(
        "calibration",
        {
            "parents": [sample["record_id"]],
            "producer": sample["producer"],
            "stage": "calibrate",
            "decision": "drop",
            "sample_id": sample["record_id"],
            "kind": "title",
            "changes": "{}",
            "criteria": [],
        },
    )
    samples = json.loads((root / "data/samples/manifest.json").read_text())["table_sha256"]
    write_table(
        "calibration", [row], root / "data/calibration", params={"p": 1}, parents={"samples": samples}
    )
    return row


def cached(root: Path) -> None:
    """DVC's cache of the folders that the lock names, as DVC lays it out."""
    for entry in read_lock(root).values():
        for path, md5 in outs(entry).items():
            files = [p for p in sorted((root / path).rglob("*")) if p.is_file()] or [root / path]
            for file in files:
                store(root, file_digest(file, "md5"), file.read_bytes())
            if md5.endswith(".dir"):
                names = {p.relative_to(root / path).as_posix(): file_digest(p, "md5") for p in files}
                listing = [{"md5": names[name], "relpath": name} for name in sorted(names)]
                store(root, md5, json.dumps(listing, sort_keys=True).encode())


def store(root: Path, md5: str, data: bytes) -> None:
    path = root / ".dvc/cache/files/md5" / md5[:2] / md5[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def first(root: Path, pattern: str) -> Path:
    return sorted(root.glob(pattern))[0]


def flipped(pattern: str, bit: int = 77) -> Callable:
    def plant(project) -> str:
        path = first(project.root, pattern)
        flip(path, bit)
        return path.relative_to(project.root).as_posix()

    return plant


def edited(table: str, column: str, value: object) -> Callable:
    """One row changed, file hashes, manifest and lock recomputed as a careful forger would."""

    def plant(project) -> str:
        victim = getattr(project, {"seeds": "raw"}.get(table, table))
        row = next(iter(victim.values())) if isinstance(victim, dict) else victim[0]
        record = row["record_id"]
        rewrite(project.root, table, lambda r: {**r, column: value} if r["record_id"] == record else r)
        lock(project.root)
        return record

    return plant


def swapped_shards(table: str) -> Callable:
    def plant(project) -> str:
        a, b = sorted((project.root / "data" / table).glob("*.parquet"))[:2]
        left, right = a.read_bytes(), b.read_bytes()
        a.write_bytes(right)
        b.write_bytes(left)
        return a.relative_to(project.root).as_posix()

    return plant


def dropped(table: str, index: int) -> Callable:
    def plant(project) -> str:
        record = getattr(project, table)[index]["record_id"]
        rewrite(project.root, table, lambda r: None if r["record_id"] == record else r)
        lock(project.root)
        return record

    return plant


def duplicated(project) -> str:
    row = project.samples[0]
    folder = project.root / "data/samples"
    shard = folder / f"{row['record_id'][0]}.parquet"
    table = pq.read_table(shard)
    write_parquet(pa.concat_tables([table, table.slice(0, 1)]), shard)
    old = json.loads((folder / "manifest.json").read_text())
    write_manifest(folder, artifact="samples", rows=old["rows"] + 1, parents=old["parents"])
    lock(project.root)
    return table["record_id"][0].as_py()


def resealed_with_unknown_parent(project) -> str:
    row = seal("rewards", {**project.rewards[0], "parents": ["f" * 32]})
    old = project.rewards[0]["record_id"]
    rewrite(project.root, "rewards", lambda r: row if r["record_id"] == old else r)
    lock(project.root)
    return row["record_id"]


def training_read(corpus: int, sample: int, checkpoint: int = 10) -> Callable:
    """The consumption log says that training read this corpus record as that sample, before a checkpoint."""

    def plant(project) -> str:
        row = {"model": "tiny", "step": 4, "checkpoint": checkpoint, "role": "train", "offset": 9}
        row |= {
            "corpus_id": project.corpus[corpus]["record_id"],
            "sample_id": project.corpus[sample]["sample_id"],
        }
        folder = project.root / "models/tiny"
        write_parquet(
            pa.Table.from_pylist([row], schema=SCHEMAS["consumption"]), folder / "consumption/0.parquet"
        )
        old = json.loads((folder / "manifest.json").read_text())
        write_manifest(folder, artifact="models/tiny", rows=0, parents=old["parents"])
        lock(project.root)
        return "models/tiny/consumption"

    return plant


def removed(pattern: str) -> Callable:
    def plant(project) -> str:
        path = first(project.root, pattern)
        os.remove(path)
        return path.relative_to(project.root).as_posix()

    return plant


def lock_names_another(project) -> str:
    text = (project.root / "dvc.lock").read_text()
    md5 = outs(read_lock(project.root)["data/seeds"])["data/seeds"]
    assert md5 in text
    (project.root / "dvc.lock").write_text(text.replace(md5, "0" * 32 + ".dir"))
    return "data/seeds"


def checkpoint_of_another_step(project) -> str:
    a, b = (project.root / f"models/tiny/checkpoints/{step}/model.safetensors" for step in (10, 20))
    a.write_bytes(b.read_bytes())
    return a.relative_to(project.root).as_posix()


CORRUPTIONS = {
    **{f"bit of {table}": flipped(f"data/{table}/*.parquet") for table in TABLES},
    "bit of a prediction": flipped("data/predictions/tiny/*.parquet"),
    "bit of the consumption log": flipped("models/tiny/consumption/0.parquet"),
    "bit of a checkpoint": flipped("models/tiny/checkpoints/20/model.safetensors", 3),
    "last bit of a picture's shard": flipped("data/renders/*.parquet", -9),
    "bit of a manifest": flipped("data/rewards/manifest.json", 900),
    "bit of a model's settings": flipped("models/tiny/training.json", 5),
    "bit of the metrics": flipped("reports/metrics/*.json", 300),
    "bit of DVC's cache": flipped(".dvc/cache/files/md5/*/*[0-9a-f]"),
    "bit of a listing in DVC's cache": flipped(".dvc/cache/files/md5/*/*.dir", 40),
    "content of a seed": edited("seeds", "content", b"evil()"),
    "instruction of a sample": edited("samples", "instruction", "draw something else"),
    "code of a render": edited("renders", "code", "other()"),
    "picture of a render": edited("renders", "png", b"another picture"),
    "evidence of a render": edited("renders", "evidence", '{"axes":[]}'),
    "changes of a planted defect": edited("calibration", "changes", '{"output_code":"other()"}'),
    "sample of a reward": edited("rewards", "sample_id", "0" * 32),
    "picture of a corpus row": edited("corpus", "image", b"another picture"),
    "answer in the corpus": edited("corpus", "output_code", "other()"),
    "swapped shards of samples": swapped_shards("samples"),
    "swapped shards of renders": swapped_shards("renders"),
    "a deleted sample": dropped("samples", 0),
    "a deleted reward": dropped("rewards", 1),
    "a deleted corpus row": dropped("corpus", 0),
    "a duplicated id": duplicated,
    "a parent that is nowhere": resealed_with_unknown_parent,
    "a lock with another hash": lock_names_another,
    "training logged it for a later checkpoint": training_read(0, 0, checkpoint=20),
    "training read it as another sample": training_read(0, 1),
    "training read a test record": training_read(3, 3),
    "training read a dropped record": training_read(2, 2),
    "a file is gone": removed("data/seeds/*.parquet"),
    "a checkpoint of another step": checkpoint_of_another_step,
}
