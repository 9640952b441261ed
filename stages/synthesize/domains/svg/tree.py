"""The SVG tree for transforms: drawn shapes, paint as it is resolved, and writing back in the same layout."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from stages.synthesize.domain import NotApplicable

NAMESPACE = "http://www.w3.org/2000/svg"
SHAPES = ("path", "circle", "rect", "ellipse", "line", "polygon", "polyline")
_UNDRAWN = (
    "defs",
    "clipPath",
    "mask",
    "symbol",
    "pattern",
    "marker",
    "linearGradient",
    "radialGradient",
    "filter",
)
_NAMED = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "blue": "#0000ff", "green": "#008000",
    "yellow": "#ffff00", "gray": "#808080", "grey": "#808080", "orange": "#ffa500", "navy": "#000080",
    "gold": "#ffd700", "currentColor": "#000000", "currentcolor": "#000000",
}  # fmt: skip
Element = etree._Element


def parse(code: str) -> Element:
    """The root element. Comments stay; entities and network are off. Raises NotApplicable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(code.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise NotApplicable(f"no well-formed XML: {error.msg}") from error
    if name(root) != "svg":
        raise NotApplicable(f"the root element is <{name(root)}>, not <svg>")
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise NotApplicable("the root element lacks the SVG namespace")
    return root


def write(root: Element) -> str:
    """The document as text, with a newline at its end."""
    return etree.tostring(root, encoding="unicode", with_tail=False) + "\n"


def name(element: Element) -> str:
    """Local tag name; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def drawn(root: Element) -> Iterator[Element]:
    """Shape elements that are drawn where they stand, in drawing order."""
    for child in root:
        if name(child) in _UNDRAWN:
            continue
        if name(child) in SHAPES:
            yield child
        elif name(child) in ("g", "svg", "a"):
            yield from drawn(child)


def own(element: Element, key: str) -> str | None:
    """A presentation property that the element itself states, in its style or as an attribute."""
    found = re.search(rf"(?:^|;)\s*{re.escape(key)}\s*:\s*([^;]+)", element.get("style", ""))
    return found[1].strip() if found else element.get(key)


def put(element: Element, key: str, value: str) -> None:
    """State a property where it wins: in the style if it stands there, else as an attribute."""
    style = element.get("style", "")
    if re.search(rf"(?:^|;)\s*{re.escape(key)}\s*:", style):
        element.set("style", re.sub(rf"((?:^|;)\s*{re.escape(key)}\s*:)[^;]+", rf"\g<1>{value}", style))
    else:
        element.set(key, value)


def resolved(element: Element, key: str, default: str) -> str:
    """The property as inherited."""
    at: Element | None = element
    while at is not None:
        value = own(at, key)
        if value is not None and value != "inherit":
            return value
        at = at.getparent()
    return default


def hex_of(value: str) -> str | None:
    """ "#rrggbb" of a plain colour, None for none, gradients and notations that icons hardly use."""
    value = value.strip()
    if re.fullmatch(r"#[0-9a-fA-F]{3}", value):
        return "#" + "".join(digit * 2 for digit in value[1:].lower())
    if re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return value.lower()
    return _NAMED.get(value)


def viewbox(root: Element) -> tuple[float, float, float, float]:
    """Raises NotApplicable where neither viewBox nor plain width and height are given."""
    numbers = [float(found) for found in re.findall(r"-?\d*\.?\d+", root.get("viewBox", ""))]
    if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
        return numbers[0], numbers[1], numbers[2], numbers[3]
    size = [re.fullmatch(r"(\d+\.?\d*)(?:px)?", root.get(side, "")) for side in ("width", "height")]
    if size[0] and size[1] and float(size[0][1]) > 0 and float(size[1][1]) > 0:
        return 0.0, 0.0, float(size[0][1]), float(size[1][1])
    raise NotApplicable("the SVG states no size")


def number(value: float) -> str:
    """A coordinate as people write it: at most two decimals, no trailing zeros."""
    return f"{round(value, 2) + 0:g}"


def new(tag: str, **attributes: str) -> Element:
    """An SVG element; underscores in names become hyphens. It takes the parent's prefix when inserted."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})
    for key, value in attributes.items():
        element.set(key.replace("_", "-"), value)
    return element


def insert(parent: Element, at: int, element: Element) -> None:
    """Insert as a line of its own where the children stand on lines of their own."""
    if at == 0:
        element.tail = parent.text
    else:
        before = parent[at - 1]
        element.tail, before.tail = before.tail, parent.text if len(parent) > 1 else before.tail
    parent.insert(at, element)


def remove(element: Element) -> None:
    """Take an element out with its line."""
    parent = element.getparent()
    before = element.getprevious()
    if before is not None:
        before.tail = element.tail
    elif len(parent) > 1 or element.tail is not None:
        parent.text = element.tail if len(parent) == 1 else parent.text
    parent.remove(element)


def wrap(elements: list[Element], group: Element) -> None:
    """Put consecutive siblings into a group at their place, on lines of their own."""
    parent = elements[0].getparent()
    gap = parent.text
    group.text, group.tail = gap, elements[-1].tail
    parent.insert(parent.index(elements[0]), group)
    for element in elements:
        group.append(element)
    elements[-1].tail = gap


def first_painted(root: Element) -> int:
    """Index among the root's children of the first that is drawn."""
    for at, child in enumerate(root):
        if name(child) in SHAPES or name(child) in ("g", "use", "text", "a", "svg"):
            return at
    raise NotApplicable("nothing is drawn at the top level")
