"""Does an SVG stand alone and show enough? Decided on its tree, nothing is drawn."""

from __future__ import annotations

import re

from lxml import etree

from stages.crawl.domains.svg.document import SVG, colours, name_of, parse, visible_shapes

SCRIPTS = {"script", "foreignObject", "handler"}
RASTER = {"image", "feImage"}
SPRITES = {"symbol", "font", "glyph", "view"}
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|data:", re.IGNORECASE)


def reject(content: bytes, min_shapes: int, min_colours: int) -> str | None:
    """The first reason why a picture is not taken, as `class: detail`; None where it is."""
    try:
        root = parse(content)
    except etree.XMLSyntaxError as error:
        return f"syntax: {error.msg}"
    if (
        root.getroottree().docinfo.internalDTD is not None
        and root.getroottree().docinfo.internalDTD.entities()
    ):
        return "entities: the document type declares entities"
    if root.tag != f"{{{SVG}}}svg":
        return f"syntax: the root is {name_of(root)}, not svg in its namespace"
    return _content(root) or _enough(root, min_shapes, min_colours)


def _content(root: etree._Element) -> str | None:
    for element in root.iter(etree.Element):
        tag = name_of(element)
        if tag in SCRIPTS:
            return f"script: <{tag}>"
        if tag in RASTER:
            return f"raster: <{tag}>"
        if tag in SPRITES:
            return f"sprite: <{tag}>"
        if tag == "style" and OUTSIDE.search("".join(element.itertext())):
            return "outside: a style sheet refers to another file"
        for key, value in element.items():
            local = etree.QName(key).localname
            if local.startswith("on"):
                return f"script: {local}="
            if (local == "href" and not value.startswith("#") and tag != "a") or OUTSIDE.search(value):
                return f"outside: <{tag}> refers to another file"
    return None


def _enough(root: etree._Element, min_shapes: int, min_colours: int) -> str | None:
    if (shapes := visible_shapes(root)) < min_shapes:
        return f"shapes: {shapes}, fewer than {min_shapes}"
    if (found := len(colours(root))) < min_colours:
        return f"colours: {found}, fewer than {min_colours}"
    return None
