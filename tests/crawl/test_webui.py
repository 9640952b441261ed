"""Pages as pieces: what stands alone, what was cut out, and the reasons against a page."""

from __future__ import annotations

import re

import pytest
from lxml import html

from stages.crawl.domains.webui import READERS, PageSelection
from stages.crawl.domains.webui.sheet import parse_sheet
from stages.crawl.domains.webui.spans import places

CSS = """
:root { --ink: #123456; --unused: red; --deep: var(--ink) }
@font-face { font-family: X; src: url(x.woff) }
@media (min-width: 600px) { .card { padding: 9px } }
@media (min-width: 3000px) { .card { padding: 99px } }
@media print { .card { color: red } }
.side .card { background: #fedcba }
.card, .nowhere { color: var(--deep); background-image: url(far.png);
  -webkit-hyphens: auto; transition: all 1s }
.card:hover { color: lime }
.spin { animation: turn 1s } @keyframes turn { to { rotate: 1turn } }
@keyframes other { to { rotate: 2turn } }
.never { color: tomato }
"""
CARD = """<div class="card spin never-styled" onclick="go()" id="one"><h2>A card</h2><p>Some words</p>
<i class="fa fa-user"></i><img src="photo.png" width="30" height="20"><a href="http://far.example/x">Onwards</a>
<span>more</span></div>"""


def page(body: str, head: str = '<link rel="stylesheet" href="../css/site.css">') -> bytes:
    return f"<html><head>{head}<title>T</title></head><body>{body}<script>x()</script></body></html>".encode()


def read(content: bytes, path: str = "docs/a.html", **options) -> list:
    fixed = {"domain": "webui", "language": "html", "include": ["*"], "exclude": [], "max_bytes": 10**6}
    selection = PageSelection(**fixed, cap=None, **options)
    return list(READERS[0].read(content, path, selection, {"css/site.css": CSS.encode()}))


def test_a_piece_asks_for_nothing_and_carries_only_the_rules_in_use():
    (piece,) = read(page(CARD))
    code = piece.prepared
    assert piece.includes == ("css/site.css",)
    for gone in (
        "http",
        "url(",
        "<script",
        "<link",
        "onclick",
        "font-face",
        "-webkit-",
        "transition",
        ".never",
        ".nowhere",
        ":hover",
        "print",
        "3000px",
        "--unused",
        "never-styled",
        "other",
        'id="one"',
    ):
        assert gone not in code.replace("http://www.w3.org/2000/svg", ""), gone
    for kept in ("--deep: var(--ink)", "--ink: #123456", "@media (min-width: 600px)", "@keyframes turn"):
        assert kept in code
    tree = html.document_fromstring(code)
    (image,) = tree.iter("img")
    assert (image.get("width"), image.get("height")) == ("30", "20")
    assert image.get("src").startswith("data:image/svg+xml,")
    assert tree.find(".//i").get("class") == "glyph" and ".glyph {" in code
    assert tree.find(".//a").get("href") == "#"


def test_a_long_page_is_cut_into_sections_with_their_ancestors():
    cards = "".join(CARD.replace("A card", f"Card {n}") for n in range(4))
    content = page(f'<div class="side">{cards}</div>')
    pieces = read(content, piece_bytes=1600)
    assert len(pieces) == 4
    for number, piece in enumerate(pieces):
        text = content[piece.start : piece.end].decode()
        assert text.startswith('<div class="card') and text.endswith("</div>") and f"Card {number}" in text
        assert (
            '<div class="side">' in piece.prepared and ".side .card { background: #fedcba }" in piece.prepared
        )
        assert len(piece.prepared.encode()) <= 1600


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page("@@include('x')"), "template"),
        (page("{{ name }}"), "template"),
        (page("<div>" * 20), "syntax: 20 elements are not closed"),
        (b"<html><p>text", "syntax: no <body>"),
        (b"\xff\xfe<body>", "encoding"),
        (page(CARD, ""), "style"),
        (page(CARD, '<link rel="stylesheet" href="//far.example/a.css">'), "style"),
    ],
)
def test_pages_that_are_not_taken(content: bytes, reason: str):
    (piece,) = read(content)
    assert piece.prepared is None and piece.reason.startswith(reason)


def test_an_empty_page_holds_no_piece():
    assert read(page("")) == []


def test_a_part_that_stays_too_large_is_a_named_drop():
    (piece,) = read(page(CARD), piece_bytes=760)
    assert piece.prepared is None and re.match(r"size: \d+ bytes", piece.reason)


def test_places_are_those_of_the_text():
    text = '<div a="1>2"><p>x<br>y</p>\n<p>z</div>'
    found = places(text)
    spans = [text[start:end] for start, end in sorted(found.ends.items())]
    assert spans == [text, "<p>x<br>y</p>", "<br>", "<p>z"]
    assert found.unclosed == 0 and found.marked.count("data-at=") == 4


def test_a_sheet_that_is_broken_gives_the_rules_that_can_be_read():
    sheet = parse_sheet("a { color: red } } b { color: } c { color: blue; } @media { d {")
    assert [rule.selectors[0].text for rule in sheet.rules if rule.declarations][:1] == ["a"]
    assert ("color", "blue") in [pair for rule in sheet.rules for pair in rule.declarations]
