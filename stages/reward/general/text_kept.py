"""An edit of a page leaves the texts in its source alone that its instruction does not name, hidden ones
too.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from stages.reward.case import Case, Verdict

WEIGHT = 2.0
VERSION = "1"
_QUIET = re.compile(r"<(script|style|title)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TEXT = re.compile(r">([^<>]*\w[^<>]*)<")


def check(case: Case) -> Verdict | None:
    if not case.edits or case.sample["runtime"] != "html":
        return None
    said = _plain(case.sample["instruction"])
    gone = _texts(case.sample["input_code"]) - _texts(case.sample["output_code"])
    odd = sorted(text for text in gone if text not in said)
    if odd:
        return False, "gone from the source, and not named: " + ", ".join(repr(t[:60]) for t in odd[:3])
    return True, f"{sum(gone.values())} texts went, all named"


def _texts(code: str) -> Counter[str]:
    return Counter(_plain(text) for text in _TEXT.findall(_QUIET.sub("<", code)))


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())
