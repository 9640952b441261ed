"""What a domain knows about its seeds: which files stand alone, and how they are prepared."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Callable
from dataclasses import dataclass

from stages.crawl.chart import criteria as chart_criteria
from stages.crawl.chart import prepare as chart_prepare
from stages.crawl.config import ChartSelection, SvgSelection
from stages.crawl.svg import criteria as svg_criteria
from stages.crawl.svg import prepare as svg_prepare


@dataclass(frozen=True)
class Domain:
    """`reject(content, selection)` gives a reason or None; `prepare(content)` what runs by itself."""

    name: str
    language: str
    runtime: str
    version: str
    reject: Callable[..., str | None]
    prepare: Callable[[bytes], str]


def _decode(content: bytes) -> str:
    """Python source as text, by its coding line. Raises SyntaxError or UnicodeDecodeError."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding)


def _reject_chart(content: bytes, selection: ChartSelection) -> str | None:
    try:
        code = _decode(content)
    except (SyntaxError, UnicodeDecodeError) as error:
        return f"syntax: {error}"
    return chart_criteria.reject(code, selection.libraries)


def _reject_svg(content: bytes, selection: SvgSelection) -> str | None:
    return svg_criteria.reject(content, selection.min_shapes, selection.min_colours)


DOMAINS: dict[str, Domain] = {
    "chart": Domain(
        "chart",
        "python",
        "python",
        chart_prepare.VERSION,
        _reject_chart,
        lambda content: chart_prepare.prepare(_decode(content)),
    ),
    "svg": Domain("svg", "svg", "svg", svg_prepare.VERSION, _reject_svg, svg_prepare.prepare),
}
