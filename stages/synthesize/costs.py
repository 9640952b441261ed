"""Processor time by domain and step, for the run record: what a kept sample costs, what holds a build back.

It is a fact of the machine and enters no output.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import TypeVar

from stages.sandbox import Execution

T = TypeVar("T")


class Costs:
    """Seconds of processor time: `seconds[domain][step]`, where a step is propose, execute or write."""

    def __init__(self) -> None:
        self.seconds: dict[str, dict[str, float]] = {}

    def add(self, domain: str, step: str, seconds: float) -> None:
        steps = self.seconds.setdefault(domain, {})
        steps[step] = steps.get(step, 0.0) + seconds

    def executed(self, domain: str, execution: Execution) -> Execution:
        """The execution, after its cost was added where it was not cached."""
        if not execution.cached:
            self.add(domain, "execute", execution.cpu_s)
        return execution


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` returns, and the seconds of this process that it took."""
    began = process_time()
    done = work()
    return done, process_time() - began
