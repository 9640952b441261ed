"""Data: a value that is not the asked one, one thing too few, one point too many."""

from __future__ import annotations

import random
import re

from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, with_code

_NUMBER = r"-?\d+(?:\.\d+)?"
_LIST = re.compile(rf"[\[(]\s*{_NUMBER}(?:[, ]+{_NUMBER})+\s*[\])]")
_SHAPE = re.compile(r"^[ \t]*<(?:path|rect|circle|polygon|ellipse|line)\b[^<>]*/>[ \t]*\n", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*<(p|li|button|option|input|a|h\d|td)\b[^\n]*\n", re.MULTILINE)
_ROW = re.compile(rf"^{_NUMBER}(?: {_NUMBER})+\n", re.MULTILINE)
_ADD = re.compile(r"^\s*self\.add\((?!title)[^\n]+\)\n", re.MULTILINE)


def changed_value(good: Good, rng: random.Random) -> Planted | Skipped:
    """One number of the data, off by more than a third of what the data span."""
    lists = _data(good)
    if not lists:
        return Skipped("no data that the task tells")
    at = rng.choice(lists)
    numbers = list(re.finditer(_NUMBER, at.group()))
    values = [float(n.group()) for n in numbers]
    chosen = rng.randrange(len(numbers))
    span = (max(values) - min(values)) or abs(values[0]) or 1.0
    other = f"{values[chosen] + 0.4 * span:g}"
    spot, code = numbers[chosen], good.sample["output_code"]
    start, end = at.start() + spot.start(), at.start() + spot.end()
    return with_code(f"{spot.group()} became {other}", code[:start] + other + code[end:])


def _data(good: Good) -> list[re.Match[str]]:
    """Lists of numbers of the program that the instruction repeats, or that a shown picture draws."""
    sample = good.sample
    if sample["domain"] not in ("chart", "scientific") or sample["task"] == "editing":
        return []
    found = [m for m in _LIST.finditer(sample["output_code"]) if len(re.findall(_NUMBER, m.group())) > 2]
    found = [m for m in found if "figsize" not in sample["output_code"][max(0, m.start() - 9) : m.start()]]
    if sample["task"] == "image_to_code":
        return found
    said = [float(n) for n in re.findall(_NUMBER, sample["instruction"])]
    return [m for m in found if all(float(n) in said for n in re.findall(_NUMBER, m.group()))]


def off_by_one(good: Good, rng: random.Random) -> Planted | Skipped:
    """One element too few where a number of them is asked for or shown."""
    pattern = {"svg": _SHAPE, "html": _ITEM, "manim": _ADD, "gnuplot": _ROW}.get(good.sample["runtime"])
    if pattern is None or good.sample["task"] == "editing" or not _counts(good):
        return Skipped("nothing is counted")
    code = good.sample["output_code"]
    found = [
        m for m in pattern.finditer(code) if good.sample["runtime"] != "html" or _is_shown(m.group(), good)
    ]
    if len(found) < 3:
        return Skipped("fewer than three elements")
    gone = rng.choice(found)
    return with_code(f"without {gone.group().strip()[:60]!r}", code[: gone.start()] + code[gone.end() :])


def _is_shown(line: str, good: Good) -> bool:
    """Whether a line of markup is in the picture: what opens on a click is not."""
    text = " ".join(re.sub(r"<[^<>]*>", " ", line).split())
    return not text or any(text == " ".join(b.get("text", "").split()) for b in good.after["boxes"])


def _counts(good: Good) -> bool:
    """Whether a picture shows the number, or the instruction says one for all elements of the kind."""
    if good.sample["task"] == "image_to_code":
        return True
    said = good.sample["instruction"].lower()
    if good.sample["runtime"] == "gnuplot":
        return len(re.findall(_NUMBER, said)) > 5
    total = r"\b(?:\w+|\d+) (?:shapes|elements|objects)\b"
    return good.sample["runtime"] == "svg" and re.search(total, said) is not None


DEFECTS = {"changed_value": changed_value, "off_by_one": off_by_one}
