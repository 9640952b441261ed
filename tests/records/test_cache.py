"""The record cache: whole entries or none."""

from __future__ import annotations

import pytest

from stages.records.cache import RecordCache, cache_root, write_atomic


def test_round_trip(tmp_path):
    cache = RecordCache("executions", tmp_path)
    key = {"code": "x", "limits": {"cpu_s": 1}}
    assert cache.get(key) is None
    cache.put(key, {"png": b"\x00\xff", "status": "ok", "n": 1.5})
    assert cache.get({"limits": {"cpu_s": 1}, "code": "x"}) == {"png": b"\x00\xff", "status": "ok", "n": 1.5}
    assert cache.get({**key, "code": "y"}) is None
    assert RecordCache("teacher", tmp_path).get(key) is None


def test_the_environment_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "here"))
    assert cache_root() == tmp_path / "here"
    monkeypatch.delenv("JANUS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_root() == tmp_path / "xdg" / "janusforge"


def test_a_failed_write_leaves_the_old_entry(tmp_path):
    target = tmp_path / "entry"
    write_atomic(target, b"old")
    with pytest.raises(TypeError):
        write_atomic(target, "not bytes")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["entry"]
