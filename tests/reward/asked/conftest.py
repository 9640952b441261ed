"""A judge's server, and samples to ask about."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from stages.endpoint.client import Endpoint
from stages.reward.asked.material import Material
from stages.reward.config import JudgeSection
from tests.reward.test_verdict import COUNT, sample
from tests.synthesize.teachers.conftest import own_cache, section, serve

__all__ = ["own_cache", "serve"]
ROOT = Path(__file__).parents[3]
KEY = "sk-judge-77d1e0b4"
SHOWN_FIRST, TASK_FIRST = "The answer, a program.*The task \\(", "The task \\(.*The answer, a program"
"""Patterns of the two orders of presentation in a prompt."""


@pytest.fixture(autouse=True)
def judges_key(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge's key beside the teacher's, and the project's prompts."""
    monkeypatch.setenv("JANUS_JUDGE_KEY", KEY)
    monkeypatch.chdir(ROOT)


def judge(url: str, *, name: str = "endpoint", votes: int = 1, **changes: Any) -> JudgeSection:
    server = section(url, **{"vision": True, "formed_tries": 2, **changes}).model_dump()
    del server["name"]
    return JudgeSection.model_validate(
        {
            "name": name,
            "threshold": 0.9,
            "execution_weight": 1.0,
            "asked": {"votes": votes, "least_score": 0.5, "server": server},
        }
    )


def model(judge: JudgeSection) -> Endpoint:
    return Endpoint(judge.asked.server)


def said(answer: str = "yes", quote: str = "red disc", reason: str = "it is there") -> str:
    return json.dumps({"quote": quote, "reason": reason, "answer": answer})


def rated(*ratings: int) -> str:
    names = ("task_relevance", "task_completion", "code_quality", "visual_clarity")
    return json.dumps({"understanding": "a disc", **dict(zip(names, ratings, strict=True))})


def png(shade: int = 0) -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b"")
    )


DISC = Material(sample([COUNT]), after=png())
EDIT = Material(
    sample(
        [COUNT], task="editing", input_code="<svg><circle/></svg>", input_language="svg", input_render="r0"
    ),
    after=png(),
    before=png(255),
)
