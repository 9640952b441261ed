"""What a piece of work costs: seconds by the clock, and seconds of processors of all its processes."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from stages.engine.local import workers
from stages.sandbox import Executor
from stages.sandbox.watch import Group, cpu_s

T = TypeVar("T")


@dataclass(frozen=True)
class Cost:
    """Of `count` pieces of work."""

    count: int
    wall_s: float
    cpu_s: float

    @property
    def core_ms(self) -> float:
        """Milliseconds by the clock per piece and core, all cores at work."""
        return 1000 * self.wall_s * workers() / self.count

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor time per piece."""
        return 1000 * self.cpu_s / self.count

    @property
    def per_second(self) -> float:
        return self.count / self.wall_s


def _cpu_s(executor: Executor | None) -> float:
    """Of this process, of children that ended, and of the living templates with what ended below them."""
    mine, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    templates = executor._workers() if executor else ()
    below = sum(cpu_s(Group(worker._pidfd, 0.0).members()) for worker in templates)
    return sum(usage.ru_utime + usage.ru_stime for usage in (mine, ended)) + below


def measure(count: int, work: Callable[[], T], executor: Executor | None = None) -> tuple[Cost, T]:
    """Do the work. Templates of the executor must live before it and after it."""
    clock, cpu = time.perf_counter(), _cpu_s(executor)
    result = work()
    return Cost(count, time.perf_counter() - clock, _cpu_s(executor) - cpu), result


def commit() -> str:
    """The short hash of the working tree's commit, with a + where it was changed since."""
    run = ["git", "-C", str(Path(__file__).parent)]
    head = subprocess.run([*run, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    dirty = subprocess.run([*run, "status", "--porcelain"], capture_output=True, text=True, check=True)
    return head.stdout.strip() + ("+" if dirty.stdout.strip() else "")


def processor() -> str:
    """Its model's name, as the kernel has it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def peak_rss_mb() -> float:
    """Of this process since its start."""
    with open("/proc/self/status") as status:  # ru_maxrss begins with that of the process which started us
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:"))
