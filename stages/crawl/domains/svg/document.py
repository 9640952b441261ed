"""Read an SVG without entities, network or a document type, and say what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use")
UNSEEN = ("defs", "symbol", "clipPath", "mask", "pattern", "marker", "metadata")
"""Elements whose children are not drawn where they stand."""
PAINTS = ("fill", "stroke", "stop-color", "color")


def parse(content: bytes) -> etree._Element:
    """The root element. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def name_of(element: etree._Element) -> str:
    """Tag without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def visible_shapes(root: etree._Element) -> int:
    """Drawing elements that are not inside a definition."""
    return sum(1 for shape in root.iter(*(f"{{{SVG}}}{tag}" for tag in SHAPES)) if not _unseen(shape))


def colours(root: etree._Element) -> set[str]:
    """Distinct paints as written, in lower case (`none`, `inherit` and references left out)."""
    found = {value.strip().lower() for _, value in paints(root)}
    return {c for c in found if c not in ("none", "inherit", "transparent", "") and not c.startswith("url(")}


def paints(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(property, value) of every paint attribute, inline style and style sheet."""
    rules = "|".join(PAINTS)
    for element in root.iter(etree.Element):
        yield from ((key, element.get(key)) for key in PAINTS if element.get(key))
        text = element.get("style") or (element.text if name_of(element) == "style" else None)
        yield from re.findall(rf"(?<![-\w])({rules})\s*:\s*([^;}}]+)", text or "")


def _unseen(element: etree._Element) -> bool:
    return any(name_of(ancestor) in UNSEEN for ancestor in element.iterancestors())
