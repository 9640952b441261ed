"""Benchmark items from local folders: code, instructions and pictures, whichever a folder's format holds.

| benchmark | what lies in its folder |
|---|---|
| ChartMimic | `*.py` beside `*.png`, or JSON Lines with `instruction` and `code` |
| Design2Code | `*.html` beside `*.png` |
| SVGEditBench | `TASK/query/*.txt` (a request with the drawing in it), `TASK/answer/*.svg` |
| HumanEval | JSON Lines, also gzipped: `prompt`, `canonical_solution` |
| MBPP | JSON Lines or a JSON list: `text` or `prompt`, `code` |
| PandasPlotBench | Parquet: `code_plot`, `code_data`, `task__plot_description`, `plots_gt` (base64) |

Rows of the three table formats are read by the names of their columns: another benchmark in one of them
needs no code. PDF is not read.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from stages.errors import JanusError

LANGUAGES = {
    ".py": "python", ".svg": "svg", ".html": "html", ".r": "r", ".m": "octave", ".gp": "gnuplot",
    ".mmd": "mermaid", ".js": "javascript",
}  # fmt: skip
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
CODE = ("code", "code_plot", "code_data", "canonical_solution", "answer", "html", "svg")
INSTRUCTION = (
    "prompt", "text", "instruction", "query", "task__plot_description", "_task__plot_description_short",
)  # fmt: skip
PICTURE = ("plots_gt", "image", "figure")
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True)
class Item:
    """One thing of a benchmark that the corpus must not hold."""

    name: str
    """Folder name and path in it, with `#N` for a row: never a full path."""
    kind: Literal["code", "instruction", "picture"]
    content: str | bytes
    language: str | None = None


def read_items(folders: list[str]) -> list[Item]:
    """All items of the folders, in order. Raises JanusError for a folder that is absent or holds none."""
    found: list[Item] = []
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise JanusError(f"benchmark folder {folder} does not exist", do="correct the list of benchmarks")
        items = [
            item
            for path in sorted(p for p in folder.rglob("*") if p.is_file())
            for item in _file(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        ]
        if not items:
            raise JanusError(
                f"benchmark folder {folder} holds nothing that can be read",
                do="see stages/likeness/benchmarks.py for the formats",
            )
        found += items
    return found


def _file(path: Path, name: str) -> Iterator[Item]:
    suffix = path.suffix.lower()
    if suffix in LANGUAGES:
        yield Item(name, "code", _text(path), LANGUAGES[suffix])
    elif suffix in PICTURES:
        yield Item(name, "picture", path.read_bytes())
    elif suffix == ".txt":
        yield from _prose(name, _text(path))
    elif suffix == ".parquet":
        import pyarrow.parquet as pq

        yield from _rows(name, pq.read_table(path).to_pylist())
    elif suffix == ".json":
        content = json.loads(_text(path))
        yield from _rows(name, content if isinstance(content, list) else [content])
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        data = gzip.decompress(path.read_bytes()) if suffix == ".gz" else path.read_bytes()
        yield from _rows(
            name, [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
        )


def _rows(name: str, rows: list[Any]) -> Iterator[Item]:
    """Items of table rows by the names of their columns; rows that are no objects hold none."""
    for number, row in enumerate(r for r in rows if isinstance(r, dict)):
        place = f"{name}#{row.get('task_id', number)}"
        for column in CODE:
            if isinstance(row.get(column), str):
                # HumanEval: the solution goes on where the prompt ends.
                head = row.get("prompt", "") if column == "canonical_solution" else ""
                yield Item(
                    place, "code", head + row[column], {"html": "html", "svg": "svg"}.get(column, "python")
                )
        for column in INSTRUCTION:
            if isinstance(row.get(column), str):
                yield from _prose(place, row[column])
        for column in PICTURE:
            values = row.get(column)
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, dict):  # as Hub data sets store pictures
                    value = value.get("bytes")
                if isinstance(value, (str, bytes)) and value:
                    data = value if isinstance(value, bytes) else base64.b64decode(value.split(",")[-1])
                    yield Item(place, "picture", data)


def _prose(name: str, text: str) -> Iterator[Item]:
    """An instruction, and the drawings written out in it."""
    for drawing in _SVG.findall(text):
        yield Item(name, "code", drawing, "svg")
    yield Item(name, "instruction", _SVG.sub(" ", text))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
