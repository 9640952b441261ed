"""10,000 calls to a server that fails, `kill -9` of the client at half, and a second run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from stages.endpoint.journal import Journal
from stages.endpoint.reading import judge
from tests.synthesize.teachers.conftest import prompt, request
from tests.synthesize.teachers.fault_server import answer
from tests.synthesize.teachers.killed import digest

ROOT = Path(__file__).parents[3]
FAULTS = {"429": 0.05, "500": 0.03, "hang": 0.02, "malformed": 0.03}
SETTINGS = {"concurrency": 64, "timeout_s": 1.0, "tries": 10, "formed_tries": 8}


def start(url: str, count: int, **settings) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.synthesize.teachers.killed", url, str(count), json.dumps(settings)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def finish(running: subprocess.Popen[str]) -> tuple[str, dict[str, float]]:
    said, _ = running.communicate(timeout=400)
    assert running.returncode == 0
    found, counts = said.split(" ", 1)
    return found, json.loads(counts)


def interrupt_at(running: subprocess.Popen[str], cache: Path, lines: int, how: int = signal.SIGKILL) -> None:
    """A signal once the journal has so many lines."""
    end = time.monotonic() + 300
    while sum(segment.read_bytes().count(b"\n") for segment in cache.rglob("*.jsonl")) < lines:
        assert time.monotonic() < end and running.poll() is None, "ended before it could be killed"
        time.sleep(0.1)
    running.send_signal(how)
    running.communicate()


def well_formed(cache: Path, count: int) -> set[int]:
    """Requests that the journal has an answer for."""
    (segment,) = cache.rglob("*.jsonl")
    journal = Journal(segment.parent)
    return {
        n
        for n in range(count)
        if any(judge(e, request(n).form) is None for e in journal.entries(request(n).key))
    }


def test_ten_thousand_calls_with_faults_and_a_kill(serve, own_cache):
    count = 10_000
    server = serve(faults=FAULTS)
    running = start(server.url, count, **SETTINGS)
    interrupt_at(running, own_cache, count // 2)
    paid = well_formed(own_cache, count)
    before = server.facts()
    assert count * 0.4 < len(paid) < count * 0.9
    found, counts = finish(start(server.url, count, **SETTINGS))
    after = server.facts()
    assert {n for n in paid if after["asked"][prompt(n)] != before["asked"][prompt(n)]} == set()
    assert found == digest([answer(prompt(n)) for n in range(count)])
    assert counts["from_journal"] == len(paid)
    paid_twice = sum(times > 1 for times in after["answered"].values())
    assert paid_twice <= SETTINGS["concurrency"] + 64  # in flight, or in the fsync that the kill cut off
    assert min(counts[f"fault_{kind}"] for kind in ("429", "5xx", "timeout")) > 20


def test_the_output_is_that_of_a_run_without_faults_or_kill(serve, own_cache, tmp_path, monkeypatch):
    """Both runs really made, on fewer requests."""
    good = finish(start(serve().url, 400, concurrency=8))
    assert good[1]["calls"] == 400
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "other"))
    bad = serve(faults={name: 4 * share for name, share in FAULTS.items()}, latency_s=0.005)
    settings = SETTINGS | {"timeout_s": 0.4}
    running = start(bad.url, 400, **settings)
    interrupt_at(running, tmp_path / "other", 200)
    again = finish(start(bad.url, 400, **settings))
    assert again[1]["from_journal"] > 100 and again[1]["calls"] > 100
    assert again[0] == good[0]


def test_the_configured_calls_are_kept_under_way(serve):
    """At a latency of 200 ms at least 90% of 32 places have a call under way, from the first to the last.

    Counted where calls start and end: what the server's process waits for a processor is not the client's.
    The best of three, for others may hold the client's.
    """
    shares = []
    while not shares or (max(shares) < 0.9 and len(shares) < 3):
        server = serve(latency_s=0.2)
        found, counts = finish(start(server.url, 640, concurrency=32, model=f"try {len(shares)}"))
        assert found == digest([answer(prompt(n)) for n in range(640)])
        assert counts["calls"] == 640 and server.facts()["most_under_way"] == 32
        shares.append(counts["busy_share"])
    assert 0.9 <= max(shares) <= 1.0, shares
