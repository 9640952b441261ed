"""A page without what it cannot keep: scripts, trackers, files of elsewhere. Pictures become grey boxes."""

from __future__ import annotations

import re

from lxml import etree

from stages.crawl.domains.webui.sheet import parse_declarations
from stages.crawl.domains.webui.spans import AT

Element = etree._Element
GLYPH = "glyph"
"""Class of the neutral box that stands for a sign of an icon font."""
GLYPH_RULE = (
    f".{GLYPH} {{ display: inline-block; width: 1em; height: 1em; border-radius: 0.2em; "
    "background: currentColor; opacity: 0.4 }"
)
# pre: sheets of code in documentation, of which the page is only the frame
_GONE = (
    "script",
    "noscript",
    "link",
    "style",
    "meta",
    "base",
    "template",
    "object",
    "embed",
    "param",
    "map",
    "pre",
)
_BOXED = ("iframe", "canvas", "video", "audio", "picture", "svg", "img")
_ICON = re.compile(r"^(fa[srlbd]?|fe|bxs?|bxl|ni|mdi|ti|bi|flag|icofont|material-icons)(-.*)?$")
_UNSEEN = frozenset(
    "modal offcanvas dropdown-menu d-none hidden visually-hidden sr-only tooltip popover".split()
)
_KEPT = frozenset(
    "class id style href type value placeholder name for checked disabled selected rows cols colspan rowspan "
    "role alt width height min max step title open multiple readonly scope src aria-label".split()
)
_LARGEST_SVG = 600
"""Characters of an inline drawing that stays."""
_MOST_BOX = 480


def clean(body: Element, keep: frozenset[str] = frozenset(), unseen: bool = False) -> None:
    """Clean a page's body in place. `keep`: more attributes that stay. `unseen`: hidden parts stay too."""
    etree.strip_elements(body, *_GONE, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in list(body.iter(etree.Element)):
        if element.getparent() is None and element is not body:
            continue
        classes = set(element.get("class", "").split())
        if not unseen and element is not body and (classes & _UNSEEN or _closed(classes)):
            _remove(element)
        elif element.tag in _BOXED:
            _box(element)
        elif element.tag in ("i", "span", "em") and len(element) == 0 and not (element.text or "").strip():
            if any(_ICON.match(token) for token in classes):
                others = [t for t in element.get("class", "").split() if not _ICON.match(t)]
                element.set("class", " ".join([GLYPH, *others]))
    for element in body.iter(etree.Element):
        _attributes(element, keep)


def _closed(classes: set[str]) -> bool:
    return "collapse" in classes and not classes & {"show", "navbar-collapse"}


def _remove(element: Element) -> None:
    """Take an element out; the text after it stays."""
    element.clear(keep_tail=True)
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _box(element: Element) -> None:
    """A picture, frame or canvas as a grey image of its stated size."""
    at, classes, style = element.get(AT), element.get("class"), element.get("style")
    if element.tag == "svg" and len(etree.tostring(element)) <= _LARGEST_SVG:
        return
    width, height = (_pixels(element.get(side)) for side in ("width", "height"))
    alt = element.get("alt") or ""
    if width is None and height is None:
        small = re.search(r"avatar|icon|logo|brand|rounded-circle|circle", f"{classes} {alt}", re.IGNORECASE)
        width, height = (40, 40) if small else (320, 180)
    width, height = width or height, height or width
    picture = (
        f"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'%3E"
        f"%3Crect width='{width}' height='{height}' fill='%23ced4da'/%3E%3C/svg%3E"
    )
    element.clear(keep_tail=True)
    element.tag = "img"
    for key, value in (("class", classes), ("style", style), (AT, at)):
        if value:
            element.set(key, value)
    for key, value in (("width", width), ("height", height), ("alt", alt), ("src", picture)):
        element.set(key, str(value))


def _pixels(value: str | None) -> int | None:
    found = re.match(r"\d+", value or "")
    return min(int(found[0]), _MOST_BOX) or None if found and "%" not in value else None


def _attributes(element: Element, keep: frozenset[str]) -> None:
    drawing = element.tag == "svg" or any(a.tag == "svg" for a in element.iterancestors())
    for key in list(element.attrib):
        handler = key.startswith("on")
        if key != AT and (handler or not (drawing or key in keep or key in _KEPT)):
            del element.attrib[key]
    if element.get("href") and not element.get("href").startswith("#"):
        element.set("href", "#")
    if "src" in element.attrib and not element.get("src").startswith("data:image/svg+xml,"):
        del element.attrib["src"]
    if "style" in element.attrib:
        style = "; ".join(f"{name}: {value}" for name, value in parse_declarations(element.get("style")))
        element.set("style", style)
        if not style:
            del element.attrib["style"]
