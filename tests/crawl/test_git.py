"""A git repository on this machine as a source: one commit, and nothing of it lost without a word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pydantic import ValidationError

from stages.crawl.candidates import read_candidates
from stages.crawl.connectors.git import GitSource, resolve
from stages.errors import JanusError
from tests.crawl.archives import MIT, SVG, make_folder, section, svg_select

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12\n"
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *AUTHOR, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path) -> Path:
    """Two commits; in the first: pictures, a link, a submodule, an LFS pointer, and attributes that hide."""
    folder = make_folder(
        tmp_path / "repository",
        [
            ("LICENSE", MIT),
            (".gitattributes", b"*.svg export-ignore\n"),
            ("icons/a.svg", SVG),
            ("icons/\xe9t\xe9.svg", SVG.replace(b"#f00", b"#123")),
            ("icons/large.svg", POINTER),
        ],
    )
    (folder / "icons/link.svg").symlink_to("/etc/passwd")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},icons/module.svg")
    git(folder, "commit", "--quiet", "-m", "first")
    (folder / "icons/a.svg").write_bytes(b"changed")
    git(folder, "commit", "--quiet", "-m", "second", "icons/a.svg")
    return folder


def source_of(repository: Path, **changes) -> GitSource:
    values = {
        "connector": "git",
        "package": "owner/demo",
        "url": repository.as_uri(),
        "version": git(repository, "rev-parse", "HEAD~1"),
        "sha256": "0" * 64,
        "licence": "MIT",
        "select": svg_select(),
    }
    return GitSource.model_validate(values | changes)


def pinned(repository: Path) -> GitSource:
    """The source with the hash that the error of a first run names."""
    with pytest.raises(JanusError, match="found ") as failure:
        resolve(source_of(repository))
    return source_of(repository, sha256=str(failure.value).split("found ")[1][:64])


def test_a_commit_that_is_no_tip_with_everything_named(repository):
    source = pinned(repository)
    archive = resolve(source)
    assert archive.purl == f"pkg:generic/owner/demo@{source.version}"
    found = read_candidates(source, archive, section({"demo": source.model_dump()}))
    assert {c.path: c.reason for c in found} == {
        "icons/a.svg": None,
        "icons/\xe9t\xe9.svg": None,
        "icons/large.svg": "pointer: Git LFS keeps the bytes elsewhere",
        "icons/link.svg": "unsafe: a link to '/etc/passwd'",
        "icons/module.svg": f'unsafe: a link to "the submodule\'s commit {"1" * 40}"',
    }
    assert next(c for c in found if c.path == "icons/a.svg").content == SVG, "the first commit's bytes"
    assert found[0].terms.licence == "MIT" and found[0].terms.attribution == "Copyright (c) 2020 A. Author"


def test_the_same_tree_from_another_clone_has_the_same_pin(repository, tmp_path, monkeypatch):
    source = pinned(repository)
    git(tmp_path, "clone", "--quiet", "--bare", repository.as_uri(), "copy.git")
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "another"))
    other = source.model_copy(update={"url": (tmp_path / "copy.git").as_uri()})
    assert resolve(other).file.read_bytes() == resolve(source).file.read_bytes()


def test_the_cache_is_enough_without_the_repository(repository):
    source = pinned(repository)
    repository.rename(repository.with_name("moved"))
    assert resolve(source).file.is_file()


def test_a_commit_that_is_not_there(repository):
    with pytest.raises(JanusError, match=f"does not give commit {'2' * 40}") as failure:
        resolve(source_of(repository, version="2" * 40))
    assert "full commit" in failure.value.do


def test_a_repository_that_is_not_there(repository, tmp_path):
    with pytest.raises(JanusError, match="git cannot fetch owner/demo") as failure:
        resolve(source_of(repository, url=(tmp_path / "nowhere").as_uri()))
    assert failure.value.where.startswith("git:owner/demo@")


def test_nobody_is_asked_for_credentials(repository, registry, monkeypatch):
    """A server that wants a password ends in an error at once, and no helper or prompt is run."""
    asked = registry.url.replace("http://", "http://user@")
    monkeypatch.setattr(registry.RequestHandlerClass, "do_GET", _unauthorised)
    with pytest.raises(JanusError, match="asks for credentials"):
        resolve(source_of(repository, url=f"{asked}/demo.git"))


def _unauthorised(handler) -> None:
    handler.send_response(401)
    handler.send_header("WWW-Authenticate", 'Basic realm="x"')
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "main"}, "version"),
        ({"version": "abc1234"}, "version"),
        ({"url": "https://user:secret@example.org/x.git"}, "must not hold a password"),
        ({"url": "--upload-pack=touch /tmp/x"}, "begin with a dash"),
    ],
)
def test_what_conf_may_not_say(repository, change, said):
    with pytest.raises(ValidationError, match=said):
        source_of(repository, **change)


def test_a_url_runs_no_command(repository, tmp_path):
    with pytest.raises(JanusError, match="git cannot fetch"):
        resolve(source_of(repository, url=f"ext::sh -c 'touch {tmp_path}/ran'"))
    assert not (tmp_path / "ran").exists()
