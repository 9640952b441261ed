"""Many requests to an endpoint: admitted in their order, sent again after faults, settled from the journal.

A full budget refuses the same requests whatever the timing, because it is looked at in the order of the
requests. What is returned is read from the journal: the order of arrival decides nothing.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import TYPE_CHECKING

from stages.endpoint.calls import Fault, call
from stages.endpoint.config import Server
from stages.endpoint.gate import Gate
from stages.endpoint.journal import GroupCommit, Journal
from stages.endpoint.ledger import Ledger
from stages.endpoint.protocol import Reply, Request
from stages.endpoint.reading import judge
from stages.errors import JanusError

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from tqdm import tqdm

GIVE_UP = 20
"""Requests in a row that stay unanswered after all their tries: the server is gone."""


class Asking:
    """One round of requests in one event loop."""

    def __init__(
        self,
        section: Server,
        api: AsyncOpenAI,
        gate: Gate,
        journal: Journal,
        commit: GroupCommit,
        ledger: Ledger,
        counts: Counter[str],
        shown: tqdm,
    ) -> None:
        self._section, self._api, self._gate = section, api, gate
        self._journal, self._commit, self._ledger = journal, commit, ledger
        self._counts, self._shown = counts, shown
        self._replies: dict[str, Reply] = {}
        self._open = 0
        self._settled = asyncio.Event()
        self._unanswered = 0

    async def run(self, wanted: dict[str, Request]) -> dict[str, Reply]:
        """Replies by key. Raises an ExceptionGroup with a JanusError where going on is of no use."""
        async with asyncio.TaskGroup() as tasks:
            for request in wanted.values():
                self._ledger.note_known(request.key, self._journal.entries(request.key))
                if (known := self._journalled(request)) is not None:
                    self._done(request, known, "from_journal")
                elif over := await self._reserve(request):
                    self._done(request, Reply(None, f"budget: {over} would be exceeded"), "over_budget")
                else:
                    await self._gate.enter()
                    tasks.create_task(self._settle(request))
        return self._replies

    async def _reserve(self, request: Request) -> str | None:
        """Room in the budget, waited for while calls are open: these may cost less than was set aside."""
        while (over := self._ledger.reserve(request)) and self._open:
            self._settled.clear()
            await self._settled.wait()
        if not over:
            self._open += 1
        return over

    def _done(self, request: Request, reply: Reply, how: str) -> None:
        self._counts[how] += 1
        self._replies[request.key] = reply
        self._shown.set_postfix_str(f"{self._gate.under_way} under way, {self._ledger}", refresh=False)
        self._shown.update()

    async def _settle(self, request: Request) -> None:
        reply = await self._ask(request)
        self._ledger.release(request)
        self._open -= 1
        self._settled.set()
        kind = reply.problem.split(":")[0] if reply.problem else "answered"
        self._unanswered = self._unanswered + 1 if kind == "unanswered" else 0
        self._done(request, reply, kind)
        if self._unanswered >= GIVE_UP:
            raise JanusError(
                f"the {self._section.role}'s server is gone:"
                f" {GIVE_UP} requests in a row stayed {reply.problem}",
                where=self._section.base_url,
                do="run again when it is back; every reply so far is journalled",
            )

    async def _ask(self, request: Request) -> Reply:
        """Send until the journal settles the request. Comes with a place in the gate."""
        faults = 0
        while True:
            try:
                await self._send(request)
            except Fault as fault:
                self._counts[f"fault_{fault.kind}"] += 1
                faults += 1
                if not fault.again:
                    return Reply(None, f"{fault.kind}: {fault}")
                if faults == self._section.tries:
                    return Reply(None, f"unanswered: {faults} calls, the last: {fault.kind}: {fault}")
                await self._wait(fault, faults)
            else:
                if (reply := self._journalled(request)) is not None:
                    return reply
                self._counts["asked_again_for_form"] += 1
                if self._ledger.full:
                    return self._last(request)
            await self._gate.enter()

    async def _send(self, request: Request) -> None:
        cut = sum(entry["finish"] == "length" for entry in self._journal.entries(request.key))
        most = request.sampling.max_tokens
        longest = max(most, min(most * 2**cut, self._section.longest_reply))
        well = True
        try:
            answer = await call(self._api, self._section, request, longest)
        except Fault as fault:
            well = not fault.again
            raise
        finally:
            self._counts["calls"] += 1
            self._gate.leave(well)
        entry = {"key": request.key, **vars(answer)}
        await self._commit.put(entry)
        self._ledger.note(entry)

    async def _wait(self, fault: Fault, faults: int) -> None:
        """Full jitter, so that calls that failed together do not come back together."""
        if fault.wait is not None:
            self._gate.pause(min(fault.wait, self._section.longest_wait_s))
        most = min(self._section.longest_wait_s, self._section.backoff_s * 2 ** (faults - 1))
        await asyncio.sleep(most * random.random())

    def _journalled(self, request: Request) -> Reply | None:
        """The reply that settles a request: the first of the form asked for, a refusal, or the last of all
        that were tried for; None while there is none of these."""
        entries = self._journal.entries(request.key)
        for entry in entries:
            problem = judge(entry, request.form)
            if problem is None or problem.startswith("refusal"):
                return Reply(entry["text"], problem)
        return self._last(request) if len(entries) >= self._section.formed_tries else None

    def _last(self, request: Request) -> Reply:
        entry = self._journal.entries(request.key)[-1]
        return Reply(entry["text"], judge(entry, request.form))
