"""Tables on disk: the same rows give the same bytes, and the manifest tells the truth about them."""

from __future__ import annotations

import os
import random

import pytest

from stages.errors import JanusError
from stages.records.identity import producer
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import file_hashes, read_manifest, read_rows, table_sha256, write_table


def seeds(count: int) -> list[dict]:
    return [
        seal(
            "seeds",
            {
                "content": f"code {n}".encode(),
                "path": f"a/{n}.py",
                "span": {"start": 0, "end": 6},
                "kind": "raw",
                "producer": producer("crawl.local", "1"),
                "stage": "crawl",
                "domain": "chart",
                "decision": "keep" if n % 3 else "drop",
                "reason": None if n % 3 else "too long",
            },
        )
        for n in range(count)
    ]


def test_order_of_rows_does_not_matter(tmp_path):
    rows = seeds(200)
    shuffled = rows[:]
    random.Random(0).shuffle(shuffled)
    first = write_table("seeds", rows, tmp_path / "a")
    second = write_table("seeds", shuffled, tmp_path / "b")
    assert first == second
    assert file_hashes(tmp_path / "a") == file_hashes(tmp_path / "b")
    assert len(first["files"]) == 16, "200 ids fill every shard"


def test_shards_are_cut_by_id_and_sorted(tmp_path):
    write_table("seeds", seeds(100), tmp_path)
    rows = read_rows(tmp_path)
    ids = [r["record_id"] for r in rows]
    assert ids == sorted(ids) and len(ids) == 100


def test_keep_filter(tmp_path):
    write_table("seeds", seeds(9), tmp_path)
    assert len(read_rows(tmp_path, ["record_id"], keep=True)) == 6


def test_manifest_and_hash_follow_the_bytes(tmp_path):
    manifest = write_table("seeds", seeds(20), tmp_path, params={"a": 1}, parents={"x": "y"})
    assert read_manifest(tmp_path) == manifest
    assert manifest["rows"] == 20 and manifest["table_sha256"] == table_sha256(tmp_path)
    victim = sorted(tmp_path.glob("*.parquet"))[0]
    before = victim.stat()
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    os.utime(victim, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert table_sha256(tmp_path) != manifest["table_sha256"]


def test_an_empty_table_has_its_columns(tmp_path):
    assert write_table("seeds", [], tmp_path)["rows"] == 0
    assert read_rows(tmp_path) == []


def test_one_id_for_two_rows_is_refused(tmp_path):
    row = seeds(2)[1]
    with pytest.raises(JanusError, match="two different rows"):
        write_table("seeds", [row, {**row, "reason": "other"}], tmp_path)


def test_unknown_columns_are_named():
    with pytest.raises(KeyError, match="colour"):
        seal("seeds", {"colour": 1, "producer": ""})


def test_every_table_but_consumption_has_the_common_columns():
    for name, schema in SCHEMAS.items():
        if name != "consumption":
            assert {"record_id", "content_hash", "parents", "stage", "decision", "reason"} <= set(
                schema.names
            ), name


def test_reading_what_is_not_there(tmp_path):
    with pytest.raises(JanusError, match="dvc repro"):
        read_rows(tmp_path / "none")
    with pytest.raises(JanusError, match="manifest"):
        read_manifest(tmp_path)
