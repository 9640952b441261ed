"""Processor time and resident memory of a process group, read from outside through /proc."""

from __future__ import annotations

import os
from functools import cached_property

_TICK = os.sysconf("SC_CLK_TCK")


def pid_of(pidfd: int) -> int:
    """The process behind a pidfd, in our numbers (-1 where it is gone)."""
    with open(f"/proc/self/fdinfo/{pidfd}") as info:
        return next(int(line.split()[1]) for line in info if line.startswith("Pid:"))


def memory_mb(pid: int) -> float:
    """Memory of one process that is its own or shared anonymously; pages of files are left out.

    Shared with others are only pages that a fork has not written to: see `Group`.
    """
    with open(f"/proc/{pid}/status") as status:
        return (
            sum(int(line.split()[1]) for line in status if line.startswith(("RssAnon:", "RssShmem:"))) / 1024
        )


def cpu_s(pids: list[int]) -> float:
    """Processor seconds of the processes, with their children that ended; 0 for one that is gone."""
    ticks = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", "rb") as stat:
                fields = stat.read().rpartition(b")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
    return ticks / _TICK


class Group:
    """A process and all below it.

    Every process of a sample descends from its pid 1, daemonised ones too. `base_mb` is what each shares
    with the template (or what a serving process held before the job). Nothing is read before the first
    `measure`: most jobs of a serving process end sooner.
    """

    def __init__(self, pidfd: int, base_mb: float) -> None:
        self._pidfd, self.base_mb = pidfd, base_mb
        self.peak_mb = 0.0
        self.cpu_s = self._before_s = 0.0

    def begin(self) -> None:
        """Count processor time from now on: for processes that have served other jobs."""
        self._before_s = cpu_s(self.members())

    @cached_property
    def pid(self) -> int:
        """-1 where the group was gone when first asked."""
        return pid_of(self._pidfd)

    def members(self) -> list[int]:
        """The living processes, roots first."""
        found, queue = [], [self.pid]
        while queue:
            pid = queue.pop()
            try:
                for thread in os.listdir(f"/proc/{pid}/task"):
                    queue += map(int, _read(f"/proc/{pid}/task/{thread}/children").split())
            except (FileNotFoundError, ProcessLookupError):
                continue
            found.append(pid)
        return found

    def measure(self, limit_mb: float) -> bool:
        """Take a reading; False where the group holds more than `limit_mb`.

        The quick sum counts pages shared inside the group once a process: only where it is too high is
        the proportional set size asked, which the kernel has to walk the page tables for.
        """
        members = self.members()
        self.cpu_s = max(self.cpu_s, cpu_s(members) - self._before_s)
        total = sum(max(0.0, held - self.base_mb) for held in map(held_mb, members))
        if total > limit_mb and len(members) > 1:
            total = sum(map(_proportional, members))
        self.peak_mb = max(self.peak_mb, total)
        return total <= limit_mb


def _read(path: str) -> bytes:
    """A file of /proc. A browser has 80 threads, asked 50 times a second: `open` takes twice as long."""
    found, descriptor = b"", os.open(path, os.O_RDONLY)
    try:
        while part := os.read(descriptor, 1 << 16):  # the kernel gives a page at a time
            found += part
    finally:
        os.close(descriptor)
    return found


def held_mb(pid: int) -> float:
    try:
        return memory_mb(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def _proportional(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/smaps_rollup") as rollup:
            return next((int(line.split()[1]) / 1024 for line in rollup if line.startswith("Pss:")), 0.0)
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    except PermissionError:  # as a user: a sample that made itself undumpable is counted in full
        return held_mb(pid)
