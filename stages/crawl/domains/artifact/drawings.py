"""Demonstrations that a script draws: JSXGraph boards and Paper.js sketches, each a page of its own.

The library stays a reference, which the sandbox answers from its packaged copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from stages.crawl.reader import Piece

_BOARD = re.compile(
    r'<div[^>]*\bclass="jxgbox"[^>]*>\s*</div>\s*<script[^>]*>(?P<code>.*?)</script>', re.DOTALL
)
_ID = re.compile(r'<div[^>]*\bid="([\w-]+)"')
_SIZE = re.compile(r"(width|height):\s*(\d+)px")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SKETCH = re.compile(r'<script type="text/paperscript"(?P<how>[^>]*)>(?P<code>.*?)</script>', re.DOTALL)
_OUTSIDE = re.compile(
    r"https?:|\.(?:png|jpe?g|gif|svg|mp4|json)\b|Raster|require\(|import\b|XMLHttp|fetch\(|eval\("
)
_BOARD_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="/npm/jsxgraph@1.13.3/distrib/jsxgraph.css">
<script src="/npm/jsxgraph@1.13.3/distrib/jsxgraphcore.js"></script>
</head>
<body>
<div id="board" class="jxgbox" style="width: {width}px; height: {height}px"></div>
<script>
{code}
</script>
</body>
</html>
"""
_SKETCH_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ margin: 0 }}
</style>
<script src="/npm/paper@0.12.20/dist/paper-full.min.js"></script>
<script type="text/paperscript" canvas="canvas">
{code}
</script>
</head>
<body>
<canvas id="canvas" width="640" height="480"></canvas>
</body>
</html>
"""


def boards(content: bytes, largest: int) -> Iterator[Piece]:
    """Every board of a page with the script behind it, from the script's own start to its end."""
    text = content.decode("utf-8", "replace")
    title = _title(text)
    for found in _BOARD.finditer(text):
        start, end = (len(text[:at].encode()) for at in found.span())
        box, code = found[0][: found.start("code") - found.start()], _plain(found["code"])
        name = _ID.search(box)
        if _OUTSIDE.search(code):
            yield Piece(start, end, reason="outside: its script asks for files of elsewhere")
        elif name is None or code.count(name[1]) != 1:
            yield Piece(start, end, reason="board: its script does not name the box once")
        else:
            size = {"width": "300", "height": "300", **dict(_SIZE.findall(box))}
            page = _BOARD_PAGE.format(title=title, code=code.replace(name[1], "board"), **size)
            long = len(page.encode()) > largest
            why = f"size: {len(page.encode())} bytes, more than {largest}" if long else None
            yield Piece(start, end, None if long else page, why)


def sketch(content: bytes) -> list[Piece]:
    """A page whose one script draws on a canvas with Paper.js."""
    text = content.decode("utf-8", "replace")
    found = _SKETCH.search(text)
    size = len(content)
    if found is None:
        return []
    if "src=" in found["how"] or text.count("<script") > 2:
        return [Piece(0, size, reason="outside: more than one script")]
    if _OUTSIDE.search(found["code"]) or "<img" in text:
        return [Piece(0, size, reason="outside: it asks for files of elsewhere")]
    return [Piece(0, size, _SKETCH_PAGE.format(title=_title(text), code=_plain(found["code"])))]


def _title(text: str) -> str:
    """The page's title without the name of the reference that it is part of."""
    found = _TITLE.search(text)
    words = " ".join(found[1].split()) if found else ""
    return re.sub(r"^JSXGraph.*? - ", "", words).strip(" -") or "Drawing"


def _plain(code: str) -> str:
    """Line ends as \\n, no common indent, no blank lines at the ends."""
    text = code.replace("\r\n", "\n").replace("\t", "  ").strip("\n")
    return "\n".join(line.rstrip() for line in dedent(text).strip().split("\n"))
