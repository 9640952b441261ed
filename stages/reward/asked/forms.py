"""Strict reading of a judge's replies: one JSON object with exactly the keys asked for, bare or fenced."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from stages.endpoint.reading import Malformed, refuse_if_declined

DIMENSIONS = ("task_relevance", "task_completion", "code_quality", "visual_clarity")
MOST = 5
"""Highest rating; the lowest is 1."""
_FENCED = re.compile(r"\s*```(?:json)?[ \t]*\n(.*?)\n```\s*", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """A yes or no with what was quoted for it."""

    yes: bool
    quote: str
    reason: str


@dataclass(frozen=True)
class YesNo:
    """{"quote", "reason", "answer"}; a quote has to stand in `quoted_from`, where there is one."""

    quoted_from: str | None
    structured: bool = False

    def read(self, text: str) -> Answer:
        found = _object(text, ("quote", "reason", "answer"))
        for name, value in found.items():
            if not isinstance(value, str) or not value.strip():
                raise Malformed(f"{name} must be a text that is not empty")
        if found["answer"] not in ("yes", "no"):
            raise Malformed(f"answer must be yes or no, not {found['answer'][:40]!r}")
        if self.quoted_from is not None and _plain(found["quote"]) not in _plain(self.quoted_from):
            raise Malformed(f"the quote does not stand in the instruction: {found['quote'][:80]!r}")
        return Answer(found["answer"] == "yes", found["quote"], found["reason"])

    def schema(self) -> dict[str, Any]:
        text = {"type": "string"}
        return _schema({"quote": text, "reason": text, "answer": {"type": "string", "enum": ["yes", "no"]}})


@dataclass(frozen=True)
class Ratings:
    """{"understanding", and a whole number from 1 to 5 for each of `DIMENSIONS`}; no total is asked for."""

    structured: bool = False

    def read(self, text: str) -> dict[str, int]:
        """Dimension to rating."""
        found = _object(text, ("understanding", *DIMENSIONS))
        said = found.pop("understanding")
        if not isinstance(said, str) or not said.strip():
            raise Malformed("understanding must be a text that is not empty")
        for name, value in found.items():
            if type(value) is not int or not 1 <= value <= MOST:
                raise Malformed(f"{name} must be a whole number from 1 to {MOST}, not {value!r:.40}")
        return {name: found[name] for name in DIMENSIONS}

    def schema(self) -> dict[str, Any]:
        rating = {"type": "integer", "minimum": 1, "maximum": MOST}
        return _schema({"understanding": {"type": "string"}, **dict.fromkeys(DIMENSIONS, rating)})


def _object(text: str, names: tuple[str, ...]) -> dict[str, Any]:
    """The object with these keys, each once. Raises Malformed, Refused where the model declined in prose."""
    fenced = _FENCED.fullmatch(text)
    try:
        found = json.loads(fenced[1] if fenced else text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        refuse_if_declined(text)
        raise Malformed("the reply is not one whole JSON object") from None
    if not isinstance(found, dict) or set(found) != set(names):
        raise Malformed(f"the reply must be a JSON object with the keys {', '.join(names)}")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and the last one win: two answers are none."""
    if len(dict(pairs)) < len(pairs):
        raise Malformed("a key stands twice in the reply")
    return dict(pairs)


def _schema(properties: dict[str, Any]) -> dict[str, Any]:
    names = list(properties)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def _plain(text: str) -> str:
    """Small letters, white space as single spaces, without the quotation marks around a quote."""
    return " ".join(text.split()).strip("\"'“”‘’ ").casefold()
