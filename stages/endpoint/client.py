"""A model at any OpenAI-compatible server: many calls at a time, every reply journalled first."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from stages.endpoint.asking import Asking
from stages.endpoint.batching import Batching
from stages.endpoint.calls import client
from stages.endpoint.config import Server
from stages.endpoint.gate import Gate
from stages.endpoint.journal import GroupCommit, Journal, journal_folder
from stages.endpoint.ledger import Ledger
from stages.endpoint.preflight import check_endpoint
from stages.endpoint.protocol import Reply, Request
from stages.engine.local import bar
from stages.errors import JanusError


class Endpoint:
    """Of the teacher or the judge, as the section says (`synthesize.teachers.protocol.Teacher`)."""

    def __init__(self, section: Server) -> None:
        self.name = f"endpoint/{section.model}"
        self.vision, self.structured, self.sampling = section.vision, section.structured, section.sampling
        self._section = section
        self._journal = Journal(journal_folder("endpoint", section.model, section.role))
        self._ledger = Ledger(section.prices, section.budget)
        self._counts: Counter[str] = Counter()
        self._busy_s = self._open_s = 0.0

    def check(self) -> None:
        asyncio.run(check_endpoint(self._section))

    def metrics(self) -> dict[str, float]:
        spent = {f"{name}_tokens": count for name, count in self._ledger.tokens.items()}
        busy = {"busy_share": self._busy_s / self._open_s} if self._open_s else {}
        return {**self._counts, **spent, "cost": self._ledger.money, **busy}

    def ask(self, requests: Sequence[Request], label: str) -> list[Reply]:
        """Raises JanusError where the server refuses the key or the model, or is gone."""
        wanted = {request.key: request for request in requests}
        try:
            replies = asyncio.run(self._ask(wanted, label))
        except ExceptionGroup as several:
            named, _ = several.split(JanusError)
            raise (named or several).exceptions[0] from None
        return [replies[request.key] for request in requests]

    async def _ask(self, wanted: dict[str, Request], label: str) -> dict[str, Reply]:
        async with client(self._section) as api:
            with (
                GroupCommit(self._journal) as commit,
                bar(label=label, total=len(wanted), columns=140) as shown,
            ):
                if self._section.batch:
                    await Batching(self._section, api, self._journal, self._ledger, self._counts).run(wanted)
                gate = Gate(self._section.concurrency)
                asking = Asking(
                    self._section, api, gate, self._journal, commit, self._ledger, self._counts, shown
                )
                try:
                    return await asking.run(wanted)
                finally:
                    self._busy_s += gate.busy_s
                    self._open_s += gate.open_s
