"""R: the examples of its help pages. The first figure of a page that stands alone is its piece, with what it
needs of the lines before it: a page is stored compressed, so nothing smaller than a page has a span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from stages.crawl.config import Selection
from stages.crawl.domains.scientific.r_statements import assigned, names, plain, statements
from stages.crawl.domains.scientific.rdb import Item, Unreadable, entries
from stages.crawl.reader import Companions, Piece

_NOT_RUN = ("COMMENT", "\\dontrun", "\\dontdiff")
_FIGURE = re.compile(
    r"^\s*\(?(?:[A-Za-z.][\w.]*\s*(?:<-|=)\s*)?(?:graphics::)?"
    r"(?:plot|barplot|hist|boxplot|pie|curve|pairs|coplot|matplot|image|contour|filled\.contour|persp|mosaicplot|"
    r"sunflowerplot|symbols|dotchart|stripchart|assocplot|fourfoldplot|cdplot|spineplot|stars|smoothScatter|bxp|"
    r"qqnorm|scatter\.smooth|interaction\.plot|biplot|screeplot|heatmap|lag\.plot|monthplot|ts\.plot|plot\.\w+)\("
)
_ADDS = re.compile(
    r"^\s*(lines|points|abline|legend|text|axis|title|box|grid|mtext|polygon|rect|segments|arrows|rug|qqline|"
    r"matlines|matpoints|clip|xspline|rasterImage|polypath)\("
)
_GRAMMAR = re.compile(r"\b(ggplot|qplot|quickplot)\(")
_ASSIGNS = re.compile(r"^\s*[A-Za-z.][\w.$]*\s*(<-|=(?!=))")
_ALWAYS = re.compile(r"^\s*set\.seed\(")
_OUTSIDE = re.compile(
    r"\b(interactive|locator|identify|readline|readLines|read\.\w+|scan|source|url|download\.file|system|file|"
    r"tempfile|dev\.\w+|x11|X11|pdf|png|jpeg|tiff|svg|bmp|postscript|xfig|ggsave|layout|split\.screen|par|"
    r"Sys\.\w+|devAskNewPage|map_data|library|require|requireNamespace|vignette|demo|example|environment|ask)\b|:::"
)
"""Calls that wait for somebody, read or write files,
take another package, or put several figures into one."""


def read_r(content: bytes, path: str, selection: Selection, companions: Companions) -> Iterator[Piece]:
    """A piece for every help page that draws; its span is the entry that the page is stored in."""
    try:
        pages = [(start, end, _examples(page)) for start, end, page in entries(content)]
    except Unreadable as error:
        yield Piece(0, len(content), reason=f"syntax: {error}")
        return
    package = PurePosixPath(path).stem
    head = f"library({package})\n\n" if package == "ggplot2" else ""
    for start, end, code in pages:
        found = [(figure, _OUTSIDE.search(plain(figure))) for figure in figures(code, package)]
        alone = next((figure for figure, outside in found if outside is None), None)
        if alone is not None:
            yield Piece(start, end, f"{head}{alone}")
        elif found:
            yield Piece(start, end, reason=f"outside: {found[0][1][0]}")


def _examples(page: object) -> str:
    """The code of the section \\examples; empty where there is none."""
    if not isinstance(page, Item):
        return ""
    sections = [part for part in page.values if isinstance(part, Item) and part.tag == "\\examples"]
    return "".join(_text(part) for section in sections for part in section.values)


def _text(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, Item) or part.tag in _NOT_RUN:
        return ""
    if part.tag in ("\\dots", "\\ldots"):
        return "..."
    return "".join(_text(child) for child in part.values)


def figures(code: str, package: str) -> Iterator[str]:
    """The code of every figure: a call that begins one, what is added to it, and what both need."""
    every = statements(code)
    grammar: set[str] = set()  # names of plots that are drawn when they are printed
    place = 0
    while place < len(every):
        statement = every[place]
        drawn = names(statement) & grammar or _GRAMMAR.search(plain(statement))
        if drawn and _ASSIGNS.match(plain(statement)):
            grammar |= assigned(statement)
            place += 1
            continue
        if not (
            drawn or _FIGURE.match(plain(statement)) and "plot=FALSE" not in plain(statement).replace(" ", "")
        ):
            place += 1
            continue
        last = place + 1
        while (
            not drawn
            and last < len(every)
            and (_ADDS.match(every[last]) or _ASSIGNS.match(plain(every[last])))
        ):
            last += 1
        while _ASSIGNS.match(plain(every[last - 1])) and last - 1 > place:
            last -= 1
        own = every[place:last]
        yield "\n".join([*_needed(every[:place], own), *own]).strip("\n") + "\n"
        place = last


def _needed(before: list[str], own: list[str]) -> list[str]:
    """Earlier statements that give values to names of `own`, found from the end backwards."""
    need, kept = set().union(*(names(s) for s in own)), []
    for statement in reversed(before):
        figure = _FIGURE.match(plain(statement)) and not _ASSIGNS.match(plain(statement))
        if _ALWAYS.match(statement) or (assigned(statement) & need and not figure):
            kept.append(statement)
            need |= names(statement)
    return kept[::-1]
