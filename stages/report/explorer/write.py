"""The explorer's files: the page with the graph in it, and the parts with details beside it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from stages.lineage.graph import Graph
from stages.report.explorer.details import details
from stages.report.explorer.graph import blocks
from stages.report.explorer.order import arrange
from stages.report.explorer.packing import packed_json

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("graph.js", "details.js", "view.js", "focus.js", "keys.js")
TEXTS = ("code", "before", "error", "text")
"""Fields of a detail whose equal values a part keeps once: a sample and its render share a program."""


def write(graph: Graph, folder: Path, side: int) -> int:
    """Write the page for a graph into `folder`; returns the bytes written.

    `side`: pixels of a picture's longer side. A graph without tables gets no details.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    order = arrange(graph)
    parts: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    if graph.sources is not None:
        for place, detail in details(graph.sources, order.place(graph), side):
            parts[int(order.parts[place])].append((place, detail))
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("page.html.j2").render(
        blocks=blocks(graph, order),
        css=(TEMPLATES / "explorer.css").read_text(encoding="utf-8"),
        scripts=[(TEMPLATES / name).read_text(encoding="utf-8") for name in SCRIPTS],
    )
    folder.mkdir(parents=True, exist_ok=True)
    written = _text(folder / "index.html", page)
    for number, rows in sorted(parts.items()):
        body = packed_json(_shared(rows))
        written += _text(folder / f"{number:03}.js", f'explorer.part({number}, "{body}");\n')
    return written


def _shared(rows: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
    """`{"texts": [...], "rows": {place: detail}}` with the fields of TEXTS as positions in `texts`."""
    texts: dict[str, int] = {}
    for _, detail in rows:
        for name in TEXTS:
            if name in detail:
                detail[name] = texts.setdefault(detail[name], len(texts))
    return {"texts": list(texts), "rows": dict(rows)}


def _text(path: Path, text: str) -> int:
    return path.write_bytes(text.encode("utf-8"))
