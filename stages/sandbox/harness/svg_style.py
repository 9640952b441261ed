"""Computed style of SVG elements: presentation attributes, style sheets, `style` attributes, inheritance.

Selectors of element, class and id, alone or joined, with descendant and child combinators. Not covered:
pseudo-classes, attribute selectors, media queries (rules in at-rules are left out).
"""

from __future__ import annotations

import colorsys
import re

from lxml import etree
from PIL import ImageColor

from stages.sandbox.harness.rounding import hex_colour
from stages.sandbox.harness.svg_policy import local

CROP = "-crop"
"""Our own entry of a computed style: the outline of the innermost clip path or mask around an element."""
_INHERITED = (
    "fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "visibility", "color", "font-size",
    "fill-rule", "stroke-linecap", "text-anchor", CROP,
)  # fmt: skip
_OWN = ("opacity", "display", "clip-path", "mask")
_PRESENTATION = frozenset((*_INHERITED, *_OWN))
_INITIAL = {"fill": "#000000", "stroke": "none", "stroke-width": "1", "color": "#000000", "font-size": "16"}
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"^(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)$")
_PART = re.compile(r"([.#])([\w-]+)")
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z%]*)\s*$")
_FUNCTION = re.compile(r"^(rgba?|hsla?)\(\s*([^)]*)\)$")

Style = dict[str, str]
Rule = tuple[tuple[int, int, int, int], list[str], Style]
"""Specificity with the order of the rule, the selector's steps from left to right, its declarations."""


def length(text: str | None, whole: float = 0.0, em: float = 16.0, default: float = 0.0) -> float:
    """A length in user units; percentages of `whole`. `default` where it is absent or not a length."""
    match = _LENGTH.match(text) if text else None
    if match is None:
        return default
    value, unit = float(match[1]), match[2].lower()
    if unit == "%":
        return value * whole / 100
    if unit in ("em", "ex", "rem"):
        return value * em * (0.5 if unit == "ex" else 1)
    return value * _UNITS.get(unit, 1.0)


def parse_rules(root: etree._Element) -> list[Rule]:
    """The rules of all <style> elements, weakest first."""
    rules: list[Rule] = []
    for sheet in root.iter(etree.Element):
        if local(sheet.tag) != "style":
            continue
        text = re.sub(r"/\*.*?\*/", "", "".join(sheet.itertext()), flags=re.DOTALL)
        text = re.sub(r"@[\w-]+[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", "", text)
        for selectors, body in _RULE.findall(text):
            for selector in selectors.split(","):
                steps = re.sub(r"\s*>\s*", " > ", selector).split()
                if steps and all(step == ">" or _COMPOUND.match(step) for step in steps):
                    ids = sum(step.count("#") for step in steps)
                    classes = sum(step.count(".") for step in steps)
                    names = sum(step[0] not in ".#*>" for step in steps)
                    rules.append(((ids, classes, names, len(rules)), steps, declarations(body)))
    return sorted(rules, key=lambda rule: rule[0])


def declarations(text: str) -> Style:
    """`fill: red; stroke: none` as a dict."""
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.replace("!important", "").strip() for name, value in pairs}


def _matches(element: etree._Element | None, steps: list[str]) -> bool:
    if element is None or not _fits(element, steps[-1]):
        return False
    rest = steps[:-1]
    if not rest:
        return True
    if rest[-1] == ">":
        return _matches(element.getparent(), rest[:-1])
    return any(_matches(ancestor, rest) for ancestor in element.iterancestors())


def _fits(element: etree._Element, compound: str) -> bool:
    name, parts = _COMPOUND.match(compound).groups()
    if name not in (None, "*", local(element.tag)):
        return False
    classes = (element.get("class") or "").split()
    return all(
        (value in classes) if mark == "." else (value == element.get("id"))
        for mark, value in _PART.findall(parts)
    )


def computed(element: etree._Element, parent: Style | None, rules: list[Rule]) -> Style:
    """The style of an element under a parent's computed style."""
    own = {name: value for name, value in element.items() if name in _PRESENTATION}
    for _, steps, body in rules:
        if _matches(element, steps):
            own.update(body)
    own.update(declarations(element.get("style") or ""))
    base = parent if parent is not None else _INITIAL
    style = {name: base[name] for name in _INHERITED if name in base}
    style.update({name: value.strip() for name, value in own.items() if value.strip() != "inherit"})
    size = length(base.get("font-size"), em=16.0, default=16.0)
    style["font-size"] = repr(length(style.get("font-size"), whole=size, em=size, default=size))
    if style.get("color", "").lower() == "currentcolor":
        style["color"] = base.get("color", _INITIAL["color"])
    return style


def paint(value: str, current: str) -> tuple[str, float]:
    """(`#rrggbb`, `none` or `url`; its alpha). What cannot be read counts as black, as currentColor does."""
    text = value.strip().lower()
    if text in ("none", "transparent", ""):
        return "none", 1.0
    if text.startswith("url("):
        return "url", 1.0
    if text == "currentcolor":
        return ("#000000", 1.0) if current.lower() == "currentcolor" else paint(current, "#000000")
    if (channels := _channels(text)) is None:
        return "#000000", 1.0
    *rgb, alpha = channels
    return (hex_colour(*(min(255, max(0, round(c))) for c in rgb)), alpha) if alpha > 0 else ("none", 1.0)


def _channels(text: str) -> tuple[float, float, float, float] | None:
    if named := ImageColor.colormap.get(text):
        text = named if isinstance(named, str) else hex_colour(*named[:3])
    if re.fullmatch(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", text):
        digits = text[1:] if len(text) > 5 else "".join(c * 2 for c in text[1:])
        values = [int(digits[i : i + 2], 16) for i in range(0, len(digits), 2)]
        return (*values[:3], values[3] / 255 if len(values) == 4 else 1.0)
    if (match := _FUNCTION.match(text)) is None:
        return None
    parts = re.split(r"[\s,/]+", match[2].strip())
    if len(parts) not in (3, 4) or not all(_LENGTH.match(p) for p in parts):
        return None
    alpha = length(parts[3], whole=1.0) if len(parts) == 4 else 1.0
    if match[1].startswith("rgb"):
        return (*(length(p, whole=255.0) for p in parts[:3]), alpha)
    hue, saturation, light = length(parts[0]), length(parts[1], whole=1.0), length(parts[2], whole=1.0)
    rgb = colorsys.hls_to_rgb(hue % 360 / 360, min(1, light), min(1, saturation))
    return (*(255 * c for c in rgb), alpha)
