"""The bound: what drawing alone costs, in processes that stay warm, with no isolation at all.

A process a core draws its pieces twice, and the second time is measured: all is imported and cached then. A
chart is executed and saved, a page set and photographed in a tab that stays. No fork, no evidence, no check,
no clock held, no wait, and what a piece leaves behind stays: nobody could use it on code of others. A page
that is `left` is the least that keeps pages apart: the tab goes to a blank page after each.

    python -m tests.benchmarks.warm chart|page|left    a line of JSON: codes; an empty line: the second round
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from stages.engine.local import workers
from stages.sandbox.runtimes import RUNTIMES
from stages.sandbox.watch import Group, cpu_s
from tests.benchmarks import cold
from tests.benchmarks.cost import Cost


def measured(kind: str, codes: Sequence[str]) -> tuple[Cost, int]:
    """Cost of the second round, browsers counted in, and how many it drew. Raises CalledProcessError."""
    parts = [codes[first :: workers()] for first in range(workers())]
    command = [sys.executable, "-m", "tests.benchmarks.warm", kind]
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    processes = [subprocess.Popen(command, env=environment, **pipes) for _ in parts]
    for process, part in zip(processes, parts, strict=True):
        _say(process.stdin, json.dumps(part))
    for process in processes:
        process.stdout.readline()
    clock, before = time.perf_counter(), _processor_s(processes)
    for process in processes:
        _say(process.stdin, "")
    drawn = sum(int(process.stdout.readline() or 0) for process in processes)
    cost = Cost(len(codes), time.perf_counter() - clock, _processor_s(processes) - before)
    for process in processes:
        process.communicate()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
    return cost, drawn


def _processor_s(processes: Sequence[subprocess.Popen[str]]) -> float:
    """Of the processes and all below them."""
    total = 0.0
    for process in processes:
        pidfd = os.pidfd_open(process.pid)
        total += cpu_s(Group(pidfd, 0.0).members())
        os.close(pidfd)
    return total


def _say(out: IO[str], text: str) -> None:
    out.write(f"{text}\n")
    out.flush()


@contextmanager
def _charts() -> Iterator[Callable[[str], bool]]:
    import matplotlib
    from matplotlib import pyplot as plt

    warnings.simplefilter("ignore")

    def draw(code: str) -> bool:
        with matplotlib.rc_context():
            try:
                exec(compile(cold.saving(code), "script.py", "exec"), {"__name__": "__main__"})
            except (Exception, SystemExit):
                return False  # whatever a script raises, it did not draw
            finally:
                plt.close("all")
        picture = Path("plot.png")
        drew = picture.exists()
        picture.unlink(missing_ok=True)
        return drew

    yield draw


@contextmanager
def _pages(*, left: bool = False) -> Iterator[Callable[[str], bool]]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which(RUNTIMES["html"].programs[0].name)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=cold.FLAGS)
        view = browser.new_page()

        def draw(code: str) -> bool:
            view.set_content(code)
            drew = view.screenshot(full_page=True).startswith(b"\x89PNG")
            if left:
                view.goto("about:blank")
            return drew

        yield draw
        browser.close()


def main(kind: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    codes = json.loads(sys.stdin.readline())
    drawing = {"chart": _charts, "page": _pages, "left": partial(_pages, left=True)}
    with drawing[kind]() as draw, tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for _ in range(2):
            _say(answers, str(sum([draw(code) for code in codes])))
            sys.stdin.readline()
        os.chdir("/")


if __name__ == "__main__":
    main(sys.argv[1])
