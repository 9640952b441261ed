"""The batch API: one file of requests, answered hours later, journalled like any other reply.

A batch fills the journal; `asking` then settles every request from there, and asks one by one for what the
batch left unanswered or malformed. Which batches are open is on disk before they are waited for.

Not covered: a kill between the server's acceptance of a batch and that note; the batch is then paid for and
not read.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from stages.endpoint.calls import Fault, answer_of, body_of, redacted
from stages.endpoint.config import Server
from stages.endpoint.journal import Entry, Journal, journal_folder
from stages.endpoint.ledger import Ledger
from stages.endpoint.protocol import Request
from stages.errors import JanusError
from stages.records.cache import write_atomic
from stages.records.identity import content_hash

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import Batch

ABSENT = (404, 405)
ENDED = ("completed", "failed", "expired", "cancelled")


class Batching:
    """Batches of one model at one server, in one event loop."""

    def __init__(
        self,
        section: Server,
        api: AsyncOpenAI,
        journal: Journal,
        ledger: Ledger,
        counts: Counter[str],
    ) -> None:
        self._section, self._api = section, api
        self._journal, self._ledger, self._counts = journal, ledger, counts
        server = content_hash(section.base_url)[:16]
        self._open = journal_folder("endpoint", section.model, section.role) / "batches" / server

    async def run(self, wanted: dict[str, Request]) -> None:
        """Journal the replies of batches that an earlier run left open, then of one with what is missing.

        Says so on stderr where the server has no batch API. Raises JanusError where a batch cannot be read.
        """
        import openai

        try:
            for note in sorted(self._open.glob("*.json")):
                await self._collect(note)
            missing = [r for key, r in wanted.items() if not self._journal.entries(key)]
            room = [r for r in missing if self._ledger.reserve(r) is None]
            try:
                if room:
                    await self._collect(await self._submit(room))
            finally:
                for request in room:
                    self._ledger.release(request)
        except openai.APIStatusError as error:
            said = redacted(error.message)[:300]
            if error.status_code not in ABSENT:
                raise JanusError(
                    f"the batch API failed ({error.status_code}): {said}",
                    where=self._section.base_url,
                    do=f"run again: open batches are taken up; or set {self._section.place}.batch=false",
                ) from None
            absent = f"{self._section.base_url} has no batch API ({error.status_code})"
            print(f"{self._section.role}: {absent}: asking one by one", file=sys.stderr)

    async def _submit(self, requests: list[Request]) -> Path:
        """Send the requests as a batch; returns the note of it, which is on disk."""
        most = self._section.sampling.max_tokens
        lines = [
            {
                "custom_id": request.key,
                "method": "POST",
                "url": "/v1/chat/completions",
                "body": body_of(self._section, request, most),
            }
            for request in requests
        ]
        text = "".join(json.dumps(line) + "\n" for line in lines).encode()
        file = await self._api.files.create(file=("requests.jsonl", text), purpose="batch")
        batch = await self._api.batches.create(
            input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h"
        )
        note = self._open / f"{content_hash(batch.id)[:16]}.json"
        write_atomic(note, json.dumps({"batch": batch.id}).encode())
        self._counts["batches"] += 1
        return note

    async def _collect(self, note: Path) -> None:
        """Wait for a batch, journal its replies, and forget it."""
        batch = await self._ended(json.loads(note.read_bytes())["batch"])
        if batch.output_file_id:
            content = await self._api.files.content(batch.output_file_id)
            entries = [e for line in content.content.splitlines() if (e := self._entry(json.loads(line)))]
            self._journal.append([e for e in entries if not self._journal.entries(e["key"])])
            self._counts["batched"] += len(entries)
        if batch.status != "completed":
            said = f"batch {batch.id} {batch.status}: the rest is asked one by one"
            print(f"{self._section.role}: {said}", file=sys.stderr)
        note.unlink()

    async def _ended(self, name: str) -> Batch:
        """The batch once nothing of it is under way; asked for after ever longer waits."""
        import openai

        wait, failed = self._section.backoff_s, 0
        while True:
            try:
                batch = await self._api.batches.retrieve(name)
            except (openai.APIConnectionError, openai.InternalServerError, openai.RateLimitError) as error:
                failed += 1
                if failed == self._section.tries:
                    raise JanusError(
                        f"batch {name} cannot be asked after: {redacted(str(error))[:300]}",
                        where=self._section.base_url,
                        do="run again when the server is back; the batch is taken up",
                    ) from None
            else:
                failed = 0
                if batch.status in ENDED:
                    return batch
            await asyncio.sleep(wait)
            wait = min(2 * wait, self._section.longest_wait_s)

    def _entry(self, line: dict) -> Entry | None:
        """The journal's entry of one line of a batch's output; None where the call failed."""
        response = line.get("response") or {}
        try:
            if response.get("status_code") != 200:
                raise Fault("batch", str(line.get("error")))
            answer = answer_of(json.dumps(response["body"]).encode())
        except Fault as fault:
            self._counts[f"fault_{fault.kind}"] += 1
            return None
        return {"key": line["custom_id"], **vars(answer)}
