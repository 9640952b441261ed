"""SVG pictures."""

from __future__ import annotations

from stages.crawl.config import Count, Selection
from stages.crawl.domains.svg import criteria, prepare
from stages.crawl.reader import SeedReader, whole


class SvgSelection(Selection):
    """Pictures with enough visible shapes and distinct colours."""

    min_shapes: Count
    min_colours: Count


def _reject(content: bytes, selection: SvgSelection) -> str | None:
    return criteria.reject(content, selection.min_shapes, selection.min_colours)


READERS = (SeedReader("svg", "svg", "svg", prepare.VERSION, whole(_reject, prepare.prepare), SvgSelection),)
