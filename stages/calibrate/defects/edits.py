"""Edits: not made, or more changed than was asked."""

from __future__ import annotations

import random
import re

from stages.calibrate.defects.colours import full, turned
from stages.calibrate.good import Good
from stages.calibrate.planted import HAS_SYNTAX, Planted, Skipped, with_code

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_TITLE = re.compile(
    r"(?:set_title\(|\btitle\(|set title |suptitle\(|main ?= ?|Text\(|set_[xy]label\(|set [xy]label )"
    r"[\"']([^\"'\n]{3,50})[\"']"
)
_LINE = re.compile(r"^[ \t]*<(?:p|a|button|li|span|option|h\d)\b[^\n]*>([^<>\n]+)<[^\n]*\n", re.MULTILINE)
_CONSTANT = re.compile(r"(?<![\w.])([2-9]|\d{2,})(?![\w.])")


def edit_not_applied(good: Good, rng: random.Random) -> Planted | Skipped:
    """The program is given back as it was."""
    if good.sample["task"] != "editing":
        return Skipped("no edit")
    changes = {"output_code": good.sample["input_code"], "output_render": good.sample["input_render"]}
    return Planted("the input program", changes)


def edit_overreach(good: Good, rng: random.Random) -> Planted | Skipped:
    """The edit, and one thing more that was left alone before: a colour, a title, a line, a constant."""
    if good.sample["task"] != "editing":
        return Skipped("no edit")
    ways = [way for way in (_colour, _title, _line, _constant) if way(good, random.Random(0)) is not None]
    if not ways:
        return Skipped("nothing else that could be changed")
    found = rng.choice(ways)(good, rng)
    return found or Skipped("nothing else that could be changed")


def _colour(good: Good, rng: random.Random) -> Planted | None:
    code, said = good.sample["output_code"], good.sample["instruction"].lower()
    old = {full(c) for c in _HEX.findall(good.sample["input_code"])}
    kept = sorted({full(c) for c in _HEX.findall(code)} & old - {full(c) for c in _HEX.findall(said)})
    if not kept or re.search(r"colou?r|background|dark|theme", said) or good.sample["runtime"] == "html":
        return None
    colour = rng.choice(kept)
    changed = _HEX.sub(lambda m: turned(colour) if full(m.group()) == colour else m.group(), code)
    return with_code(f"{colour} became {turned(colour)} too", changed)


def _title(good: Good, rng: random.Random) -> Planted | None:
    code = good.sample["output_code"]
    kept = [
        t
        for t in _TITLE.findall(code)
        if t in good.sample["input_code"] and t not in good.sample["instruction"]
    ]
    if not kept:
        return None
    title = rng.choice(sorted(set(kept)))
    return with_code(f"{title!r} was rewritten too", code.replace(title, "Overview of results", 1))


def _line(good: Good, rng: random.Random) -> Planted | None:
    if good.sample["runtime"] != "html":
        return None
    code = good.sample["output_code"]
    kept = [
        m
        for m in _LINE.finditer(code)
        if m.group() in good.sample["input_code"] and m.group(1) not in good.sample["instruction"]
    ]
    if not kept:
        return None
    gone = rng.choice(kept)
    return with_code(f"{gone.group(1)!r} went too", code[: gone.start()] + code[gone.end() :])


def _constant(good: Good, rng: random.Random) -> Planted | None:
    """A number in a function that the instruction does not name."""
    if good.sample["runtime"] not in HAS_SYNTAX or good.sample["domain"] != "algorithm":
        return None
    code = good.sample["output_code"]
    named = set(re.findall(r"\w+", good.sample["instruction"]))
    spots = []
    for function in re.finditer(r"^def (\w+)[^\n]*\n(?:[ \t]+[^\n]*\n|\n)*", code, re.MULTILINE):
        if function.group(1) not in named and f"def {function.group(1)}(" in good.sample["input_code"]:
            body = re.sub(
                r"#[^\n]*|\"\"\".*?\"\"\"", lambda m: " " * len(m.group()), function.group(), flags=re.DOTALL
            )
            spots += [(function.start() + m.start(), m.group()) for m in _CONSTANT.finditer(body)]
    if not spots:
        return None
    at, number = rng.choice(spots)
    return with_code(
        f"{number} became {int(number) + 1} too",
        code[:at] + str(int(number) + 1) + code[at + len(number) :],
        unseen=True,
    )


DEFECTS = {"edit_not_applied": edit_not_applied, "edit_overreach": edit_overreach}
