"""From the outcome of a job to an Execution: checks what came out of the sandbox before it is believed."""

from __future__ import annotations

import json
import re
from typing import Any

from stages.records.identity import canonical_json
from stages.sandbox.runtimes import runtime_fingerprint
from stages.sandbox.verdict import FACTS, UNSURE, Execution, Limits
from stages.sandbox.worker import Outcome, describe

STDERR_CHARACTERS = 2000
_PNG = b"\x89PNG\r\n\x1a\n"
_FOLDERS = re.compile(r"(?<![\w:/.])(?:/[\w.+@-]+)+/(?=[\w.+@-])")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
POINTER = re.compile(r"0x[0-9a-f]{9,}")
"""An address as Python prints it; too long for a colour."""
_HANDED = ("ok", "no_output", "blank", "exception", "oom", "forbidden")
"""Statuses that the harness may give."""


def clean(text: str) -> str:
    """Without folders of paths and memory addresses; unprintable characters and lone surrogates replaced."""
    text = _ADDRESS.sub("0x…", _FOLDERS.sub("", text))
    text = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
    return text.encode("utf-8", "replace").decode()


def _tail(stderr: bytes) -> str:
    """The last whole lines that fit."""
    text = clean(stderr.decode("utf-8", "replace")).strip()
    if len(text) > STDERR_CHARACTERS:
        text = text[-STDERR_CHARACTERS:].partition("\n")[2] or text[-STDERR_CHARACTERS:]
    return text


def read_outcome(code: str, runtime: str, limits: Limits, outcome: Outcome, isolation: str) -> Execution:
    """The Execution. A result that is not what the harness writes is `killed`: the sample damaged it."""
    facts: dict[str, Any] = {"status": outcome.cause, "stderr": outcome.detail}
    if outcome.cause is None:
        try:
            facts = _checked(outcome.result, limits)
        except (KeyError, TypeError, ValueError):
            facts = {"status": "killed", "stderr": "it damaged its result"}
    if facts["status"] not in UNSURE:
        facts["stderr"] = "\n".join(part for part in (facts["stderr"], _tail(outcome.stderr)) if part)
    return Execution(
        code=code,
        runtime=runtime,
        status=facts["status"],
        png=facts.get("png"),
        frames=facts.get("frames", ()),
        figures=facts.get("figures", 0),
        evidence=facts.get("evidence"),
        stderr=facts["stderr"],
        runtime_fingerprint=runtime_fingerprint(runtime),
        cpu_s=outcome.cpu_s,
        wall_s=outcome.wall_s,
        peak_rss_mb=outcome.peak_rss_mb,
        isolation=isolation,
        cached=False,
    )


def _checked(handed: Any, limits: Limits) -> dict[str, Any]:
    """What a result of the right shape says. Raises KeyError, TypeError, ValueError for any other."""
    status = handed["status"]
    if status not in _HANDED:
        raise ValueError("no such status")
    if status == "oom":
        return {"status": status, "stderr": describe("oom", limits)}
    facts: dict[str, Any] = {"status": status, "stderr": clean(str(handed.get("stderr", "")))}
    if status not in ("ok", "blank"):
        return facts
    pictures = tuple(handed["pngs"])
    if not pictures or not all(isinstance(p, bytes) and p.startswith(_PNG) for p in pictures):
        raise ValueError("no picture")
    evidence = handed["evidence"]
    if not isinstance(evidence, dict) or not isinstance(handed["figures"], int):
        raise TypeError("no evidence")
    return facts | {
        "png": pictures[-1],
        "frames": pictures if len(pictures) > 1 else (),
        "figures": handed["figures"],
        "evidence": json.loads(canonical_json(evidence)),  # NaN and odd keys are errors here
    }


def to_entry(execution: Execution) -> dict[str, Any]:
    """The record cache's value."""
    entry = {name: getattr(execution, name) for name in FACTS}
    run = {name: getattr(execution, name) for name in ("cpu_s", "wall_s", "peak_rss_mb", "isolation")}
    return {**entry, "frames": list(execution.frames), "run": run}


def from_entry(code: str, runtime: str, entry: dict[str, Any]) -> Execution:
    """The Execution that `to_entry` stored; cost and isolation are those of the run that made it."""
    facts = {name: entry[name] for name in FACTS}
    return Execution(
        code=code, runtime=runtime, cached=True, **{**facts, "frames": tuple(entry["frames"])}, **entry["run"]
    )
