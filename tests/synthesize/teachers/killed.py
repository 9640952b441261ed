"""Asks a server, to be killed meanwhile: `python -m tests.synthesize.teachers.killed URL COUNT SETTINGS`.

Prints the replies' digest when it gets that far.
"""

from __future__ import annotations

import hashlib
import json
import sys

from stages.endpoint.client import Endpoint
from tests.synthesize.teachers.conftest import request, section


def digest(texts: list[str | None]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


if __name__ == "__main__":
    url, count, settings = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
    teacher = Endpoint(section(url, **settings))
    replies = teacher.ask([request(n) for n in range(count)], "killed")
    print(digest([reply.text for reply in replies]), json.dumps(teacher.metrics()))
