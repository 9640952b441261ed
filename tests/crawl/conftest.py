"""A package index and an npm registry on this machine, which can break in the middle of a file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


class Registry(ThreadingHTTPServer):
    """Serves `files` at /files/NAME, an index of them at /simple/PROJECT/, and npm documents at /npm/.

    `cut`: for each coming request of a file, after how many bytes the connection ends (None: not at all).
    `down`: answer every request of a file with 503. `ranges`: the Range header of each request of a file.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.announced: dict[str, str] = {}
        self.cut: list[int | None] = []
        self.down = False
        self.ranges: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def add(self, file: Path) -> str:
        """Publish a file; returns its SHA-256."""
        self.files[file.name] = file.read_bytes()
        self.announced[file.name] = hashlib.sha256(self.files[file.name]).hexdigest()
        return self.announced[file.name]


class _Handler(BaseHTTPRequestHandler):
    server: Registry

    def log_message(self, *args) -> None:
        pass

    def do_GET(self) -> None:
        kind, _, name = self.path.strip("/").partition("/")
        if kind == "simple":
            self._answer(self._index(name.strip("/")), "text/html")
        elif kind == "npm":
            self._answer(self._npm(name), "application/json")
        else:
            self._file(name)

    def _index(self, project: str) -> bytes:
        links = [
            f'<a href="/files/{name}#sha256={digest}">{name}</a>'
            for name, digest in self.server.announced.items()
            if name.startswith(project + "-")
        ]
        return f"<html><body>{''.join(links)}</body></html>".encode() if links else b""

    def _npm(self, package: str) -> bytes:
        versions = {}
        for name, data in self.server.files.items():
            found = re.fullmatch(rf"{package}-(.+)\.tgz", name)
            if found:
                integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
                versions[found[1]] = {
                    "name": package,
                    "version": found[1],
                    "dist": {"tarball": f"{self.server.url}/files/{name}", "integrity": integrity},
                }
        document = {"name": package, "dist-tags": {"latest": max(versions, default="")}, "versions": versions}
        return json.dumps(document).encode() if versions else b""

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, name: str) -> None:
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        if self.server.down:
            return self._answer_503()
        data = self.server.files[name]
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        cut = self.server.cut.pop(0) if self.server.cut else None
        self.wfile.write(data[start : None if cut is None else start + cut])
        self.close_connection = True

    def _answer_503(self) -> None:
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def registry(monkeypatch, tmp_path):
    """A running registry that the clients of this process and its children use."""
    server = Registry()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setenv("PIP_INDEX_URL", f"{server.url}/simple/")
    monkeypatch.setenv("npm_config_registry", f"{server.url}/npm/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm-cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr("stages.crawl.transfer.PAUSE_S", 0)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path) -> Path:
    """Every test has a cache of its own."""
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"
