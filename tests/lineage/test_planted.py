"""Thirty corruptions, each planted alone: all are found and named. And no alarm where nothing was done."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from stages.lineage.findings import file_digest
from stages.lineage.lock import outs, read_lock
from stages.lineage.runs import ARTIFACTS, DATABASE, RECORDS
from stages.lineage.verify import verify
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import write_manifest, write_parquet
from tests.lineage.conftest import build
from tests.lineage.test_verify import flip, lock, rewrite

TABLES = ("seeds", "samples", "renders", "rewards", "corpus")


@pytest.fixture(scope="module")
def intact(tmp_path_factory) -> SimpleNamespace:
    """A small project with a lock, DVC's cache and an MLflow store whose run names its hashes."""
    from mlflow import MlflowClient

    root = tmp_path_factory.mktemp("intact")
    project = build(root)
    lock(root)
    cached(root)
    client = MlflowClient(f"sqlite:///{root / DATABASE}")
    (root / RECORDS / "e1").mkdir(parents=True)
    manifest = json.loads((root / "data/corpus/manifest.json").read_text())
    record = {"outputs": {"corpus": {"sha256": manifest["table_sha256"], "rows": 4}}}
    (root / RECORDS / "e1/assemble.json").write_text(json.dumps(record))
    run = client.create_run(client.create_experiment("t", (root / ARTIFACTS).as_uri())).info.run_id
    client.log_param(run, "md5.data/corpus", outs(read_lock(root)["data/corpus"])["data/corpus"])
    client.log_param(run, "sha256.data/corpus", manifest["table_sha256"])
    project.run = run
    return project


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


@pytest.fixture
def project(intact, tmp_path) -> SimpleNamespace:
    shutil.copytree(intact.root, tmp_path / "copy")
    return SimpleNamespace(**{**vars(intact), "root": tmp_path / "copy"})


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
    import pyarrow.parquet as pq

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


def run_names_another(key: str, value: str) -> Callable:
    def plant(project) -> str:
        from mlflow import MlflowClient

        client = MlflowClient(f"sqlite:///{project.root / DATABASE}")
        client.log_param(project.run, key, value)
        return project.run

    return plant


def training_read(corpus: int, sample: int) -> Callable:
    """The consumption log says that training read this corpus record as that sample."""

    def plant(project) -> str:
        row = {"model": "tiny", "step": 4, "checkpoint": 10, "role": "train", "offset": 9}
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
    "bit of the metrics": flipped("reports/metrics/*.json", 300),
    "bit of DVC's cache": flipped(".dvc/cache/files/md5/*/*[0-9a-f]"),
    "bit of a listing in DVC's cache": flipped(".dvc/cache/files/md5/*/*.dir", 40),
    "content of a seed": edited("seeds", "content", b"evil()"),
    "instruction of a sample": edited("samples", "instruction", "draw something else"),
    "code of a render": edited("renders", "code", "other()"),
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
    "a run with another MD5": run_names_another("md5.data/seeds", "0" * 32 + ".dir"),
    "a run with another SHA-256": run_names_another("sha256.data/seeds", "0" * 64),
    "training read it as another sample": training_read(0, 1),
    "training read a test record": training_read(3, 3),
    "training read a dropped record": training_read(2, 2),
    "a file is gone": removed("data/seeds/*.parquet"),
    "a checkpoint of another step": checkpoint_of_another_step,
}


def test_nothing_done_is_no_alarm(project):
    for _ in range(5):
        found = verify(project.root).as_dict()
        assert found["ok"] and found["checked"] > 100, found["problems"]


def test_there_are_thirty():
    assert len(CORRUPTIONS) >= 30


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_planted_corruption_is_found_and_named(project, what):
    name = CORRUPTIONS[what](project)
    found = verify(project.root).as_dict()
    assert not found["ok"]
    said = json.dumps(found["problems"])
    assert name in said, f"{name} is not named: {said[:2000]}"
