"""Parallel map: order and results do not depend on the number of workers."""

from __future__ import annotations

import signal

import pytest

from stages.engine.local import map_ordered, workers


def square(n: int) -> int:
    if n < 0:
        raise ValueError(f"negative: {n}")
    return n * n


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_order(count):
    assert list(map_ordered(square, range(40), label="t", count=count)) == [n * n for n in range(40)]


def ignores_interrupts(_: int) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_interrupts_reach_this_process_alone():
    assert set(map_ordered(ignores_interrupts, range(20), label="t", count=2)) == {True}
    assert not ignores_interrupts(0)


@pytest.mark.parametrize("count", [1, 2])
def test_errors_are_not_swallowed(count):
    with pytest.raises(ValueError, match="negative"):
        list(map_ordered(square, [1, -1, 2], label="t", count=count))


def test_the_environment_sets_the_workers(monkeypatch):
    monkeypatch.setenv("JANUS_WORKERS", "3")
    assert workers() == 3
