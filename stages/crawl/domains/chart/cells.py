"""A long script as the cells that draw, each with what it depends on.

Cells begin at `# %%`, a line of `#`, or a heading of a notebook (`# ## Title`), at the margin. A cell that
draws becomes a piece: its own lines, and before them the statements that it needs (imports, definitions,
data, seeds of random generators, settings), found on the syntax tree. What earlier cells drew on figures of
their own is left out. A need that the tree does not show (a change through another name) is not found: the
piece then draws something else or fails when it is executed.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from stages.crawl.domains.chart.needs import binds, calls, changes, first_reads, reads, settles

START = re.compile(r"#\s?%%|#{20,}|#\s#{1,6}\s")
DRAWS = re.compile(
    r"^_?(plot|draw|scatter|bar|barh|hist|imshow|matshow|pie|boxplot|violinplot|contour|pcolor|fill|errorbar|stem|"
    r"step|hexbin|quiver|streamplot|heatmap|lines|area|box|violin|vlines|hlines|semilog|loglog|from_estimator|"
    r"from_predictions|qqplot|spy|tripcolor|add_patch|stackplot|eventplot|graphic|show_)"
)


@dataclass(frozen=True)
class Cell:
    """Lines [first, last] of the script (from 1), and the code of a piece made of it."""

    first: int
    last: int
    code: str


def drawing_cells(code: str) -> list[Cell]:
    """The cells that draw, in order; fewer than two where the script is one piece. `code` must parse."""
    lines = code.split("\n")
    tree = ast.parse(code)
    inside = {n for s in tree.body for n in range(s.lineno + 1, (s.end_lineno or s.lineno) + 1)}
    starts = [n for n, line in enumerate(lines, 1) if START.match(line) and n not in inside]
    bounds = list(zip([1, *starts], [*(n - 1 for n in starts), len(lines)], strict=True))
    found = []
    for first, last in bounds:
        own = [s for s in tree.body if first <= s.lineno <= last]
        if any(DRAWS.match(name.rpartition(".")[2]) for s in own for name in calls(s)):
            before = [s for s in tree.body if s.lineno < first]
            found.append(Cell(first, last, _piece(lines, before, own, first, last)))
    return found


def _piece(lines: list[str], before: list[ast.stmt], own: list[ast.stmt], first: int, last: int) -> str:
    kept = sorted({number for statement in needed(before, own) for number in line_numbers(statement)})
    cell = [n for n in range(first, last + 1) if not _is_prose(lines, n)]
    text, previous = [], 0
    for number in [*kept, *cell]:
        if previous and number != previous + 1 and text[-1]:
            text.append("")
        text.append(lines[number - 1])
        previous = number
    return "\n".join(text) + "\n"


def needed(before: list[ast.stmt], own: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of `before` that `own` needs, in order.

    Found from the end backwards: what gives a name a new value ends the search for it. What functions read is
    looked for from the end again, since it may be given a value after they are defined.
    """
    modules = {name for s in before if isinstance(s, ast.Import | ast.ImportFrom) for name in binds(s)}
    called: set[str] = set()
    while True:
        need, kept = first_reads(own) | called, []
        for statement in reversed(before):
            if _is_needed(statement, need, modules):
                kept.append(statement)
                need = (need - (settles(statement) - called)) | reads(statement)
        definitions = (s for s in kept if isinstance(s, ast.FunctionDef | ast.ClassDef))
        later = set().union(*(reads(s) for s in definitions))
        if later <= called:
            return kept[::-1]
        called |= later


def line_numbers(statement: ast.stmt) -> range:
    """The lines of a statement, decorators included."""
    top = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    return range(top, statement.end_lineno + 1)


def _is_needed(statement: ast.stmt, need: set[str], modules: set[str]) -> bool:
    if isinstance(statement, ast.ImportFrom) and (
        statement.module == "__future__" or any(alias.name == "*" for alias in statement.names)
    ):
        return True
    if binds(statement) & need:
        return True
    names = calls(statement)
    if any(re.search(r"\b(seed|rc|rcParams|rc_context|set_theme|set_config|use)\b", name) for name in names):
        return bool({name.partition(".")[0] for name in names} & need)
    draws = any(DRAWS.match(name.rpartition(".")[2]) for name in names)
    if draws and isinstance(statement, ast.Expr) and names[0].partition(".")[0] in modules:
        return False  # drawn by a library on a figure of another cell
    return bool(changes(statement, modules) & need)


def _is_prose(lines: list[str], number: int) -> bool:
    """Whether a line is of a comment block at the margin that begins a cell, or that no code follows."""
    top = bottom = number - 1
    if not lines[top].startswith("#"):
        return False
    while top > 0 and lines[top - 1].startswith("#"):
        top -= 1
    while bottom < len(lines) and lines[bottom].startswith("#"):
        bottom += 1
    marked = any(START.match(line) for line in lines[top:number])
    return marked or bottom == len(lines) or not lines[bottom].strip()
