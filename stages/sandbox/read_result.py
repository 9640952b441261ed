"""From the outcome of a job to an Execution: checks what came out of the sandbox before it is believed."""

from __future__ import annotations

import json
import re
from typing import Any

from stages.records.identity import canonical_json
from stages.sandbox import cross_check
from stages.sandbox.runtimes import Runtime, runtime_fingerprint, runtime_named
from stages.sandbox.verdict import FACTS, UNSURE, Execution, Limits
from stages.sandbox.worker import Outcome, describe

STDERR_CHARACTERS = 2000
_PNG = b"\x89PNG\r\n\x1a\n"
_FOLDERS = re.compile(r"(?<![\w:/.])(?:/[\w.+@-]+)+/(?=[\w.+@-])")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
POINTER = re.compile(r"0x[0-9a-f]{9,}")
"""An address as Python prints it; too long for a colour."""
_DEEPEST = 200
"""Levels of evidence."""
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
            facts = _checked(outcome.result, limits, runtime_named(runtime))
        except (AttributeError, LookupError, TypeError, ValueError, OverflowError, RecursionError):
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


def _checked(handed: Any, limits: Limits, runtime: Runtime) -> dict[str, Any]:
    """What a result of the right shape says. Raises KeyError, TypeError, ValueError for any other."""
    status = handed["status"]
    if status not in _HANDED:
        raise ValueError("no such status")
    if status == "oom":
        return {"status": status, "stderr": describe("oom", limits)}
    cause = clean(str(handed.get("stderr", ""))[:STDERR_CHARACTERS])
    facts: dict[str, Any] = {"status": status, "stderr": cause}
    if not runtime.draws:
        if handed.get("pngs") or (status == "ok" and "evidence" not in handed):
            raise ValueError("a picture where none is drawn, or no evidence")
        return facts | ({"evidence": _evidence(handed)} if "evidence" in handed else {})
    if status not in ("ok", "blank"):
        return facts
    try:
        return _pictured(facts, handed, runtime)
    except cross_check.TooLarge as large:
        return {"status": "forbidden", "stderr": str(large)}


def _evidence(handed: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(handed["evidence"], dict):
        raise TypeError("no evidence")
    _bounded(handed["evidence"], _DEEPEST)
    text = canonical_json(handed["evidence"])  # NaN and odd keys are errors here
    text.encode()  # and so are lone surrogates
    return json.loads(text)


def _bounded(value: Any, room: int) -> None:
    """Raises ValueError where lists and dicts are nested deeper: who reads evidence walks it recursively."""
    if room == 0:
        raise ValueError("evidence is nested too deep")
    if isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            _bounded(inner, room - 1)


def _pictured(facts: dict[str, Any], handed: Any, runtime: Runtime) -> dict[str, Any]:
    """`facts` with pictures and evidence; held against each other where the sample could have forged them."""
    pictures, figures, evidence = tuple(handed["pngs"]), handed["figures"], _evidence(handed)
    if not pictures or not all(isinstance(p, bytes) and p.startswith(_PNG) for p in pictures):
        raise ValueError("no picture")
    if figures not in range(1, 1 << 31):
        raise ValueError("no number of figures")
    if runtime.forks:  # else no code of the sample ran where the evidence was made
        for frame in pictures[:-1]:
            cross_check.decode(frame)
        picture = cross_check.decode(pictures[-1])
        cross_check.check_pixels(evidence["pixels"], picture)
        if facts["status"] == "ok" and cross_check.is_one_colour(picture):
            facts = {"status": "blank", "stderr": "one colour all over"}
        if unseen := cross_check.unseen(evidence, picture):
            evidence["unseen"] = unseen
    frames = pictures if len(pictures) > 1 else ()
    return facts | {"png": pictures[-1], "frames": frames, "figures": int(figures), "evidence": evidence}


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
