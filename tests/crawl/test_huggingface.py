"""A hub on this machine with one data set: what is asked for is fetched, and no more."""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from stages.crawl.candidates import read_candidates
from stages.crawl.connectors.huggingface import HuggingFaceSource, resolve
from stages.errors import JanusError
from tests.crawl.archives import SVG, section, svg_select

COMMIT = "c" * 40
CARD = b"---\nlicense: mit\ntags: [x]\n---\n# Demo\n"


class Hub(ThreadingHTTPServer):
    """Serves `files` of data set owner/demo at COMMIT. `asked`: (path, Authorization) of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        line = json.dumps({"code": SVG.decode()}).encode() + b"\n"
        self.files = {"README.md": CARD, "data/x.jsonl": line, "large/y.bin": b"0" * 1000}
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *args) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((path, self.headers.get("Authorization")))
        tree, resolve_ = f"/api/datasets/owner/demo/tree/{COMMIT}", f"/datasets/owner/demo/resolve/{COMMIT}/"
        name = path.removeprefix(resolve_)
        if path == tree:
            files = self.server.files.items()
            listed = [{"type": "file", "path": n, "size": len(b), "oid": "0" * 40} for n, b in files]
            self._answer(200, json.dumps(listed).encode())
        elif path.startswith(resolve_) and name in self.server.files:
            self._answer(200, self.server.files[name])
        else:
            code = "RevisionNotFound" if "owner/demo/" in path else "RepoNotFound"
            self._answer(404, b"{}", {"X-Error-Code": code})

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/json")
        self.send_header("ETag", f'"{hashlib.sha1(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@pytest.fixture
def hub(monkeypatch, tmp_path):
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def source_of(**changes) -> HuggingFaceSource:
    values = {
        "connector": "huggingface",
        "package": "owner/demo",
        "version": COMMIT,
        "sha256": "0" * 64,
        "licence": "MIT",
        "columns": {"content": "code"},
        "select": svg_select(include=["data/*.jsonl"]),
    }
    return HuggingFaceSource.model_validate(values | changes)


def pinned(**changes) -> HuggingFaceSource:
    with pytest.raises(JanusError, match="found ") as failure:
        resolve(source_of(**changes))
    return source_of(sha256=str(failure.value).split("found ")[1][:64], **changes)


def test_the_asked_files_are_fetched_once_and_read_as_rows(hub):
    source = pinned()
    archive = resolve(source)
    fetched = {path.rpartition(f"{COMMIT}/")[2] for path, _ in hub.asked if "/resolve/" in path}
    assert fetched == {"README.md", "data/x.jsonl"}, "the large file was not asked for"
    assert {token for _, token in hub.asked} == {None}
    count = len(hub.asked)
    (one,) = read_candidates(source, archive, section({"demo": source.model_dump()}))
    assert (one.reason, one.content, one.terms.licence) == (None, SVG, "MIT")
    assert one.path.startswith("data/x.jsonl#") and archive.purl == f"pkg:huggingface/owner/demo@{COMMIT}"
    hub.shutdown()
    assert resolve(source) == archive and len(hub.asked) == count


def test_another_selection_is_another_archive(hub):
    first = resolve(pinned())
    other = pinned(select=svg_select(include=["large/*"]), columns=None)
    assert resolve(other).file != first.file and resolve(other).sha256 != first.sha256


def test_a_token_comes_from_the_environment_and_stays_out_of_everything(hub, monkeypatch, cache):
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    pinned()
    assert {token for _, token in hub.asked} == {"Bearer hf_secret"}
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert kept and not any(b"hf_secret" in path.read_bytes() for path in kept)


def test_a_stored_token_is_not_used(hub, tmp_path):
    (tmp_path / "hf").mkdir()
    (tmp_path / "hf/token").write_text("hf_stored")
    pinned()
    assert {token for _, token in hub.asked} == {None}


def test_names_that_leave_the_folder_are_refused(hub):
    hub.files["../../data/x.jsonl"] = b"{}"
    with pytest.raises(JanusError, match="no path in it: a path that leaves"):
        resolve(source_of())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"package": "owner/nothing"}, "has no data set owner/nothing"),
        ({"version": "d" * 40}, "answers 404 for owner/demo"),
    ],
)
def test_what_is_not_there(hub, changes, said):
    with pytest.raises(JanusError, match=said):
        resolve(source_of(**changes))


def test_a_hub_that_cannot_be_reached(hub, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # between the client's attempts
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(JanusError, match="the hub cannot be reached") as failure:
        resolve(source_of())
    assert "HF_ENDPOINT" in failure.value.do and "127.0.0.1" not in failure.value.what


@pytest.mark.parametrize("version", ["main", "v1.0", "c" * 39])
def test_a_revision_is_a_full_commit(version):
    with pytest.raises(ValueError, match="version"):
        source_of(version=version)
