"""What makes bytes move, held still: random generators, entropy and the clock.

Hash seed, time zone, locale, threads and the layout of addresses are pinned when the template starts. The
clock stands at one instant and moves a microsecond a reading, so that a loop that waits for it ends.
`time.sleep`, `perf_counter`, `monotonic` and `process_time` work, and numpy's own reading of the clock
(`datetime64("now")`) is not reached: `UNPINNED` finds the code that asks for them, which is run twice.
"""

from __future__ import annotations

import datetime
import gc
import os
import random
import re
import sys
import time
from collections.abc import Callable
from typing import Any

EPOCH = 1704110400
"""2024-01-01T12:00:00Z."""

UNPINNED = re.compile(
    r"perf_counter|monotonic|process_time|thread_time|timeit|getrusage|getrandom"
    r"|datetime64\(\s*[\"'](now|today)|threading|concurrent\.futures|multiprocessing"
)


def pin() -> None:
    """Pin this process. Call once, after the imports and before the sample's code."""
    _pin_entropy()
    _pin_clock()


def _pin_entropy() -> None:
    """Unseeded generators start from one stream of fixed bytes."""
    source = random.Random(0)
    os.urandom = random._urandom = source.randbytes
    seed = random.Random.seed

    def seeded(self: random.Random, a: Any = None, version: int = 2) -> None:
        seed(self, source.getrandbits(64) if a is None else a, version)

    random.Random.seed = seeded
    random.seed = random._inst.seed
    random.seed(0)
    if numpy := sys.modules.get("numpy"):
        numpy.random.bit_generator.randbits = source.getrandbits
        numpy.random.seed(0)


def _pin_clock() -> None:
    reading = [0]

    def now_ns() -> int:
        reading[0] += 1
        return EPOCH * 10**9 + reading[0] * 1000

    def now() -> float:
        return now_ns() / 1e9

    def at_now(call: Callable[..., Any], position: int) -> Callable[..., Any]:
        """`call` with the pinned time where it is left out."""

        def pinned(*arguments: Any) -> Any:
            if len(arguments) == position or arguments[position:] == (None,):
                value = now() if position == 0 and call is not asctime else gmtime(now())
                return call(*arguments[:position], value)
            return call(*arguments)

        return pinned

    gmtime, asctime = time.gmtime, time.asctime
    time.time, time.time_ns = now, now_ns
    for name in ("gmtime", "localtime", "ctime"):
        setattr(time, name, at_now(getattr(time, name), 0))
    time.asctime = at_now(asctime, 0)
    time.strftime = at_now(time.strftime, 1)

    def datetime_now(cls: type, tz: Any = None) -> Any:
        return cls.fromtimestamp(now(), tz)

    def datetime_utcnow(cls: type) -> Any:
        return cls.fromtimestamp(now(), datetime.UTC).replace(tzinfo=None)

    # The type is a C type: its attributes are set in the dict behind the read-only view, so that the class
    # stays the one that pandas and matplotlib compare with. `today` asks time.time by itself.
    attributes = gc.get_referents(datetime.datetime.__dict__)[0]
    attributes["now"] = classmethod(datetime_now)
    attributes["utcnow"] = classmethod(datetime_utcnow)
    _forget_cached_attributes(datetime.datetime)


def _forget_cached_attributes(kind: type) -> None:
    import ctypes

    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
