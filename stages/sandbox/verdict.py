"""What an execution is asked (`Limits`) and what it answers (`Execution`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

STATUSES = (
    "ok",  # drew
    "no_output",  # ended and drew nothing, early exit included
    "blank",  # an image with nothing in it
    "exception",  # an error of its own language
    "cpu_timeout",
    "wall_timeout",
    "oom",
    "killed",  # by a signal or a crash that is none of the former
    "forbidden",  # refused by policy
    "nondeterministic",  # two runs differ
    "unavailable",  # this machine lacks the runtime
)

UNSURE = ("cpu_timeout", "wall_timeout", "oom", "killed")
"""Verdicts that a busy machine can cause: retried once before they are facts."""


@dataclass(frozen=True)
class Limits:
    """Limits of one execution (units as in `config.RuntimeLimits`)."""

    cpu_s: float
    wall_s: float | None
    memory_mb: int
    disk_mb: int
    output_kb: int
    processes: int

    @property
    def wall(self) -> float:
        """Seconds by the wall clock, resolved."""
        return 4 * self.cpu_s + 10 if self.wall_s is None else self.wall_s

    def as_dict(self) -> dict[str, Any]:
        """What enters keys and tables: `wall_s` resolved."""
        return {**vars(self), "wall_s": float(self.wall), "cpu_s": float(self.cpu_s)}


@dataclass(frozen=True)
class Execution:
    """The verdict on one piece of code.

    All fields down to `runtime_fingerprint` are a function of code, runtime and limits. The others describe
    this run on this machine and belong into run records, never into a table.
    """

    code: str
    runtime: str
    status: str
    png: bytes | None
    """The picture drawn last."""
    frames: tuple[bytes, ...]
    """Every picture, where there is more than one."""
    figures: int
    evidence: dict[str, Any] | None
    stderr: str
    """For a verdict other than ok its cause in one line; then the tail of what the sample wrote."""
    runtime_fingerprint: str
    cpu_s: float
    wall_s: float
    peak_rss_mb: float
    isolation: str
    cached: bool


FACTS = ("status", "png", "frames", "figures", "evidence", "stderr", "runtime_fingerprint")
"""Fields of an Execution that are a function of code, runtime and limits."""
