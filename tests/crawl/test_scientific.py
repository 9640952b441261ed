"""Seeds of diagrams: template literals of a module."""

from __future__ import annotations

from stages.crawl.config import Selection
from stages.crawl.domains import reader_of

SELECTION = Selection(
    domain="scientific", language="mermaid", include=["*"], exclude=[], max_bytes=9999, cap=None
)


def pieces(source: str):
    return reader_of("scientific", "mermaid").read(source.encode(), "examples.mjs", SELECTION, {})


def test_each_literal_is_a_piece_with_its_span():
    source = "var é = {title: 'T', code: `graph TD\n  A --> B  `};\nx = { code: `pie\n  \\\"a\\\": 1\\u0041`}"
    first, second = pieces(source)
    assert first.prepared == "graph TD\n  A --> B\n"
    assert second.prepared == 'pie\n  "a": 1A\n'
    assert source.encode()[first.start : first.end] == b"graph TD\n  A --> B  "
    assert source.encode()[second.start : second.end].startswith(b"pie")


def test_literals_that_do_not_stand_alone_are_named():
    placeholder, icon = pieces("code: `graph ${way}`, code: `graph TD\nA[fa:fa-car Car]`")
    assert placeholder.prepared is None and placeholder.reason.startswith("template")
    assert icon.prepared is None and "fa:fa-car" in icon.reason


def test_a_file_without_literals_or_text():
    assert pieces("export default 1") == []
    (piece,) = reader_of("scientific", "mermaid").read(b"\xff\xfe", "a.mjs", SELECTION, {})
    assert piece.reason.startswith("encoding")
