"""Texts: a missing title, labels of two series swapped, words and instructions that belong to another
sample.
"""

from __future__ import annotations

import json
import random
import re

from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, quoted, stated, with_code


def literals(good: Good) -> list[str]:
    """Texts that are drawn and stand exactly once in the program, between quotes or tags."""
    code = good.sample["output_code"]
    drawn = set(_strings(good.after))
    found = re.findall(r"\"([^\"\n<>\\{}]{2,60})\"|'([^'\n<>\\{}]{2,60})'|>([^<>\n\\{}]{2,60})<", code)
    texts = [next(t for t in match if t).strip() for match in found]
    return [
        t for t in dict.fromkeys(texts) if t in drawn and texts.count(t) == 1 and re.search("[A-Za-z]{2}", t)
    ]


def missing_title(good: Good, rng: random.Random) -> Planted | Skipped:
    """The title (or a heading) that is asked for is not there."""
    titles = [t for t in literals(good) if _is_title(t, good) and stated(good, t)]
    if not titles:
        return Skipped("no title is asked for")
    title = rng.choice(titles)
    if (
        good.sample["task"] == "editing"
        and title not in (good.sample["input_code"] or "") + good.sample["instruction"]
    ):
        return Skipped("the title is neither old nor asked for")
    empty = "" if good.sample["runtime"] not in ("vega-lite",) else " "
    return with_code(f"title {title!r} is missing", _once(good.sample["output_code"], title, empty))


def _is_title(text: str, good: Good) -> bool:
    figures = good.after.get("figures") or [{}]
    places = [*figures, *(a for f in figures for a in [*(f.get("axes") or []), *(f.get("panels") or [])])]
    titles = [t for p in places for t in _listed(p.get("title")) + _listed(p.get("suptitle"))]
    heads = [b["text"] for b in good.after.get("boxes") or [] if "level" in b and b.get("text")]
    return text in titles or text in heads


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def swapped_series(good: Good, rng: random.Random) -> Planted | Skipped:
    """Two names stand at each other's places: labels of series, headings, items."""
    told = [t for t in literals(good) if stated(good, t)]
    if good.sample["task"] == "generation":
        ordered = quoted(good.sample["instruction"])
        told = [t for t in told if t in ordered]
    if good.sample["domain"] not in ("chart", "scientific", "webui"):
        return Skipped("no series")
    named = [t for t in told if _is_series(t, good)]
    if len(named) < 2:
        return Skipped("fewer than two names that can change places")
    one, other = rng.sample(named, 2)
    code = good.sample["output_code"]
    mark = "\0"
    swapped = _once(_once(_once(code, one, mark), other, one), mark, other)
    return with_code(f"{one!r} and {other!r} changed places", swapped)


def _is_series(text: str, good: Good) -> bool:
    """Whether it names a series of a figure, or on a page a heading or button: kinds that an order is told
    of.
    """
    if "boxes" in good.after:
        return good.sample["task"] != "generation" and any(b.get("text") == text for b in good.after["boxes"])
    names = [
        s.get(key)
        for f in good.after.get("figures") or []
        for a in [*(f.get("axes") or []), *(f.get("panels") or []), {"series": f.get("curves") or []}]
        for s in a.get("series") or []
        for key in ("label", "displayname", "title")
    ]
    return text in names


def swapped_instruction(good: Good, rng: random.Random) -> Planted | Skipped:
    """The task of a sibling, with its claims, over this sample's program."""
    other = _sibling(good, rng)
    if isinstance(other, Skipped):
        return other
    changes = {"instruction": other["instruction"], "claims": other["claims"]}
    return Planted(f"task of {other['record_id'][:8]}", changes)


def misplaced_words(good: Good, rng: random.Random) -> Planted | Skipped:
    """The words of a sibling over this sample's own claims and program."""
    other = _sibling(good, rng)
    if isinstance(other, Skipped):
        return other
    return Planted(f"words of {other['record_id'][:8]}", {"instruction": other["instruction"]})


def _sibling(good: Good, rng: random.Random) -> dict | Skipped:
    """A sample of the same cell whose quotations have nothing to do with this one."""
    own = json.dumps([good.after, good.before], ensure_ascii=False) + good.sample["output_code"] + (
        good.sample["input_code"] or ""
    )  # fmt: skip
    fit = []
    for other in good.siblings:
        words = [q for q in quoted(other["instruction"]) if re.search("[A-Za-z]{3}", q)]
        if words and not any(q.casefold() in own.casefold() for q in words):
            fit.append(other)
    return rng.choice(fit) if fit else Skipped("no sibling whose words are about other things")


def _once(code: str, text: str, other: str) -> str:
    at = re.search(rf"(?<=[\"'>])\s*{re.escape(text)}\s*(?=[\"'<])", code)
    return code[: at.start()] + other + code[at.end() :] if at else code.replace(text, other, 1)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _strings(item)]


DEFECTS = {
    "missing_title": missing_title,
    "swapped_series": swapped_series,
    "swapped_instruction": swapped_instruction,
    "misplaced_words": misplaced_words,
}
