"""Verdicts, remembered by what they are functions of: the sample, what was drawn, the judge and this code.

A change of one seed asks again only for what it changed. Each entry names its sample, so that a takedown
finds it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from stages.records.cache import RecordCache
from stages.records.identity import content_hash, sha256
from stages.reward.config import JudgeSection
from stages.reward.verdict import judge_case

KIND = "verdicts"
CODE = ("reward", "records")
"""Folders of stages whose code decides what a verdict is."""


@cache
def code_fingerprint() -> str:
    """Hash of the Python files that verdicts come from."""
    root = Path(__file__).parents[1]
    files = sorted(p for folder in CODE for p in (root / folder).rglob("*.py"))
    return content_hash([[p.relative_to(root).as_posix(), sha256(p.read_bytes())] for p in files])


def remembered(
    judge: JudgeSection, records: RecordCache, case: tuple[dict[str, Any], str | None, str | None]
) -> dict[str, Any]:
    """`judge_case`, or what it gave before."""
    sample, *drawn = case
    seen = [None if evidence is None else sha256(evidence) for evidence in drawn]
    key = [code_fingerprint(), judge.model_dump(mode="json"), sample, seen]
    found = records.get(key)
    if found is None:
        found = {"sample_id": sample["record_id"], "row": judge_case(judge, case)}
        records.put(key, found)
    return found["row"]
