"""An OpenAI-compatible server of the standard library that fails as told: `python fault_server.py PLAN.json`.

The plan: port file, latency, shares of faults, `replies` (pattern in a prompt to its reply) and the most
calls it takes at a time. Which call fails is a function of the prompt and of how often it was asked, so a run
without faults and one with them get the same replies. `GET /asked` gives how often each prompt was asked.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

FORMED = "[Instruction]\nDraw a red circle number {number}.\n[Code]\n```svg\n<svg id='{number}'/>\n```\n"
MALFORMED = (
    "Here is a drawing that you will like.",
    "",
    FORMED.split("```")[0],
    FORMED.replace("```svg", "```python"),
)


def answer(prompt: str) -> str:
    """The reply that a prompt gets when nothing goes wrong."""
    return FORMED.format(number=hashlib.sha256(prompt.encode()).hexdigest()[:12])


class Server:
    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.asked: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.under_way = self.most_under_way = 0
        self.busy_s = self.first = self.last = 0.0

    def fault(self, prompt: str) -> str | None:
        """Which fault this call meets, by one number in 0..1 for the prompt and its count."""
        seed = f"{prompt}/{self.asked[prompt]}"
        place = int(hashlib.sha256(seed.encode()).hexdigest()[:8], 16) / 2**32
        for name, share in self.plan.get("faults", {}).items():
            place -= share
            if place < 0:
                return name
        return None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                status, reply, extra = await self.respond(lines[0].split()[1], headers, body)
                text = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
                fields = "".join(f"{name}: {value}\r\n" for name, value in extra.items())
                start = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{fields}"
                writer.write(f"{start}content-length: {len(text)}\r\n\r\n".encode() + text)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def respond(
        self, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        if path == "/asked":
            facts = {"asked": self.asked, "answered": self.answered, "most_under_way": self.most_under_way}
            return 200, facts | {"busy_s": self.busy_s, "span_s": self.last - self.first}, {}
        wanted = self.plan.get("key")
        if wanted and headers.get("authorization") != f"bearer {wanted}".lower():
            said = headers.get("authorization", "")
            return 401, {"error": {"message": f"no such key: {said}"}}, {}
        if path == "/v1/models":
            return 200, {"object": "list", "data": []}, {}
        if path != "/v1/chat/completions":
            return 404, {"error": {"message": f"no {path}"}}, {}
        return await self.complete(json.loads(body))

    async def complete(self, asked: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        prompt = json.dumps([m["content"] for m in asked["messages"]])
        fault = self.fault(prompt)
        self.asked[prompt] += 1
        if self.under_way >= self.plan.get("at_a_time", 10**6):
            return 429, {"error": {"message": "too many"}}, {}
        began = time.monotonic()
        self.first = self.first or began
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(self.plan.get("hang_s", 60) if fault == "hang" else self.plan["latency_s"])
        finally:
            self.under_way -= 1
            self.last = time.monotonic()
            self.busy_s += self.last - began
        return self.outcome(prompt, fault, asked)

    def reply(self, prompt: str) -> str:
        planned = self.plan.get("replies", {}).items()
        return next((text for pattern, text in planned if re.search(pattern, prompt)), None) or answer(prompt)

    def outcome(
        self, prompt: str, fault: str | None, asked: dict[str, Any]
    ) -> tuple[int, Any, dict[str, str]]:
        if fault == "429":
            return 429, {"error": {"message": "slow down"}}, {"retry-after": "0.01"}
        if fault == "500":
            return 500, {"error": {"message": "broken"}}, {}
        if fault == "rejected":
            return 400, {"error": {"message": "too long"}}, {}
        if fault == "half_body":
            return 200, b'{"choices": [{"message": {"cont', {}
        text, finish = self.plan.get("texts", {}).get(fault) or self.reply(prompt), "stop"
        if fault == "malformed":
            text = MALFORMED[self.asked[prompt] % len(MALFORMED)]
        elif fault == "cut_off" and asked["max_tokens"] < 100:
            text, finish = text[:20], "length"
        elif fault is None:
            self.answered[prompt] += 1
        message = {"role": "assistant", "content": text}
        if fault == "refused":
            message |= {"content": None, "refusal": "not this"}
        usage = {"prompt_tokens": 50, "completion_tokens": 20, "total_tokens": 70}
        choice = {"index": 0, "finish_reason": finish, "message": message}
        return 200, {"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage}, {}


async def serve_forever(plan_file: Path, kind: type[Server] = Server) -> None:
    plan = json.loads(plan_file.read_text())
    listening = await asyncio.start_server(kind(plan).serve, "127.0.0.1", 0, backlog=1024)
    port = listening.sockets[0].getsockname()[1]
    ready = plan_file.with_suffix(".new")
    ready.write_text(str(port))
    ready.rename(plan_file.with_suffix(".port"))
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve_forever(Path(sys.argv[1])))
