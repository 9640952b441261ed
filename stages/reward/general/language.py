"""The program is written in the language of the task, told by how it is written and not by its label."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from stages.reward.case import Case, Verdict
from stages.reward.syntax import parsed

WEIGHT = 3.0
VERSION = "1"


def check(case: Case) -> Verdict | None:
    looks = _LOOKS.get(case.sample["runtime"])
    if looks is None:
        return None
    right = looks(case.sample["output_code"])
    return right, f"the program {'reads' if right else 'does not read'} as {case.sample['runtime']}"


def _python(code: str) -> bool:
    return parsed(code) is not None


def _markup(root: str) -> Callable[[str], bool]:
    """Whether the first element of a document is `root` (or, for pages, any but svg)."""

    def looks(code: str) -> bool:
        first = re.search(r"<([a-zA-Z][\w:-]*)", re.sub(r"<!--.*?-->", "", code, flags=re.DOTALL))
        name = first.group(1).lower().rpartition(":")[2] if first else ""
        return name == "svg" if root == "svg" else bool(name) and name != "svg"

    return looks


def _json(code: str) -> bool:
    try:
        return isinstance(json.loads(code), dict)
    except ValueError:
        return False


def _has(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda code: (
        compiled.search(code) is not None and not re.search(r"^\s*(import|from) \w+", code, re.M)
    )


_LOOKS: dict[str, Callable[[str], bool]] = {
    "python": _python,
    "manim": _python,
    "test": _python,
    "svg": _markup("svg"),
    "html": _markup("html"),
    "vega-lite": _json,
    "gnuplot": _has(r"^\s*s?plot\b(?!\()"),
    "octave": _has(r"\w+ ?\(.*\)?|;\s*$"),
    "r": _has(r"\w+\(|<-"),
}
