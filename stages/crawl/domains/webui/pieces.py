"""A page's pieces: the largest parts (down to cards, tables, forms) that stand alone within a size."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from stages.crawl.domains.webui.clean import clean
from stages.crawl.domains.webui.sheet import Rule, Sheet, parse_sheet
from stages.crawl.domains.webui.spans import AT, Places, places
from stages.crawl.domains.webui.used import rules_in_use
from stages.crawl.reader import Companions

Element = etree._Element
BROKEN = 8
"""Elements without an end (or ends without an element) from which a page counts as broken."""
_ROOTS = frozenset(
    "body div section main article nav header footer aside form fieldset figure table ul ol dl".split()
)
"""Elements that may become a page of their own: not a row, an item or a cell."""
_ROWS = 6
"""Rows of a table's body that stay."""
_TEMPLATE = re.compile(r"@@include|\{%|\{\{|<%")


@dataclass(frozen=True)
class Page:
    """A cleaned page: its body, the rules in use, the sheets and the companions that they came from."""

    text: str
    places: Places
    body: Element
    title: str
    rules: list[Rule]
    sheets: list[Sheet]
    includes: tuple[str, ...]

    def span(self, part: Element) -> tuple[int, int]:
        """Byte offsets of a part in the file; the whole file for the body or what has no place."""
        start = int(part.get(AT, -1))
        if part.tag == "body" or start not in self.places.ends:
            return 0, len(self.text.encode())
        end = self.places.ends[start]
        return len(self.text[:start].encode()), len(self.text[:end].encode())


def read_page(
    content: bytes,
    path: str,
    companions: Companions,
    keep: frozenset[str] = frozenset(),
    unseen: bool = False,
) -> Page | str:
    """The page, or the reason against it. `keep`, `unseen`: see `clean`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return f"encoding: {error}"
    if found := _TEMPLATE.search(text):
        return f"template: {found[0]} stands in it"
    if "<body" not in text.lower():
        return "syntax: no <body>"
    where = places(text)
    if where.unclosed >= BROKEN:
        return f"syntax: {where.unclosed} elements are not closed"
    tree = html.document_fromstring(where.marked, parser=html.HTMLParser(encoding=None, huge_tree=False))
    body = tree.find("body")
    if body is None or len(body) == 0:
        return "empty: nothing in its body"
    title = " ".join((tree.findtext(".//title") or "Page").split())
    sheets, includes = _sheets(tree, path, companions)
    if not sheets:
        return "style: none of its style sheets is here"
    clean(body, keep, unseen)
    for rows in body.iter("tbody"):
        for row in rows.findall("tr")[_ROWS:]:
            rows.remove(row)
    body.getparent().remove(body)
    around = etree.Element("html")
    around.append(body)
    return Page(text, where, body, title, rules_in_use(around, sheets), sheets, includes)


def parts(element: Element, largest: int, least_texts: int) -> Iterator[Element]:
    """Parts from the outside in: an element that fits (`largest` characters of markup) is not cut further."""
    if element.tag not in _ROOTS or len(texts(element)) < least_texts:
        return
    if len(etree.tostring(element, method="html", with_tail=False)) <= largest and len(element):
        yield element
        return
    for child in element.iterchildren(etree.Element):
        yield from parts(child, largest, least_texts)


def texts(element: Element) -> list[str]:
    """Texts with a letter or digit, white space normalised; choices of a list that is closed left out."""
    shown = (t for t in element.xpath(".//text()") if t.getparent().tag != "option")
    found = (" ".join(t.split()) for t in shown)
    return [text for text in found if re.search(r"\w", text)]


def _sheets(tree: Element, path: str, companions: Companions) -> tuple[list[Sheet], tuple[str, ...]]:
    """Style sheets in document order: those written in the page, and those of its own archive."""
    sheets, includes = [], []
    for element in tree.iter("link", "style"):
        if element.tag == "style":
            sheets.append(parse_sheet(element.text or ""))
        elif "stylesheet" in (element.get("rel") or ""):
            name = companion(path, element.get("href") or "", companions)
            if name is not None:
                includes.append(name)
                sheets.append(parse_sheet(companions[name].decode("utf-8", "replace")))
    return sheets, tuple(dict.fromkeys(includes))


def companion(path: str, href: str, companions: Companions) -> str | None:
    """The companion that a page at `path` means by `href`; from the root, any folder that serves it."""
    if "://" in href or href.startswith("//"):
        return None
    href = href.partition("?")[0].partition("#")[0]
    if href.startswith("/"):
        return next((name for name in sorted(companions) if name.endswith(href)), None)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(path), href))
    return name if name in companions else None
