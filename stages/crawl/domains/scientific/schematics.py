"""Circuits and diagrams drawn with schemdraw: the blocks of its pages that are executed there.

The blocks of a page run one after another and share their names. So a page is read as one script in which
everything but the blocks is blank, and a block becomes a piece with what it needs of those before it.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from stages.crawl.config import Selection
from stages.crawl.domains.chart import criteria
from stages.crawl.domains.chart.cells import line_numbers, needed
from stages.crawl.domains.chart.needs import binds, calls
from stages.crawl.reader import Companions, Piece

LIBRARIES = ["schemdraw", "matplotlib", "numpy"]
_DIRECTIVE = re.compile(r"([ \t]*)\.\. jupyter-execute::[ \t]*$")
_BACKEND = re.compile(r"\b(use|svgconfig|save|get_imagedata|_repr_\w+)$")
"""Calls that choose the SVG backend, of which no figure comes, or write a file."""
_SETTING = re.compile(r"\b(theme|config|style|display)$")
"""Calls that show nothing by themselves, or only in a notebook."""
_FILE = re.compile(r"\.(png|jpe?g|gif|svg)$|^url\(")


@dataclass(frozen=True)
class _Block:
    """Lines [first, last] of the page (from 0) that hold code, dedented."""

    first: int
    last: int
    code: list[str]


def read_schematics(
    content: bytes, path: str, selection: Selection, companions: Companions
) -> Iterator[Piece]:
    """A piece for each block that draws; those that only import or define belong to the pieces after them."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Piece(0, len(content), reason=f"encoding: {error}")
        return
    lines = text.split("\n")
    ends = [0, *accumulate(len(line.encode()) + 1 for line in lines)]
    script = [""] * len(lines)
    before: list[ast.stmt] = []
    for block in _blocks(lines):
        start, end = ends[block.first], ends[block.last + 1] - 1
        script[block.first : block.last + 1] = block.code
        try:
            own = ast.parse("\n" * block.first + "\n".join(block.code)).body
        except SyntaxError as error:
            yield Piece(start, end, reason=f"syntax: {error.msg}")
            continue
        if own and _draws(own):
            yield _piece(start, end, script, before, own)
        before += [s for s in own if not any(_BACKEND.search(name) for name in calls(s))]


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """The code under each directive: deeper lines from the first that is no option."""
    for number, line in enumerate(lines):
        if not (directive := _DIRECTIVE.match(line)):
            continue
        first = last = None
        for n in range(number + 1, len(lines)):
            text = lines[n].strip()
            if text and len(lines[n]) - len(lines[n].lstrip()) <= len(directive[1]):
                break
            if text and (first is not None or not text.startswith(":")):
                first = n if first is None else first
                last = n
        if first is not None and last is not None:
            code = textwrap.dedent("\n".join(lines[first : last + 1])).split("\n")
            yield _Block(first, last, code)


def _draws(own: list[ast.stmt]) -> bool:
    """Whether the block shows something: a notebook shows the value of the last statement."""
    last = own[-1]
    if isinstance(last, ast.Expr):
        return not any(_BACKEND.search(name) or _SETTING.search(name) for name in calls(last)[:1])
    return isinstance(last, ast.With)


def _piece(start: int, end: int, script: list[str], before: list[ast.stmt], own: list[ast.stmt]) -> Piece:
    context = [line_numbers(s) for s in needed(before, own)]
    kept = [s for s in own if not any(_BACKEND.search(name) for name in calls(s))]
    body = [script[n - 1 : m] for n, m in _runs(kept)]
    shown = _shown(kept[-1], body.pop())
    if shown is None:
        return Piece(start, end, reason="hidden: the last statement gives no drawing")
    head = [script[n - 1] for numbers in context for n in numbers]
    if not any("schemdraw" in binds(s) for s in (*needed(before, own), *own)):
        head.insert(0, "import schemdraw")
    gap = [""] if head and not isinstance(kept[0], ast.Import | ast.ImportFrom) else []
    lines = [*head, *gap, *(line for part in body for line in part), *shown]
    code = "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
    if reason := criteria.reject(code, LIBRARIES) or _file(code):
        return Piece(start, end, reason=reason)
    return Piece(start, end, code)


def _file(code: str) -> str | None:
    """A picture that the code names, as a reason."""
    texts = (n.value for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Constant))
    return next((f"reads: {t}" for t in texts if isinstance(t, str) and _FILE.search(t)), None)


def _runs(statements: list[ast.stmt]) -> Iterator[tuple[int, int]]:
    """First and last line of each statement, comments and blank lines before it included."""
    previous = None
    for statement in statements:
        numbers = line_numbers(statement)
        yield (numbers.start if previous is None else previous + 1), numbers.stop - 1
        previous = numbers.stop - 1


def _shown(last: ast.stmt, lines: list[str]) -> list[str] | None:
    """The last statement so that a script shows what a notebook would; None where that is nothing."""
    if isinstance(last, ast.With):
        hidden = any(isinstance(n, ast.keyword) and n.arg == "show" for n in ast.walk(last.items[0]))
        return None if hidden else lines
    if isinstance(last.value, ast.Name):
        return [f"{last.value.id}.draw()"]
    name = (calls(last) or [""])[0]
    if name.endswith(".draw"):
        return lines
    if not isinstance(last.value, ast.Call) or not name:
        return None
    if name.rpartition(".")[2] == "logicparse":
        return [*lines[:-1], f"{lines[-1].rstrip()}.draw()"]
    first = last.lineno - last.end_lineno - 1 + len(lines)  # what stands before it are comments
    return [
        *lines[:first],
        "d = schemdraw.Drawing()",
        f"d += {lines[first]}",
        *lines[first + 1 :],
        "d.draw()",
    ]
