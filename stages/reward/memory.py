"""Verdicts, remembered by what they are functions of: the sample, what was drawn, the judge and this code.

A change of one seed asks again only for what it changed. Each entry names its sample, so that a takedown
finds it.
"""

from __future__ import annotations

from typing import Any

from stages.records.cache import RecordCache
from stages.records.code import code_fingerprint
from stages.records.identity import sha256
from stages.reward.config import JudgeSection
from stages.reward.verdict import judge_case

KIND = "verdicts"
CODE = ("reward", "records")
"""Folders of stages whose code decides what a verdict is."""


def remembered(
    judge: JudgeSection, records: RecordCache, case: tuple[dict[str, Any], str | None, str | None]
) -> dict[str, Any]:
    """`judge_case`, or what it gave before."""
    sample, *drawn = case
    seen = [None if evidence is None else sha256(evidence) for evidence in drawn]
    key = [code_fingerprint(*CODE), judge.model_dump(mode="json"), sample, seen]
    found = records.get(key)
    if found is None:
        found = {"sample_id": sample["record_id"], "row": judge_case(judge, case)}
        records.put(key, found)
    return found["row"]
