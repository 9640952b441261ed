"""Downloads: resumed, checked, cached, and clear where they cannot be had."""

from __future__ import annotations

import random
import shutil

import pytest
import requests

from stages.crawl import transfer
from stages.crawl.connectors import resolve
from stages.crawl.connectors.pypi import PypiSource
from stages.errors import JanusError
from tests.crawl.archives import PLOT, chart_select, make_tar


@pytest.fixture
def source(registry, tmp_path) -> PypiSource:
    """A pinned sdist of about 300 KB that the registry holds."""
    noise = random.Random(1).randbytes(300_000)
    work = tmp_path / "build"
    work.mkdir()
    file = make_tar(work / "demo-1.0.tar.gz", [("demo-1.0/examples/a.py", PLOT), ("demo-1.0/noise", noise)])
    return PypiSource(
        connector="pypi",
        package="demo",
        version="1.0",
        sha256=registry.add(file),
        licence=None,
        select=chart_select(),
    )


def test_an_sdist_is_found_fetched_and_then_taken_from_the_cache(registry, source, cache):
    archive = resolve(source)
    assert archive.file.read_bytes() == registry.files["demo-1.0.tar.gz"]
    assert (archive.sha256, archive.ref, archive.purl) == (
        source.sha256,
        "pypi:demo@1.0",
        "pkg:pypi/demo@1.0",
    )
    assert archive.file.is_relative_to(cache / "downloads")
    registry.shutdown()
    registry.server_close()
    assert resolve(source) == archive
    assert len(registry.ranges) == 1


def test_a_broken_download_goes_on_where_it_stopped(registry, source):
    registry.cut = [100_000, 50_000]
    archive = resolve(source)
    assert archive.file.read_bytes() == registry.files["demo-1.0.tar.gz"]
    assert registry.ranges == [None, "bytes=100000-", "bytes=150000-"]


def test_the_next_run_goes_on_where_a_failed_one_stopped(registry, source):
    registry.cut = [100_000, 0, 0, 0]
    with pytest.raises(JanusError, match=r"the connection ended after 100000 of \d+ bytes") as failure:
        resolve(source)
    assert "100000 bytes that came" in failure.value.where
    registry.ranges.clear()
    assert resolve(source).file.read_bytes() == registry.files["demo-1.0.tar.gz"]
    assert registry.ranges == ["bytes=100000-"]


def test_a_part_of_other_bytes_is_thrown_away(registry, source, cache):
    part = cache / "downloads/pypi/demo@1.0/demo-1.0.tar.gz.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"not the beginning of this file")
    assert resolve(source).file.read_bytes() == registry.files["demo-1.0.tar.gz"]
    assert registry.ranges == ["bytes=30-", None]


def test_a_damaged_archive_in_the_cache_is_named_and_fetched_again(registry, source, capsys):
    file = resolve(source).file
    data = bytearray(file.read_bytes())
    data[1000] ^= 1
    file.write_bytes(data)
    assert resolve(source).file.read_bytes() == registry.files["demo-1.0.tar.gz"]
    said = capsys.readouterr().err
    assert str(file) in said and "is damaged" in said
    assert len(registry.ranges) == 2


def test_a_damaged_archive_without_network_is_an_error(registry, source, capsys):
    file = resolve(source).file
    file.write_bytes(b"cut off")
    registry.shutdown()
    registry.server_close()
    with pytest.raises(JanusError, match="index cannot be reached .* cache lacks demo 1.0"):
        resolve(source)
    assert str(file) in capsys.readouterr().err


def test_a_registry_that_cannot_be_reached_with_an_empty_cache(registry, source):
    registry.shutdown()
    registry.server_close()
    with pytest.raises(JanusError, match="index cannot be reached") as failure:
        resolve(source)
    assert failure.value.where == "pypi:demo@1.0" and "network" in failure.value.do


def test_a_server_that_refuses_is_an_error_with_its_answer(registry, source):
    registry.down = True
    with pytest.raises(JanusError, match="the server answered 503"):
        resolve(source)
    assert len(registry.ranges) == transfer.ATTEMPTS


def test_other_bytes_than_pinned_name_both_hashes(registry, source):
    other = source.model_copy(update={"sha256": "a" * 64})
    with pytest.raises(JanusError, match=f"pinned sha256 {'a' * 64}, found {source.sha256}"):
        resolve(other)
    assert registry.ranges == [], "nothing is downloaded where the index already announces other bytes"
    resolve(source)
    with pytest.raises(JanusError, match=f"pinned sha256 {'a' * 64}, found {source.sha256}"):
        resolve(other)
    assert resolve(source).file.is_file(), "the cached archive stays"


def test_other_bytes_than_announced_are_not_kept(registry, source, cache):
    registry.files["demo-1.0.tar.gz"] = b"swapped" * 10
    with pytest.raises(JanusError, match=f"other bytes than announced: .* expected {source.sha256}"):
        resolve(source)
    left = [p.name for p in (cache / "downloads").rglob("*") if p.is_file() and p.name != ".lock"]
    assert left == []


def test_an_unknown_package_and_an_unknown_version(registry, source):
    with pytest.raises(JanusError, match="the package index has no nothing"):
        resolve(source.model_copy(update={"package": "nothing"}))
    with pytest.raises(JanusError, match="no source distribution of version 2.0") as failure:
        resolve(source.model_copy(update={"version": "2.0"}))
    assert "1.0" in failure.value.do


def test_a_server_without_ranges_starts_over(registry, tmp_path, source):
    class NoRange(requests.Session):
        def get(self, url, **options):
            options["headers"].pop("Range", None)
            return super().get(url, **options)

    target = tmp_path / "demo-1.0.tar.gz"
    target.with_name("demo-1.0.tar.gz.part").write_bytes(b"half")
    transfer.download(
        f"{registry.url}/files/demo-1.0.tar.gz", target, sha256=source.sha256, size=None, session=NoRange()
    )
    assert target.read_bytes() == registry.files["demo-1.0.tar.gz"]


def test_a_cache_moved_to_another_folder_still_works(registry, source, cache, monkeypatch):
    resolve(source)
    moved = cache.with_name("moved")
    shutil.move(cache, moved)
    monkeypatch.setenv("JANUS_CACHE", str(moved))
    registry.shutdown()
    registry.server_close()
    assert resolve(source).file.is_relative_to(moved)
