"""`fault_server` with the batch API: files and batches in memory, done after `batch_s` seconds.

`python batch_server.py PLAN.json`; of each batch the requests that `fault` names fail.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from fault_server import Server, serve_forever

Reply = tuple[int, Any, dict[str, str]]


class BatchServer(Server):
    def __init__(self, plan: dict[str, Any]) -> None:
        super().__init__(plan)
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, tuple[float, str]] = {}

    async def respond(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        if path == "/v1/files":
            name = f"file-{len(self.files)}"
            self.files[name] = re.search(rb"\r\n\r\n(\{.*\n)\r\n--", body, re.DOTALL)[1]
            about = {"bytes": 1, "created_at": 0, "filename": "x", "purpose": "batch", "status": "processed"}
            return 200, {"id": name, "object": "file", **about}, {}
        if path.startswith("/v1/files/"):
            return 200, self.files[path.split("/")[3]], {}
        if path == "/v1/batches":
            name = f"batch-{len(self.batches)}"
            self.batches[name] = (time.monotonic(), json.loads(body)["input_file_id"])
            return 200, self.batch(name), {}
        if path.startswith("/v1/batches/"):
            return 200, self.batch(path.split("/")[3]), {}
        if path == "/asked":
            status, facts, extra = await super().respond(path, headers, body)
            return status, facts | {"batches": len(self.batches)}, extra
        return await super().respond(path, headers, body)

    def batch(self, name: str) -> dict[str, Any]:
        began, given = self.batches[name]
        done = time.monotonic() - began >= self.plan["batch_s"]
        if done and f"{given}-out" not in self.files:
            lines = [self.line(json.loads(line)) for line in self.files[given].splitlines()]
            self.files[f"{given}-out"] = "".join(json.dumps(line) + "\n" for line in lines).encode()
        return {
            "id": name,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "input_file_id": given,
            "completion_window": "24h",
            "created_at": 0,
            "status": "completed" if done else "in_progress",
            "output_file_id": f"{given}-out" if done else None,
        }

    def line(self, asked: dict[str, Any]) -> dict[str, Any]:
        prompt = json.dumps([m["content"] for m in asked["body"]["messages"]])
        fault = self.fault(prompt)
        self.asked[prompt] += 1
        status, body, _ = self.outcome(prompt, fault, asked["body"])
        return {"custom_id": asked["custom_id"], "response": {"status_code": status, "body": body}}


if __name__ == "__main__":
    asyncio.run(serve_forever(Path(sys.argv[1]), BatchServer))
