"""The npm connector, with the real npm against a registry on this machine."""

from __future__ import annotations

import shutil

import pytest

from stages.crawl.connectors import resolve
from stages.crawl.connectors.npm import NpmSource
from stages.errors import JanusError
from tests.crawl.archives import SVG, make_tar, svg_select

needs_npm = pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")


@pytest.fixture
def source(registry, tmp_path) -> NpmSource:
    work = tmp_path / "build"
    work.mkdir()
    manifest = b'{"name": "demo", "version": "1.0.0", "license": "MIT"}'
    file = make_tar(
        work / "demo-1.0.0.tgz", [("package/package.json", manifest), ("package/icons/a.svg", SVG)]
    )
    return NpmSource(
        connector="npm",
        package="demo",
        version="1.0.0",
        sha256=registry.add(file),
        licence=None,
        select=svg_select(),
    )


@needs_npm
def test_a_tarball_comes_as_published_and_then_from_the_cache(registry, source, monkeypatch):
    archive = resolve(source)
    assert archive.file.read_bytes() == registry.files["demo-1.0.0.tgz"]
    assert (archive.ref, archive.purl) == ("npm:demo@1.0.0", "pkg:npm/demo@1.0.0")
    monkeypatch.setenv("PATH", "")  # neither npm nor a network is needed any more
    assert resolve(source) == archive


def test_without_npm_and_cache_the_error_says_what_to_install(registry, source, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(JanusError, match="npm is missing") as failure:
        resolve(source)
    assert "install" in failure.value.do


@needs_npm
def test_an_unreachable_registry_with_an_empty_cache(registry, source):
    registry.shutdown()
    registry.server_close()
    with pytest.raises(JanusError, match=r"npm registry cannot be reached \(ECONNREFUSED\)"):
        resolve(source)


@needs_npm
def test_an_unknown_version_and_a_wrong_pin(registry, source):
    with pytest.raises(JanusError, match="npm pack fails for demo 9.9.9"):
        resolve(source.model_copy(update={"version": "9.9.9"}))
    with pytest.raises(JanusError, match=f"pinned sha256 {'b' * 64}, found {source.sha256}"):
        resolve(source.model_copy(update={"sha256": "b" * 64}))
