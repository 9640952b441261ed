"""What an SVG may not contain: entities, scripts, and references to anything outside the file.

resvg runs no scripts and fetches nothing from a network; these files are refused because a picture that
depends on what is not in the file is no picture of the code.
"""

from __future__ import annotations

import re

from lxml import etree

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_STYLESHEET = re.compile(r"<\?xml-stylesheet", re.IGNORECASE)
_CSS_REFERENCE = re.compile(r"@import|url\(\s*[\"']?(?!\s*[\"']?(?:#|data:image/))", re.IGNORECASE)
_ACTIVE = ("script", "iframe", "object", "embed", "handler", "listener")
_LINKS = ("a",)
"""Elements whose href is followed by a click alone."""


def refused_source(code: str) -> str | None:
    """Why the text is refused before it is parsed, or None."""
    if "<!" in code and _ENTITY.search(code):
        return "entity declarations are not allowed"
    return "external style sheets are not allowed" if "<?" in code and _STYLESHEET.search(code) else None


def refused_tree(root: etree._Element) -> str | None:
    """Why the parsed file is refused, or None."""
    for element in root.iter(etree.Element):
        name = local(element.tag)
        if name in _ACTIVE:
            return f"<{name}> is not allowed"
        if name == "style" and _CSS_REFERENCE.search("".join(element.itertext())):
            return "style sheets may not refer to other files"
        for attribute, value in element.attrib.items():
            if reason := _refused_attribute(name, local(attribute), value.strip()):
                return reason
    return None


def _refused_attribute(element: str, attribute: str, value: str) -> str | None:
    if attribute.startswith("on"):
        return f"event attribute {attribute} is not allowed"
    if attribute == "href":
        if value.lower().startswith("javascript:"):
            return "javascript: references are not allowed"
        if element not in _LINKS and not value.startswith("#") and not value.startswith("data:image/"):
            return f"<{element}> refers to something outside the file"
    elif ("(" in value or "@" in value) and _CSS_REFERENCE.search(value):  # path data has neither
        return f"attribute {attribute} refers to something outside the file"
    return None


def local(name: object) -> str:
    """Name without its namespace; "" for comments and processing instructions."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""
