"""The endpoint teacher against a real OpenAI-compatible server: `transformers serve` with a tiny model."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from stages.endpoint.client import Endpoint
from tests.synthesize.teachers import tiny
from tests.synthesize.teachers.conftest import request, section


@pytest.fixture
def served(tmp_path):
    for package in ("fastapi", "uvicorn", "accelerate"):
        pytest.importorskip(package)
    (tmp_path / "hf" / "hub").mkdir(parents=True)  # it lists the models there
    model = tiny.save(tmp_path / "model")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "serve.log").open("w")
    program = "from transformers.cli.transformers import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "serve", str(model), "--host", "127.0.0.1", "--port", str(port)]
        + ["--device", "cpu", "--dtype", "float32"],
        env=os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hf")},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 240
    try:
        while True:
            assert process.poll() is None and time.monotonic() < end, (tmp_path / "serve.log").read_text()
            try:
                urllib.request.urlopen(f"{url}/v1/models", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.3)
        yield url, str(model)
    finally:
        process.kill()
        process.wait()
        log.close()


def test_a_real_server_answers(served):
    url, model = served
    teacher = Endpoint(
        section(url, model=model, concurrency=2, timeout_s=60.0, formed_tries=1, needs_key=False)
    )
    teacher.check()
    replies = teacher.ask([request(n) for n in range(4)], "served")
    counts = teacher.metrics()
    assert all(r.problem.split(":")[0] in ("malformed", "truncated") for r in replies), replies
    assert counts["calls"] == 4 and counts["output_tokens"] > 4 and counts["input_tokens"] > 40
    again = Endpoint(section(url, model=model, formed_tries=1))
    assert again.ask([request(n) for n in range(4)], "served") == replies and "calls" not in again.metrics()
