"""The picture alone: no prolog, comments, document type or names that only its package used.

`width` and `height` become a viewBox (they stay where they say another shape than the viewBox does);
classes without a style sheet and ids that nothing refers to go; `currentColor` stays. What an editor left
goes too: elements and attributes of other namespaces than SVG's and XLink's, metadata, empty definitions.
"""

from __future__ import annotations

import re

from lxml import etree

from stages.crawl.domains.svg.document import SVG, name_of, parse

VERSION = "2"

OURS = {SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace", None}
"""Namespaces that a renderer reads."""
EDITORS = re.compile(r"(?:^|;)\s*-inkscape-[\w-]+\s*:[^;]*")
LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?)(?:px)?\s*$")
NAMING = ("style", "animate", "animateMotion", "animateTransform", "set")
"""Elements that may refer to classes or ids in ways of their own (`begin="a.click"`): names stay then."""
REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)|^#(.+)$")


def prepare(content: bytes) -> str:
    """The root element as text, attributes in their order, one line end at the end."""
    root = parse(content)
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        _remove(node)
    _drop_editors(root)
    _size(root)
    if not any(name_of(element) in NAMING for element in root.iter()):
        _drop_unused_names(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", with_tail=False).strip() + "\n"


def _remove(node: etree._Element) -> None:
    """Take a node out and leave the text after it."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return  # beside the root: not written anyway
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
        node.tail = None
    parent.remove(node)


def _drop_editors(root: etree._Element) -> None:
    """Nothing of it is drawn; a group that an editor's element stood in keeps its other children."""
    for element in list(root.iter(etree.Element)):
        foreign = etree.QName(element).namespace not in OURS
        if element is not root and (foreign or name_of(element) == "metadata"):
            _remove(element)
            continue
        for key in list(element.attrib):
            if etree.QName(key).namespace not in OURS:
                del element.attrib[key]
        if "-inkscape-" in element.get("style", ""):
            element.set("style", EDITORS.sub("", element.get("style")).lstrip("; "))
    for definitions in list(root.iter(f"{{{SVG}}}defs")):
        if len(definitions) == 0 and definitions is not root:
            _remove(definitions)


def _size(root: etree._Element) -> None:
    width, height = (LENGTH.match(root.get(key, "")) for key in ("width", "height"))
    if width is None or height is None:
        return
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {width[1]} {height[1]}")
    box = root.get("viewBox").replace(",", " ").split()
    if len(box) == 4 and abs(float(width[1]) * float(box[3]) - float(height[1]) * float(box[2])) < 1e-6:
        del root.attrib["width"], root.attrib["height"]


def _drop_unused_names(root: etree._Element) -> None:
    used = {
        first or second
        for element in root.iter(etree.Element)
        for value in element.values()
        for first, second in REFERENCE.findall(value)
    }
    used |= {word for e in root.iter(f"{{{SVG}}}*") for word in (e.get("aria-labelledby") or "").split()}
    for element in root.iter(etree.Element):
        element.attrib.pop("class", None)
        if element.get("id") not in used:
            element.attrib.pop("id", None)
