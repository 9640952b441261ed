"""Programs that mean harm: the verdict is right, the host is untouched, nothing is left running."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.sandbox.hostile_programs import CASES, GOOD
from tests.sandbox.processes import below, named, wait_until_gone

CPU_S = 0.5


@pytest.fixture(scope="module")
def listeners() -> Iterator[tuple[int, list[str]]]:
    """A port open on TCP and UDP on the host, and what arrived there."""
    arrived: list[str] = []
    stream, datagrams = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    stream.bind(("127.0.0.1", 0))
    stream.listen()
    port = stream.getsockname()[1]
    datagrams.bind(("127.0.0.1", port))
    stream.settimeout(0.2)
    datagrams.settimeout(0.2)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            for sock, receive in ((stream, stream.accept), (datagrams, lambda: datagrams.recvfrom(9))):
                try:
                    receive()
                    arrived.append(str(sock.type))
                except TimeoutError:
                    continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield port, arrived
    over.set()
    thread.join()
    stream.close()
    datagrams.close()


@pytest.fixture(scope="module", params=[pytest.param(name, marks=requires(name)) for name in GOOD])
def verdicts(
    request: pytest.FixtureRequest, listeners: tuple[int, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Execution]]:
    """All cases in one runtime, through one executor, which then has to do well once more."""
    runtime = request.param
    secret = tmp_path_factory.mktemp("secret") / "key"
    secret.write_text("TOPSECRET")
    before = below(os.getpid())
    head = f"SECRET, PORT = {str(secret)!r}, {listeners[0]}\n"
    jobs = [(case.code(runtime, head), runtime) for case in CASES.values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JANUS_TEST_SECRET", "TOPSECRET")
        with Executor(runtimes(cpu_s=CPU_S), SAFE, None, count=2) as executor:
            found = dict(zip(CASES, executor.map(jobs, label=f"hostile {runtime}"), strict=True))
            found["afterwards"] = executor.execute(GOOD[runtime], runtime)
            found["leaked"] = named("janusleak")
            started = below(os.getpid()) - before
        found["left"] = wait_until_gone(started)
        assert started
    yield found


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str, verdicts: dict[str, Execution]) -> None:
    _, status, said = CASES[name]
    verdict = verdicts[name]
    assert (verdict.status, said in verdict.stderr) == (status, True), verdict.stderr
    assert (verdict.png is None) == (status != "ok" or verdict.runtime == "test")
    assert len(verdict.stderr) < 20_000


def test_nothing_got_out(verdicts: dict[str, Execution], listeners: tuple[int, list[str]]) -> None:
    said = "\n".join(verdicts[name].stderr for name in CASES)
    assert not any(word in said for word in ("TOPSECRET", "DID ", "ENV "))
    assert listeners[1] == []
    assert not any(Path(p).exists() for p in ("/x", "/usr/x", "/etc/x", "/janus", "/root/x", "/dev/shm/left"))


def test_the_pool_still_serves_and_nothing_lives_on(verdicts: dict[str, Execution]) -> None:
    assert verdicts["afterwards"].status == "ok", verdicts["afterwards"].stderr
    assert (verdicts["leaked"], verdicts["left"]) == ([], set())


@pytest.mark.parametrize("runtime", [pytest.param(name, marks=requires(name)) for name in GOOD])
def test_waiting_ends_by_the_clock(runtime: str) -> None:
    waits = (
        "time.sleep(600)",
        "threading.Event().wait()",
        "select.select([], [], [])",
        "os.kill(os.getpid(), signal.SIGSTOP)",
    )
    head = "import os, select, signal, threading, time\n"
    with Executor(runtimes(wall_s=1.0), SAFE, None, count=2) as executor:
        found = executor.map([(f"{head}{wait}\n", runtime) for wait in waits], label="waiting")
        assert [(v.status, v.stderr) for v in found] == [("wall_timeout", "more than 1 s")] * 4


def test_a_marked_process_would_be_found() -> None:
    """The search for survivors finds a process of that name when there is one."""
    pid = os.fork()
    if pid == 0:
        Path("/proc/self/comm").write_text("janusalive")
        threading.Event().wait(30)
        os._exit(0)
    try:
        for _ in range(100):
            if pid in named("janusalive"):
                return
            threading.Event().wait(0.05)
        pytest.fail("not found")
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
