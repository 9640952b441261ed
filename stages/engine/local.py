"""Parallel map over this machine's processes: ordered results, progress, the same output for any count."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from tqdm import tqdm

A = TypeVar("A")
B = TypeVar("B")


def workers() -> int:
    """`$JANUS_WORKERS`, else the cores this process may use. Never a param: it must not reach an output."""
    return int(os.environ.get("JANUS_WORKERS") or len(os.sched_getaffinity(0)))


def progress(items: Iterable[A], *, label: str, total: int | None = None) -> Iterator[A]:
    """A progress bar with rate and time left on stderr (every 5 s where it is not a terminal)."""
    terminal = os.isatty(2)
    return iter(
        tqdm(items, desc=label, total=total, mininterval=0.2 if terminal else 5, dynamic_ncols=terminal, ncols=None if terminal else 90)
    )


def map_ordered(
    work: Callable[[A], B], items: Sequence[A], *, label: str, chunk: int = 8, count: int | None = None
) -> Iterator[B]:
    """`map(work, items)` over processes, results in the order of the items.

    `work` is a module-level function that is safe to run in a forked process. One worker means no process.
    """
    count = min(count or workers(), max(1, len(items)))
    if count == 1:
        yield from progress(map(work, items), label=label, total=len(items))
        return
    with ProcessPoolExecutor(count, mp_context=get_context("forkserver")) as pool:
        yield from progress(pool.map(work, items, chunksize=chunk), label=label, total=len(items))
