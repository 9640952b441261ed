"""Web pages: sections of real pages, each standing alone with the style rules that it uses."""

from __future__ import annotations

from collections.abc import Iterator

from stages.crawl.config import Selection, Size
from stages.crawl.domains.webui.alone import alone
from stages.crawl.domains.webui.pieces import Element, Page, parts, read_page
from stages.crawl.reader import Companions, Piece, SeedReader

VERSION = "1"


class PageSelection(Selection):
    """Pages whose style sheets are `companions`.

    `piece_bytes`: of a prepared piece; a part that needs more is cut further. `least_texts`: texts in one.
    """

    piece_bytes: Size = 8192
    least_texts: Size = 4


def read(content: bytes, path: str, selection: PageSelection, companions: Companions) -> Iterator[Piece]:
    page = read_page(content, path, companions)
    if isinstance(page, str):
        yield Piece(0, len(content), reason=page)
        return
    yield from _pieces(page, page.body, selection)


def _pieces(page: Page, inside: Element, selection: PageSelection) -> Iterator[Piece]:
    for part in parts(inside, selection.piece_bytes * 2 // 3, selection.least_texts):
        code = alone(part, page.rules, page.sheets, page.title)
        start, end = page.span(part)
        if len(code.encode()) <= selection.piece_bytes:
            yield Piece(start, end, code, includes=page.includes)
            continue
        smaller = [p for child in part for p in _pieces(page, child, selection)]
        size = f"size: {len(code.encode())} bytes with its rules, more than {selection.piece_bytes}"
        yield from smaller or [Piece(start, end, reason=size)]


READERS = (SeedReader("webui", "html", "html", VERSION, read, PageSelection),)
