"""An execution as a row of table `renders`."""

from __future__ import annotations

import struct
from typing import Any

from stages.records.identity import canonical_json, content_hash, producer, sha256
from stages.records.schemas import seal
from stages.sandbox.runtimes import runtime_fingerprint
from stages.sandbox.verdict import Execution, Limits

STAGE = "validate"


def render_key(code: str, runtime: str, limits: Limits) -> dict[str, Any]:
    """Key of an execution in the record cache: all that its result depends on."""
    return {
        "code_hash": sha256(code),
        "runtime": runtime,
        "limits": limits.as_dict(),
        "runtime_fingerprint": runtime_fingerprint(runtime),
    }


def _content(code: str, runtime: str, limits: Limits, fingerprint: str) -> dict[str, Any]:
    made_by = producer(f"sandbox.{runtime}", fingerprint)
    text = canonical_json(limits.as_dict())
    return {"code": code, "runtime": runtime, "limits": text, "parents": [], "producer": made_by}


def render_id(code: str, runtime: str, limits: Limits) -> str:
    """The record id that the execution's row has, without executing it."""
    return seal("renders", _content(code, runtime, limits, runtime_fingerprint(runtime)))["record_id"]


def render_row(execution: Execution, limits: Limits) -> dict[str, Any]:
    """The sealed row: kept where the status is ok, else dropped for its status and first line of stderr."""
    first = execution.stderr.partition("\n")[0]
    ok = execution.status == "ok"
    width, height = png_size(execution.png) if execution.png else (None, None)
    evidence = None if execution.evidence is None else canonical_json(execution.evidence)
    result = [execution.status, execution.png, list(execution.frames), evidence, execution.stderr]
    return seal(
        "renders",
        {
            **_content(execution.code, execution.runtime, limits, execution.runtime_fingerprint),
            "stage": STAGE,
            "decision": "keep" if ok else "drop",
            "reason": None if ok else f"{execution.status}: {first}".removesuffix(": "),
            "code_hash": sha256(execution.code),
            "status": execution.status,
            "stderr": execution.stderr,
            "png": execution.png,
            "width": width,
            "height": height,
            "frames": list(execution.frames),
            "figures": execution.figures,
            "evidence": evidence,
            "runtime_fingerprint": execution.runtime_fingerprint,
            "result_hash": content_hash(result),
        },
    )


def png_size(png: bytes) -> tuple[int, int]:
    """(width, height) from the header."""
    return struct.unpack(">II", png[16:24])
