"""The script without its gallery page: the code alone, which still runs the same.

Gallery scripts are pages too: a docstring as title, prose in comment blocks after `# %%` or a line of `#`,
and `# sphinx_gallery_...` settings. Comments between the code stay.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize

VERSION = "2"

CELL = re.compile(r"#\s?%%|#{20,}")
SETTING = re.compile(r"#\s*(sphinx_gallery_|-\*-.*coding)")


def prepare(code: str) -> str:
    """Text with `\\n` line ends that has the same syntax tree but for the module's docstring."""
    code = code.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = code.split("\n")
    gone = _docstring(code) | _prose(code, lines)
    blank = _blank(code)
    kept: list[str] = []
    empty = 2
    for number, line in enumerate(lines, 1):
        if number in gone:
            continue
        if number in blank:
            empty += 1
            if empty > 2:
                continue
            kept.append("")
        else:
            empty = 0
            kept.append(line)
    return "\n".join(kept).rstrip() + "\n"


def _docstring(code: str) -> set[int]:
    """Line numbers of the module's docstring."""
    body = ast.parse(code).body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        if isinstance(body[0].value.value, str):
            return set(range(body[0].lineno, body[0].end_lineno + 1))
    return set()


def _prose(code: str, lines: list[str]) -> set[int]:
    """Line numbers of page prose: comment blocks opened by a cell mark, and settings of the gallery."""
    comments = {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type == tokenize.COMMENT and not lines[token.start[0] - 1][: token.start[1]].strip()
    }
    gone, block = set(), False
    for number in range(1, len(lines) + 1):
        comment = comments.get(number)
        if comment is None:
            block = False
        elif CELL.match(comment) and lines[number - 1].startswith("#"):
            block = True
        if comment is not None and (block or SETTING.match(comment)):
            gone.add(number)
    return gone


def _blank(code: str) -> set[int]:
    """Line numbers of blank lines that are not inside a string."""
    return {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type == tokenize.NL and not token.line.strip()
    }
