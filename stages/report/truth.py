"""Are instructions true? Their texts read apart from everything that wrote or judged them.

An instruction is read as a person would skim it: texts in quotation marks, colours as #rrggbb and as words,
lists of numbers, kinds of chart, and numbers of things ("three bars"). Each is looked up in what the programs
really drew (evidence of the output, and of the input for edits and translations). A statement that is not
there contradicts the picture. Nothing is shared with the describers (stages/synthesize) or the checkers
(stages/reward), and claims are not read.

Not covered: places, order and whatever else is said in other words, and whether the wording is good.
"""

from __future__ import annotations

import colorsys
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stages.records.identity import rank
from stages.report.tables import Tables

COLUMNS = ["instruction", "input_code", "output_code", "output_render"]

QUOTED = re.compile(r"\"([^\"\n]{1,400})\"|(?<![\w'])'([^'\n]{2,400})'(?![\w'])|“([^”\n]{1,400})”")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
"""Quoted code: examples of a function are run by their own test, and are no texts."""
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
LIST = re.compile(r"\[([-+\d., einaf\[\]]+)\]")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
FIGURES = re.compile(rf"{NUMBER.pattern}(?:[ ,]+{NUMBER.pattern})*")
WORDS = ("zero one two three four five six seven eight nine ten eleven twelve").split()
LINES = ("line", "lines", "points and lines", "step", "steps", "GeomLine", "GeomPath", "GeomStep")
POINTS = ("scatter", "point", "points", "points and lines", "GeomPoint")
BARS = ("bar", "barh", "rect", "boxes", "GeomBar", "GeomCol", "GeomRect")
KINDS = {
    "bar chart": (*BARS, "Rectangle"), "bar graph": BARS, "line chart": (*LINES, "Line"),
    "line plot": LINES, "line graph": LINES, "scatter plot": (*POINTS, "Dot"),
    "scatter chart": POINTS, "pie chart": ("pie", "arc"), "stem plot": ("stem",),
    "heatmap": ("image", "rect", "GeomTile", "GeomRaster"), "contour plot": ("contour",),
}  # fmt: skip
"""What a chart is called, and the kinds of series, marks or mobjects that a picture of it shows one of."""
COUNTED = {
    "lines": LINES, "bars": BARS, "slices": ("pie",),
    "circles": ("circle",), "rectangles": ("rect",), "ellipses": ("ellipse",), "polygons": ("polygon",),
}  # fmt: skip
COUNT = re.compile(rf"\b({'|'.join(WORDS[1:])}|\d+) ({'|'.join(COUNTED)})\b")
HUES = {
    "red": (335, 22), "orange": (12, 48), "yellow": (40, 75), "green": (68, 172), "teal": (155, 205),
    "blue": (180, 268), "purple": (250, 325), "pink": (290, 360), "brown": (0, 50),
}  # fmt: skip
"""Degrees of hue (HSV) that a colour word may mean, generously; red goes through 0."""
COLOUR = re.compile(rf"\b({'|'.join(HUES)}|black|white|gr[ae]y)\b")
MAP = re.compile(r"\bcolou?r ?map \w+")
"""Named after a colour, perhaps."""
NEAR = 12
"""Levels of 255 by which a channel of a colour may differ."""


@dataclass(frozen=True)
class Statement:
    """Something that an instruction says, and whether the pictures show it."""

    kind: str
    text: str
    holds: bool


def statements(instruction: str, codes: list[str], evidences: list[dict[str, Any]]) -> list[Statement]:
    """Everything that can be read off an instruction, looked up in the evidences and, for texts, the codes.

    `codes`: the programs that the task shows or asks for: a text that is drawn stands in the program too, and
    the examples of a function stand nowhere else.
    """
    said = " ".join(CODE.sub(" ", instruction).split())
    strings = [" ".join(s.split()).casefold() for e in evidences for s in _strings(e)]
    strings += [" ".join(code.split()).casefold() for code in codes]
    colours = {c for e in evidences for s in _strings(e) for c in HEX.findall(s)}
    numbers = [n for e in evidences for n in _numbers(e)]
    kinds = {kind for e in evidences for kind, _ in _drawn(e)}
    found = []
    for match in QUOTED.finditer(said):
        text = next(group for group in match.groups() if group)
        holds = any(text.casefold().rstrip(".,;:") in string for string in strings)
        if FIGURES.fullmatch(text):  # a view box: written in one of many ways
            holds = all(any(_close(float(n), other) for other in numbers) for n in NUMBER.findall(text))
        found.append(Statement("text", text, holds))
    for colour in HEX.findall(said):
        found.append(Statement("colour", colour, any(_near(colour, other) for other in colours)))
    shades = [colorsys.rgb_to_hsv(*(v / 255 for v in bytes.fromhex(c[1:]))) for c in sorted(colours)]
    for word in COLOUR.findall(MAP.sub(" ", QUOTED.sub(" ", said).casefold())) if shades else ():
        found.append(Statement("colour word", word, any(_called(word, *shade) for shade in shades)))
    for listed in LIST.findall(said):
        for number in NUMBER.findall(listed):
            found.append(Statement("number", number, any(_close(float(number), n) for n in numbers)))
    lowered = said.casefold()
    if kinds:
        for name, wanted in KINDS.items():
            if lowered.startswith(name) or re.search(rf"\b(?:a|the|horizontal|vertical) {name}\b", lowered):
                found.append(Statement("kind", name, bool(kinds & set(wanted))))
    for number, noun in COUNT.findall(lowered):
        counts = [n for e in evidences for n in _counts(e, COUNTED[noun])]
        if counts:
            value = WORDS.index(number) if number in WORDS else int(number)
            found.append(Statement("count", f"{number} {noun}", value in counts))
    return found


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Figures over rows with their `statements`: how many, and how many a picture contradicts."""
    wrong = [r for r in rows if any(not s.holds for s in r["statements"])]
    said = [s for r in rows for s in r["statements"]]
    return {
        "samples": len(rows),
        "statements": len(said),
        "contradicted_statements": sum(not s.holds for s in said),
        "contradicted_samples": len(wrong),
        "contradicted_share": round(len(wrong) / max(1, len(rows)), 4),
        "examples": [
            {"record": r["record_id"], "kind": s.kind, "text": s.text}
            for r in wrong
            for s in r["statements"]
            if not s.holds
        ][:20],
    }


def truth(tables: Tables, count: int) -> dict[str, Any]:
    """Figures of `count` kept records with something to read, drawn by hash, and of a control.

    The control reads each instruction against the pictures of the next record of the same domain: a reader
    that found nothing there would find nothing anywhere.
    """
    places = {row["record_id"]: row["input_render"] for row in tables["samples"]}
    order = sorted(
        (r for r in tables["corpus"] if r["decision"] == "keep" and r["task"] != "image_to_code"),
        key=lambda r: rank(r["record_id"], "truth"),
    )
    chosen: list[dict[str, Any]] = []
    for start in range(0, len(order), count):
        batch = order[start : start + count]
        whole = tables.whole("corpus", {r["record_id"] for r in batch}, COLUMNS)
        renders = {whole[r["record_id"]]["output_render"] for r in batch}
        renders |= {places[r["sample_id"]] for r in batch if places[r["sample_id"]]}
        drawn = tables.whole("renders", renders, ["evidence"])
        for row in batch:
            shown = (whole[row["record_id"]]["output_render"], places[row["sample_id"]])
            evidences = [json.loads(drawn[i]["evidence"]) for i in dict.fromkeys(shown) if i]
            codes = [c for c in (whole[row["record_id"]][k] for k in ("input_code", "output_code")) if c]
            text = whole[row["record_id"]]["instruction"]
            found = {**row, "text": text, "codes": codes, "evidences": evidences}
            found["statements"] = statements(text, codes, evidences)
            chosen += [found] if found["statements"] else []
        if len(chosen) >= count:
            break
    chosen = chosen[:count]
    return {"own": summary(chosen), "control": summary(_misplaced(chosen)), "asked": count}


def _misplaced(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the statements of their instruction looked up in the next row of their domain."""
    found = []
    for domain in sorted({row["domain"] for row in rows}):
        same = [row for row in rows if row["domain"] == domain]
        for row, other in zip(same, same[1:] + same[:1], strict=True):
            said = statements(row["text"], other["codes"], other["evidences"])
            found.append({**row, "statements": said})
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, str):  # a label, or an example of a function
        yield from (float(number) for number in NUMBER.findall(value))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from _numbers(item)


def _drawn(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the evidence that names its kind (series, marks) or tag (shapes)."""
    if isinstance(value, dict):
        kind = _kind(value)
        if kind == "line" and value.get("linestyle") == "none":
            kind = "scatter"
        if isinstance(kind, str):
            yield kind, value
        for item in value.values():
            yield from _drawn(item)
    elif isinstance(value, list):
        for item in value:
            yield from _drawn(item)


def _counts(value: Any, kinds: tuple[str, ...]) -> list[int]:
    """Numbers that a count of things may mean: how many stand in a list (of a panel), and how many elements
    one of them has.
    """
    if isinstance(value, dict):
        return [n for item in value.values() for n in _counts(item, kinds)]
    if not isinstance(value, list):
        return []
    own = [item for item in value if isinstance(item, dict) and _kind(item) in kinds]
    elements = [item["n"] for item in own if isinstance(item.get("n"), int)]
    return [*([len(own)] if own else []), *elements, *(n for item in value for n in _counts(item, kinds))]


def _kind(item: dict[str, Any]) -> Any:
    return item.get("kind") or item.get("geom") or item.get("mark") or item.get("tag") or item.get("type")


def _called(word: str, hue: float, saturation: float, value: float) -> bool:
    """Whether a person may call the colour (HSV, each 0..1) by this word."""
    if word == "black":
        return value < 0.35
    if word == "white":
        return value > 0.85 and saturation < 0.15
    if word in ("grey", "gray"):
        return saturation < 0.3 and 0.1 < value < 0.97
    low, high = HUES[word]
    degrees = hue * 360
    if word == "pink" and degrees < 15:  # salmon: a pale red
        return saturation < 0.5 and value > 0.7
    inside = low <= degrees <= high if low < high else degrees >= low or degrees <= high
    return inside and saturation > 0.08 and value > 0.15


def _near(one: str, other: str) -> bool:
    pairs = zip(*(bytes.fromhex(c[1:]) for c in (one, other)), strict=True)
    return all(abs(a - b) <= NEAR for a, b in pairs)


def _close(wanted: float, found: float) -> bool:
    return abs(wanted - found) <= max(0.01 * abs(found), 0.006)
