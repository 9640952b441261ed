"""Servers that fail as told, in a process each, and teachers that ask them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from stages.endpoint.config import Sampling
from stages.endpoint.protocol import Message, Request
from stages.synthesize.teachers.config import EndpointTeacher
from stages.synthesize.teachers.parse import Form

SVG = Form("svg")
KEY = "sk-test-0f3a9c51e7"


class Running:
    """A server's address, and what it was asked."""

    def __init__(self, url: str) -> None:
        self.url = url

    def facts(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/asked", timeout=10) as answer:
            return json.load(answer)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """`serve(faults={"429": 0.05}, latency_s=0.01)`: a running server; `batch_s` gives it a batch API."""
    started: list[subprocess.Popen[bytes]] = []

    def start(**plan: Any) -> Running:
        file = tmp_path / f"server{len(started)}.json"
        file.write_text(json.dumps({"latency_s": 0.0, **plan}))
        program = Path(__file__).with_name("batch_server.py" if "batch_s" in plan else "fault_server.py")
        started.append(subprocess.Popen([sys.executable, "-S", str(program), str(file)]))
        port = file.with_suffix(".port")
        end = time.monotonic() + 60
        while not port.exists():
            assert time.monotonic() < end and started[-1].poll() is None, "the server did not start"
            time.sleep(0.02)
        return Running(f"http://127.0.0.1:{port.read_text()}")

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of its own for each test, and a key."""
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("JANUS_TEACHER_KEY", KEY)
    return tmp_path / "cache"


def section(url: str, **changes: Any) -> EndpointTeacher:
    values: dict[str, Any] = {
        "name": "endpoint",
        "base_url": f"{url}/v1",
        "model": "test",
        "needs_key": True,
        "vision": False,
        "structured": False,
        "batch": False,
        "sampling": {"temperature": 0.0, "max_tokens": 64},
        "longest_reply": 256,
        "concurrency": 16,
        "timeout_s": 20.0,
        "tries": 8,
        "formed_tries": 4,
        "backoff_s": 0.01,
        "longest_wait_s": 0.1,
        "prices": {"input": 1.0, "output": 2.0},
        "budget": {"tokens": None, "money": None},
    }
    return EndpointTeacher.model_validate(values | changes)


def request(number: int, form: Form = SVG) -> Request:
    return Request(
        "guided_evolution",
        "svg",
        (Message("system", "You draw."), Message("user", f"picture {number}")),
        form,
        Sampling(temperature=0.0, max_tokens=64),
        seed=number,
    )


def prompt(number: int) -> str:
    """How the server names a request."""
    return json.dumps(["You draw.", f"picture {number}"])
