"""How many calls may be under way: the configured most, fewer while the server says that it is overloaded."""

from __future__ import annotations

import asyncio
from collections import deque

OVERLOADED = 0.25
"""Share of the last calls that must fail before the limit is halved: single faults are only sent again."""


class Gate:
    """`await enter()` before a call, `leave(ok)` after it. One event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._limit = float(most)
        self._recent: deque[bool] = deque(maxlen=max(16, most))
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._until = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.under_way = 0
        self.busy_s = self._first = self._last = 0.0
        self.lowest = most
        """The lowest limit that was reached. `busy_s`: seconds of all places with a call under way."""

    @property
    def limit(self) -> int:
        return max(1, int(self._limit))

    async def enter(self) -> None:
        """Returns, in the order of asking, when a call may start."""
        if not self._waiting and self._open():
            self._start()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # let in at the moment of the cancellation
                self._free()
            raise

    def leave(self, ok: bool) -> None:
        """A call ended; `ok` is False where the server was overloaded (429, 5xx) or did not answer."""
        self._recent.append(ok)
        if ok:
            self._limit = min(self._most, self._limit + 1 / self._limit)
        elif self._recent.count(False) > OVERLOADED * self._recent.maxlen:
            self._limit = max(1.0, self._limit / 2)
            self.lowest = min(self.lowest, self.limit)
            self._recent.clear()
        self._free()

    def pause(self, seconds: float) -> None:
        """No call starts for a while: what Retry-After asks for."""
        self._until = max(self._until, asyncio.get_running_loop().time() + seconds)
        self._admit()

    def _open(self) -> bool:
        return self.under_way < self.limit and asyncio.get_running_loop().time() >= self._until

    @property
    def open_s(self) -> float:
        """Seconds that the places had: the most of them, from the first start to the last end."""
        return self._most * (self._last - self._first)

    def _start(self) -> None:
        self._count()
        self.under_way += 1

    def _count(self) -> None:
        now = asyncio.get_running_loop().time()
        self._first = self._first or now
        self.busy_s += self.under_way * (now - (self._last or now))
        self._last = now

    def _free(self) -> None:
        self._count()
        self.under_way -= 1
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self._open():
            turn = self._waiting.popleft()
            if not turn.done():
                self._start()
                turn.set_result(None)
        loop = asyncio.get_running_loop()
        if self._waiting and loop.time() < self._until and self._timer is None:
            self._timer = loop.call_at(self._until, self._pause_over)

    def _pause_over(self) -> None:
        self._timer = None
        self._admit()
