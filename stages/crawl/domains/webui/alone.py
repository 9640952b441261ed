"""An element of a page as a page of its own, with just the rules that it uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from lxml.builder import E

from stages.crawl.domains.webui.clean import GLYPH, GLYPH_RULE
from stages.crawl.domains.webui.sheet import WIDTH, Rule, Sheet
from stages.crawl.domains.webui.spans import AT
from stages.crawl.domains.webui.used import names, rules_in_use, text_of, with_used_variables

Element = etree._Element
_COLUMN = re.compile(r"^col-(?:(?:xs|sm|md|lg)-)?(\d+)$")
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_STATE = frozenset("active show open current current-page collapsed".split())
_LEAST_WIDTH = 280
_PADDING = 16
"""Pixels around a part that is no whole page."""
_FRAMES = ("nav", "header", "footer", "aside")
"""Parts that come with every page of a site: what marks the page among them is left out."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption")


def alone(part: Element, rules: Sequence[Rule], sheets: Sequence[Sheet], title: str, tail: str = "") -> str:
    """The text of a page that shows `part` (an element of a cleaned tree, or its body) as it was there.

    `rules`: those in use in the whole tree. Ancestors that selectors ask for stay as empty wrappers.
    `tail` is markup for the end of the body.
    """
    body, html = _document(part, rules)
    if part.tag in _FRAMES:
        for element in body.iter(etree.Element):
            tokens = [t for t in element.get("class", "").split() if t not in _STATE]
            element.set("class", " ".join(tokens))
    inline = " ".join(element.get("style", "") for element in body.iter(etree.Element))
    used = with_used_variables(rules_in_use(html, [Sheet(tuple(rules), ())]), inline)
    css = text_of(used, sheets)
    glyphs = any(GLYPH in e.get("class", "").split() for e in body.iter(etree.Element))
    _prune(body, css, tail)
    if part.tag != "body":
        css += f"\nbody {{ {_frame(part)} }}"
    css += f"\n{GLYPH_RULE}" if glyphs else ""
    _settle_space(body)
    inner = etree.tostring(body, encoding="unicode", method="html").strip()
    if tail:
        inner = inner.removesuffix("</body>").rstrip() + f"\n{tail}\n</body>"
    heading = _title_of(part) or title
    head = f'<head>\n<meta charset="utf-8">\n{_title(heading)}\n<style>\n{css.strip()}\n</style>\n</head>'
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}\n{inner}\n</html>\n'


def _document(part: Element, rules: Sequence[Rule]) -> tuple[Element, Element]:
    """A body with a copy of the part inside the ancestors that rules need, and the html around it."""
    if part.tag == "body":
        body = deepcopy(part)
        return body, E.html(body)
    copy = deepcopy(part)
    copy.tail = None
    inside = names(part.iter(etree.Element))
    asked: set[str] = set()
    for selector in (s for rule in rules for s in rule.selectors):
        if re.search(r"[\s>+~]", selector.text) and selector.needs & inside:
            asked |= selector.needs - inside
    chain = copy
    for ancestor in part.iterancestors():
        if ancestor.tag in ("body", "html"):
            break
        tokens = [t for t in ancestor.get("class", "").split() if "." + t in asked]
        if tokens:
            chain = E(ancestor.tag, chain, {"class": " ".join(tokens)})
    body = E.body(chain)
    top = next((a for a in part.iterancestors("body")), None)
    if top is not None and top.get("class"):
        body.set("class", top.get("class"))
    return body, E.html(body)


def _prune(body: Element, css: str, tail: str) -> None:
    """Drop classes and ids that neither a rule nor `tail` names, and the marks of places."""
    styled = set(_CLASS.findall(css))
    whole = "[class" in css
    text = etree.tostring(body, encoding="unicode")
    for element in body.iter(etree.Element):
        element.attrib.pop(AT, None)
        tokens = [t for t in element.get("class", "").split() if whole or t in styled or t == GLYPH]
        if tokens:
            element.set("class", " ".join(tokens))
        else:
            element.attrib.pop("class", None)
        name = element.get("id")
        meant = re.search(rf'(for|href)="#?{re.escape(name)}"', text) if name else None
        if name and meant is None and f"#{name}" not in css and f'"{name}"' not in tail:
            del element.attrib["id"]


def _frame(part: Element) -> str:
    """Declarations of the body around a part: as wide as the columns it stood in."""
    width = WIDTH - 2 * _PADDING
    for ancestor in part.iterancestors():
        found = [m for t in ancestor.get("class", "").split() if (m := _COLUMN.match(t))]
        if found:
            width = width * min(12, int(found[-1][1])) // 12
    width = max(_LEAST_WIDTH, width)
    rest = f"; max-width: {width}px" if width < WIDTH - 2 * _PADDING else ""
    return f"margin: 0; padding: {_PADDING}px; min-height: 0{rest}"


def _title_of(part: Element) -> str | None:
    """The first heading, else the first text with a letter."""
    headings = [e for e in part.iter(*HEADINGS) if e.getparent() is not None]
    texts = [" ".join("".join(e.itertext()).split()) for e in headings]
    texts += [" ".join(t.split()) for t in part.itertext()]
    return next((t[:60] for t in texts if re.search(r"[A-Za-z]{2}", t)), None)


def _title(text: str) -> str:
    return etree.tostring(E.title(text), encoding="unicode", method="html")


def _settle_space(body: Element) -> None:
    """White space between elements as a line end and an indent, or as a blank where it had no line end."""
    for element in body.iter(etree.Element):
        if any(a.tag in ("pre", "textarea") for a in (element, *element.iterancestors())):
            continue
        depth = sum(1 for _ in element.iterancestors("*")) - 1
        last = element.getnext() is None
        element.text = _space(element.text, depth + 1 if len(element) else depth)
        if element is not body:
            element.tail = _space(element.tail, depth - 1 if last else depth)


def _space(text: str | None, depth: int) -> str | None:
    if not text:
        return text
    gap = "\n" + "  " * max(0, depth)
    words = " ".join(text.split())
    if not words:
        return gap if "\n" in text else " "
    first = "" if not text[0].isspace() else gap if "\n" in text[: len(text) - len(text.lstrip())] else " "
    end = "" if not text[-1].isspace() else gap if "\n" in text[len(text.rstrip()) :] else " "
    return first + words + end
