"""Widgets out of pages: what markup declares (this link shows that part) with a small script that does it.

Frameworks read `data-toggle` and `data-target`; a piece carries a dozen lines that do the same, and an
interaction script that clicks what was hidden at first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from stages.crawl.domains.webui.alone import alone
from stages.crawl.domains.webui.pieces import Element, Page, read_page, texts
from stages.crawl.reader import Companions, Piece

_TOGGLE, _TARGET = ("data-toggle", "data-bs-toggle"), ("data-target", "data-bs-target")
_KINDS = {"tab": "tab", "pill": "tab", "collapse": "collapse", "dropdown": "menu"}
_KEPT = frozenset((*_TOGGLE, *_TARGET, "data-href"))
_OUTER = frozenset("div section article nav header footer aside ul form main".split())
_LEAST_TEXTS = 3
_SCRIPT = """<script>
const pairs = {pairs};
const show = (id, on) => {{
  const part = document.getElementById(id);
  part.style.display = on ? "block" : "none";
  part.style.opacity = 1;
}};
for (const [button, part] of pairs) {{
  document.getElementById(button).addEventListener("click", (event) => {{
    event.preventDefault();
{deed}
  }});
}}
</script>
<script type="application/janus-interaction+json">{steps}</script>"""
_SWITCH = "    for (const [, other] of pairs) show(other, other === part);"
_FLIP = '    show(part, getComputedStyle(document.getElementById(part)).display === "none");'


@dataclass(frozen=True)
class Pair:
    """An element that is clicked, and the part that it shows."""

    kind: str
    button: Element
    part: Element


def widgets(content: bytes, path: str, companions: Companions, largest: int) -> Iterator[Piece]:
    """Every widget of a page, the smallest part around a group of pairs."""
    page = read_page(content, path, companions, _KEPT, unseen=True)
    if isinstance(page, str):
        yield Piece(0, len(content), reason=page)
        return
    groups: dict[Element, list[Pair]] = {}
    for pair in _pairs(page.body):
        around = _around(pair)
        if around is not None:
            groups.setdefault(around, []).append(pair)
    for around, pairs in groups.items():
        start, end = page.span(around)
        shut = [pair for pair in pairs if not _is_open(pair)]
        if not shut or len(texts(around)) < _LEAST_TEXTS or len({pair.kind for pair in pairs}) > 1:
            yield Piece(start, end, reason="widget: nothing in it is shown by a click alone")
            continue
        code = _written(page, around, pairs, shut[0])
        long = len(code.encode()) > largest
        why = f"size: {len(code.encode())} bytes with its rules, more than {largest}" if long else None
        yield Piece(start, end, None if long else code, why, page.includes)


def _written(page: Page, around: Element, pairs: list[Pair], clicked: Pair) -> str:
    names = []
    for number, pair in enumerate(pairs, 1):
        names.append((f"{pair.kind}-{number}", f"part-{number}"))
        pair.button.set("id", names[-1][0])
        pair.part.set("id", names[-1][1])
        if pair.button.get("href"):
            pair.button.set("href", "#")
    deed = _SWITCH if pairs[0].kind == "tab" else _FLIP
    steps = json.dumps([{"click": f"#{names[pairs.index(clicked)][0]}"}])
    tail = _SCRIPT.format(pairs=json.dumps(names), deed=deed, steps=steps)
    for element in around.iter(etree.Element):
        for key in _KEPT & set(element.attrib):
            del element.attrib[key]
    return alone(around, page.rules, page.sheets, page.title, tail)


def _pairs(body: Element) -> Iterator[Pair]:
    """Elements that declare what they show, with that part where it is on the page."""
    for button in body.iter(etree.Element):
        kind = _KINDS.get(next((button.get(key) for key in _TOGGLE if button.get(key)), ""))
        if kind is None or not "".join(button.itertext()).strip():
            continue
        part = _menu(button) if kind == "menu" else _target(body, button)
        if part is not None and part is not button and not any(a is part for a in button.iterancestors()):
            yield Pair(kind, button, part)


def _menu(button: Element) -> Element | None:
    found = [e for e in button.itersiblings() if "dropdown-menu" in e.get("class", "").split()]
    return found[0] if found else None


def _target(body: Element, button: Element) -> Element | None:
    name = next(
        (button.get(key) for key in (*_TARGET, "href") if (button.get(key) or "").startswith("#")), ""
    )
    found = [e for e in body.iter(etree.Element) if name[1:] and e.get("id") == name[1:]]
    return found[0] if found else None


def _is_open(pair: Pair) -> bool:
    return bool({"show", "active", "in"} & set(pair.part.get("class", "").split()))


def _around(pair: Pair) -> Element | None:
    """The nearest element that holds both; for tabs and collapsing parts, all of their kind beside them."""
    inside = set(pair.part.iterancestors())
    common = next((a for a in pair.button.iterancestors() if a in inside and a.tag in _OUTER), None)
    if common is None or common.tag == "body":
        return None
    parent = common.getparent()
    if "accordion" in (parent.get("class") or ""):
        return parent
    return common
