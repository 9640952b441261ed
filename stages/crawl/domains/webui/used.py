"""The rules that a tree uses, and their text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from lxml import etree

from stages.crawl.domains.webui.sheet import Rule, Selector, Sheet

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_PSEUDO = (None, "before", "after", "placeholder", "marker")
Element = etree._Element


def names(elements: Iterable[Element]) -> set[str]:
    """Classes as `.x` and ids as `#x` of elements."""
    found: set[str] = set()
    for element in elements:
        found.update("." + token for token in element.get("class", "").split())
        if element.get("id"):
            found.add("#" + element.get("id"))
    return found


@lru_cache(maxsize=16384)
def _path(selector: str) -> etree.XPath | None:
    """The selector as XPath; None for one that this reader does not know or that asks for a pointer."""
    import cssselect

    try:
        (parsed,) = cssselect.parse(selector)
        if parsed.pseudo_element not in _PSEUDO:
            return None
        # libxml2 puts a page's elements in no namespace: plain names match
        return etree.XPath(cssselect.HTMLTranslator().selector_to_xpath(parsed))
    except (cssselect.SelectorError, etree.XPathSyntaxError, ValueError):
        return None


def matching(selector: Selector, root: Element, present: set[str]) -> list[Element]:
    """Elements under `root` that the selector matches. `present`: the `names` there."""
    if not selector.needs <= present:
        return []
    path = _path(selector.text)
    return path(root) if path is not None else []


def rules_in_use(root: Element, sheets: Iterable[Sheet]) -> list[Rule]:
    """Rules whose selectors match an element, each with only those selectors."""
    present = names(root.iter(etree.Element))
    found = []
    for rule in (rule for sheet in sheets for rule in sheet.rules):
        selectors = tuple(s for s in rule.selectors if matching(s, root, present))
        if selectors:
            found.append(replace(rule, selectors=selectors))
    return found


def with_used_variables(rules: list[Rule], inline: str) -> list[Rule]:
    """Rules without the custom properties that nothing refers to. `inline`: texts of `style` attributes."""
    wanted = set(_VARIABLE.findall(inline))
    wanted |= {
        name
        for rule in rules
        for key, value in rule.declarations
        if not key.startswith("--")
        for name in _VARIABLE.findall(value)
    }
    while True:
        more = {
            name
            for rule in rules
            for key, value in rule.declarations
            if key in wanted
            for name in _VARIABLE.findall(value)
        }
        if more <= wanted:
            break
        wanted |= more
    kept = []
    for rule in rules:
        body = tuple((k, v) for k, v in rule.declarations if not k.startswith("--") or k in wanted)
        if body:
            kept.append(replace(rule, declarations=body))
    return kept


def text_of(rules: list[Rule], sheets: Iterable[Sheet]) -> str:
    """The style sheet, a rule a line; keyframes that a rule names come last."""
    lines, media = [], ""
    for rule in _merged(rules):
        if rule.media != media:
            lines += ["}"] * bool(media) + [f"@media {rule.media} {{"] * bool(rule.media)
            media = rule.media
        selectors = ", ".join(selector.text for selector in rule.selectors)
        body = "; ".join(f"{key}: {value}" for key, value in rule.declarations)
        lines.append(f"{selectors} {{ {body} }}")
    lines += ["}"] * bool(media)
    moving = " ".join(v for rule in rules for k, v in rule.declarations if k.startswith("animation"))
    for sheet in sheets:
        lines += [text for name, text in sheet.keyframes if re.search(rf"\b{re.escape(name)}\b", moving)]
    return "\n".join(lines)


def _merged(rules: list[Rule]) -> list[Rule]:
    """Rules after each other that have the same selectors as one."""
    merged: list[Rule] = []
    for rule in rules:
        last = merged[-1] if merged else None
        if last is not None and last.selectors == rule.selectors and last.media == rule.media:
            body = {**dict(last.declarations), **dict(rule.declarations)}
            merged[-1] = replace(last, declarations=tuple(body.items()))
        else:
            merged.append(rule)
    return merged
