"""What is measured on: real scripts and icons of the default crawl, and small generated programs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from stages.crawl.__main__ import crawl
from stages.crawl.config import CrawlSection
from stages.crawl.domains.svg import SvgSelection
from stages.records.identity import rank, sha256
from stages.records.tables import read_table
from tests.crawl.test_conf import load

SVG = "http://www.w3.org/2000/svg"
NOT_OK = {"376c3fa5e9c5e1d1": "nondeterministic"}  # axes_units.py writes addresses of locators
"""Scripts of the gallery that draw and get another verdict than ok, by the start of their SHA-256."""


def _wide(section: CrawlSection) -> CrawlSection:
    """The section without caps and without the least number of shapes and colours."""
    sources = {}
    for name, source in section.sources.items():
        change = {"cap": None}
        if isinstance(source.select, SvgSelection):
            change |= {"min_shapes": 0, "min_colours": 0}
        sources[name] = source.model_copy(update={"select": source.select.model_copy(update=change)})
    return section.model_copy(update={"sources": sources})


@cache
def _prepared(domain: str) -> tuple[str, ...]:
    section = load()
    named = {name: s for name, s in section.sources.items() if s.select.domain == domain}
    found = crawl(_wide(section.model_copy(update={"sources": named})))
    codes = {c.prepared for candidates in found.values() for c in candidates if c.prepared is not None}
    return tuple(sorted(codes, key=rank))


def charts(most: int | None = None) -> tuple[str, ...]:
    """Gallery scripts of matplotlib and seaborn that stand alone: all, or the first of a fixed shuffle.

    Needs the registries, or the archives in the download cache.
    """
    return _prepared("chart")[:most]


def built_charts(most: int) -> list[str]:
    """Python programs of charts in the corpus of this project, the first of a fixed shuffle; none unbuilt."""
    if not (folder := Path("data/corpus")).is_dir():
        return []
    rows = read_table(folder, ["domain", "runtime", "output_code"], keep=True).to_pylist()
    codes = {row["output_code"] for row in rows if (row["domain"], row["runtime"]) == ("chart", "python")}
    return sorted(codes, key=rank)[:most]


def deserved(code: str) -> str:
    """The verdict that a script which draws should get."""
    return NOT_OK.get(sha256(code)[:16], "ok")


def icons(most: int | None = None) -> tuple[str, ...]:
    """SVG files of the packages of the default crawl, as `charts`."""
    return _prepared("svg")[:most]


def small_programs(count: int) -> Iterator[tuple[str, str]]:
    """Distinct (code, runtime): nineteen small SVG files, then a small script, and so on.

    Of ten scripts one draws; the others cost little more than their isolation.
    """
    for i in range(count):
        if i % 20 < 19:
            circles = (f'<circle cx="{i * k % 97}" cy="{i // k % 89}" r="{k}"/>' for k in range(1, 6))
            yield f'<svg xmlns="{SVG}" viewBox="0 0 99 99">{"".join(circles)}</svg><!--{i}-->', "svg"
        elif i % 200 < 199:
            yield f"raise SystemExit('{i}')\n", "python"
        else:
            yield f"import matplotlib.pyplot as plt\nplt.plot([{i}, 1, 2])\n", "python"


def pages(count: int) -> list[str]:
    """Distinct pages of a heading, a style sheet, a table and a list."""
    style = "body{font-family:sans-serif;margin:2em}td{border:1px solid #888;padding:4px}h1{color:#246}"
    rows = "".join(f"<tr><td>item {n}</td><td>{n * n}</td></tr>" for n in range(12))
    return [
        f"<!doctype html><title>{i}</title><style>{style}</style><h1>Report {i}</h1><table>{rows}</table>"
        f"<ul>{''.join(f'<li>{i + n}</li>' for n in range(8))}</ul>"
        for i in range(count)
    ]
