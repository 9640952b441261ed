"""Style sheets as rules: selectors with the names that they need, declarations that a page alone can keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

WIDTH = 1024
"""Pixels of the viewport that pages are shown in: a media rule is in use where its condition holds there."""
_NAME = re.compile(r"[.#]-?[_a-zA-Z][\w-]*")
_INSIDE = re.compile(r":(?:not|is|where|has)\([^)]*\)|\[[^\]]*\]")
_FUNCTION = re.compile(r"url\((?!\s*['\"]?data:image/svg)|-webkit-|-moz-|progid|expression", re.IGNORECASE)
_GENERIC = ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui")
_LONGEST = 400
"""Characters of a value: beyond are pictures written into the sheet."""


@dataclass(frozen=True)
class Selector:
    """`needs`: classes (`.x`) and ids (`#x`) without which it matches nothing."""

    text: str
    needs: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """`media` is the condition around it, empty where there is none."""

    selectors: tuple[Selector, ...]
    declarations: tuple[tuple[str, str], ...]
    media: str = ""


@dataclass(frozen=True)
class Sheet:
    """Rules in their order, and the text of every `@keyframes` by name."""

    rules: tuple[Rule, ...]
    keyframes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)
def parse_sheet(text: str) -> Sheet:
    """A style sheet's rules. What cannot be read is left out, as browsers do; fonts and imports too."""
    import tinycss2

    keyframes: dict[str, str] = {}
    rules = tuple(_rules(tinycss2.parse_stylesheet(text, True, True), "", keyframes))
    return Sheet(rules, tuple(keyframes.items()))


def parse_declarations(text: str) -> list[tuple[str, str]]:
    """The declarations of a `style` attribute that a page alone can keep."""
    import tinycss2

    return _declarations(tinycss2.parse_blocks_contents(text, True, True))


def _rules(nodes: list, media: str, keyframes: dict[str, str]) -> Iterator[Rule]:
    import tinycss2

    for node in nodes:
        if node.type == "qualified-rule":
            body = _declarations(tinycss2.parse_blocks_contents(node.content, True, True))
            selectors = tuple(_selectors(tinycss2.serialize(node.prelude)))
            if body and selectors:
                yield Rule(selectors, tuple(body), media)
        elif node.type != "at-rule" or node.content is None:
            continue
        elif node.lower_at_keyword == "media" and not media:
            condition = " ".join(tinycss2.serialize(node.prelude).split())
            if _holds(condition):
                yield from _rules(tinycss2.parse_rule_list(node.content, True, True), condition, keyframes)
        elif node.lower_at_keyword == "keyframes":
            name = tinycss2.serialize(node.prelude).strip()
            body = " ".join(tinycss2.serialize(node.content).split())
            keyframes[name] = f"@keyframes {name} {{ {body} }}"


def _declarations(nodes: list) -> list[tuple[str, str]]:
    """Name and value, the last of each name; prefixed names, transitions and references to files left out."""
    import tinycss2

    found: dict[str, str] = {}
    for node in nodes:
        if node.type != "declaration":
            continue
        name, value = node.name, " ".join(tinycss2.serialize(node.value).split())
        if (name.startswith("-") and not name.startswith("--")) or len(value) > _LONGEST:
            continue
        if name.startswith("transition"):
            continue
        if _FUNCTION.search(value) or (
            name == "content" and re.search(r"\\[ef]\w{3}|[\ue000-\uf8ff]", value)
        ):
            continue
        if name == "font-family":
            value = _short_family(value)
        found.pop(name, None)
        found[name] = f"{value} !important" if node.important else value
    return list(found.items())


def _short_family(value: str) -> str:
    """The first family and the last generic one: the ones between stand for other machines."""
    families = [family.strip() for family in value.split(",")]
    generic = next((family for family in reversed(families) if family in _GENERIC), None)
    return value if "var(" in value or generic is None else ", ".join(dict.fromkeys([families[0], generic]))


def _selectors(prelude: str) -> Iterator[Selector]:
    for text in re.split(r",(?![^(\[]*[)\]])", prelude):
        text = " ".join(text.split())
        if text:
            yield Selector(text, frozenset(_NAME.findall(_INSIDE.sub("", text))))


def _holds(condition: str) -> bool:
    """Whether a media condition holds on a screen as wide as the viewport; only widths are understood."""
    return any(_query_holds(query.strip().lower()) for query in condition.split(","))


def _query_holds(query: str) -> bool:
    for part in re.split(r"\s+and\s+", query):
        width = re.fullmatch(r"\((min|max)-width:\s*([\d.]+)px\)", part)
        if width is None and part not in ("screen", "all", "only screen"):
            return False
        if width and not (WIDTH >= float(width[2]) if width[1] == "min" else WIDTH <= float(width[2])):
            return False
    return True
