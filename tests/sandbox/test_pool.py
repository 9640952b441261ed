"""Templates that die, runs that are interrupted or killed: nothing lives on, and the pool goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import SAFE, runtimes
from tests.sandbox.processes import below, wait_until_gone

DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n"
CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
RUN = """
import signal
from stages.sandbox import Executor
from tests.sandbox.conftest import SAFE, runtimes
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
with Executor(runtimes(cpu_s=60.0), SAFE, None, count=1) as executor:
    print("started", flush=True)
    for number in executor.map([(f"while True: pass  # {i}", "python") for i in range(4)]):
        pass
"""


def test_a_killed_template_is_replaced() -> None:
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        for code, name in ((CIRCLE, "svg"), (DRAW, "python")):
            first = executor.execute(code, name)
            worker = next(w for w in executor._workers() if w.runtime.name == name)
            os.kill(worker.pid, signal.SIGKILL)
            second = executor.execute(code, name)
            assert (first.status, second.status, second.png) == ("ok", "ok", first.png)


def test_a_script_that_names_a_library_has_a_template_with_it_and_draws_the_same() -> None:
    asks = "import sys\nassert any(name.endswith('py.stats') for name in sys.modules) == {}\n"
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        plain = executor.execute(asks.format(False) + DRAW, "python")
        named = executor.execute(asks.format(True) + DRAW + "# with scipy", "python")
        assert {worker.module for worker in executor._workers()} == {"run_python", "run_python_science"}
    assert (plain.status, named.status) == ("ok", "ok"), plain.stderr + named.stderr
    assert (plain.png, plain.evidence) == (named.png, named.evidence)


def test_a_template_outlives_the_thread_that_asked_for_it() -> None:
    pids = set()
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        for number in range(3):
            caller = threading.Thread(target=executor.execute, args=(CIRCLE + " " * number, "svg"))
            caller.start()
            caller.join()
            time.sleep(0.2)  # for a signal to arrive
            (worker,) = executor._workers()
            assert worker.pid in below(os.getpid())
            pids.add(worker.pid)
        assert executor.stats["status"] == {"ok": 3}
    assert len(pids) == 1


def test_leaving_the_block_ends_every_process() -> None:
    before = below(os.getpid())
    with Executor(runtimes(), SAFE, None, count=2) as executor:
        list(executor.map([(CIRCLE, "svg"), (CIRCLE + " ", "svg")]))
        started = below(os.getpid()) - before
        assert started
    assert wait_until_gone(started) == set()


def test_an_error_in_the_consumer_does_not_wait_for_samples() -> None:
    before = below(os.getpid())
    clock = time.monotonic()
    with pytest.raises(ZeroDivisionError), Executor(runtimes(cpu_s=600), SAFE, None, count=1) as executor:
        for _ in executor.map([(CIRCLE, "svg"), ("while True: pass", "python")]):
            started = below(os.getpid()) - before
            raise ZeroDivisionError
    assert time.monotonic() - clock < 60
    assert wait_until_gone(started) == set()


@pytest.mark.parametrize(
    ("end", "code"), [(signal.SIGINT, None), (signal.SIGKILL, -signal.SIGKILL)], ids=["ctrl-c", "kill -9"]
)
def test_a_run_that_is_stopped_leaves_nothing(end: signal.Signals, code: int | None) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path.cwd()
    )
    try:
        assert process.stdout.readline() == b"started\n"
        running = _until(lambda: len(below(process.pid)) >= 5, lambda: below(process.pid))
        time.sleep(0.3)
        running |= below(process.pid)
        process.send_signal(end)
        process.wait(30)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert process.returncode == code if code else process.returncode != 0
    assert len(running) >= 5
    assert wait_until_gone(running) == set()


def _until(ready: Callable[[], bool], value: Callable[[], set[int]], seconds: float = 60.0) -> set[int]:
    """`value` once ready: two bubblewraps, a template, a sample of two processes."""
    end = time.monotonic() + seconds
    while not ready() and time.monotonic() < end:
        time.sleep(0.05)
    return value()
