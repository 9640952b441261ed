"""Two checkpoints, and two project folders."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from stages.errors import JanusError
from stages.lineage.compare import compare, side
from tests.lineage.conftest import build


def test_two_checkpoints_of_one_model(project):
    found = compare(side("models/tiny@10", project.root), side("models/tiny@final", project.root))
    assert found["only_a"] == [] and found["only_b"] == [project.corpus[1]["record_id"]]
    assert found["slices"] == [["image_to_code/chart/image", 0, 1]]
    assert found["decisions"] == found["params"] == found["code"] == []
    assert found["metrics"] == [{"metric": "execution_rate", "a": None, "b": 1.0}], "only @20 was evaluated"


def test_two_folders(project, tmp_path):
    other = tmp_path / "other"
    build(other)
    locks = []
    for root, lr, code in ((project.root, 0.1, "x"), (other, 0.2, "y")):
        entry = {
            "cmd": "c",
            "deps": [{"path": "stages/train", "md5": code}, {"path": "data/corpus", "md5": code}],
            "params": {"params.yaml": {"train": {"lr": lr, "steps": 3}}},
        }
        lock = root / "dvc.lock"
        lock.write_text(yaml.safe_dump({"schema": "2.0", "stages": {"train@tiny": entry}}))
        locks.append(lock)
    for path in (other / "data/corpus").glob("*.parquet"):
        path.unlink()
    from stages.records.tables import write_table

    rows = [dict(row) for row in project.corpus]
    rows[0] |= {"decision": "drop", "reason": "licence"}
    write_table("corpus", rows, other / "data/corpus")
    found = compare(side("corpus/train", project.root), side("corpus/train", other))
    locks[0].unlink()
    assert found["only_a"] == [rows[0]["record_id"]] and found["only_b"] == []
    assert found["decisions"] == [
        {"sample_id": rows[0]["sample_id"], "a": "kept in train", "b": "dropped: licence"}
    ]
    assert found["params"] == [{"key": "train.lr", "a": 0.1, "b": 0.2}]
    assert found["code"] == [{"key": "stages/train", "a": "x", "b": "y"}]
    assert {m["metric"] for m in found["metrics"]} == {"tiny:execution_rate"}
    assert json.loads(json.dumps(found)) == found
    shutil.rmtree(other)


def test_a_ref_without_records_is_refused(project):
    with pytest.raises(JanusError, match="no corpus record"):
        side("pypi:plots", project.root)
