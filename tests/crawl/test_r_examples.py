"""Seeds of R's help pages: entries of a data base as R writes them, and code as its figures."""

from __future__ import annotations

import struct
import zlib

import pytest

from stages.crawl.config import Selection
from stages.crawl.domains import reader_of
from stages.crawl.domains.scientific.r import figures
from stages.crawl.domains.scientific.r_statements import assigned, statements
from stages.crawl.domains.scientific.rdb import Item, Unreadable, entries

ATTRIBUTED, TAGGED = 0x200, 0x400


def number(value: int) -> bytes:
    return struct.pack(">i", value)


def chars(text: str) -> bytes:
    return number(9) + number(len(text.encode())) + text.encode()


def strings(*texts: str) -> bytes:
    return number(16) + number(len(texts)) + b"".join(map(chars, texts))


def tagged(tag: str, *parts: bytes | str, first: bool = False) -> bytes:
    """A part of a help page: a list, or a string where `parts` is one text. The name of the attribute is a
    symbol where it comes `first`, and a reference to that later."""
    name = number(1) + chars("Rd_tag") if first else number((1 << 8) | 255)
    if len(parts) == 1 and isinstance(parts[0], str):
        body = number(16 | ATTRIBUTED) + number(1) + chars(parts[0])
    else:
        body = number(19 | ATTRIBUTED) + number(len(parts)) + b"".join(parts)
    return body + number(2 | TAGGED) + name + strings(tag) + number(254)


def entry(value: bytes) -> bytes:
    data = b"X\n" + number(3) + number(0) + number(0) + number(5) + b"UTF-8" + value
    return number(len(data)) + zlib.compress(data)


def page(*lines: bytes) -> bytes:
    title = tagged("\\title", tagged("TEXT", "Words", first=True))
    return entry(number(19) + number(2) + title + tagged("\\examples", *lines))


CODE = """x <- c(1, 2)
plot(x,
     main = "a # b; c")  # é
y <- x + 1
lines(y); abline(h = 1)
z <- 9
hist(y, plot = FALSE)
barplot(y)
"""


def test_every_entry_is_read_with_its_place():
    numbers = number(13 | ATTRIBUTED) + number(2) + number(7) * 2 + number(2 | TAGGED)
    numbers += number(1) + chars("srcref") + strings("s") + number(254)
    environment = number(4) + number(0) + number(242) + number(254) * 3
    content = page(tagged("RCODE", "plot(1)\n")) + entry(number(19) + number(2) + numbers + environment)
    (start, end, first), (second, last, other) = entries(content)
    assert (start, end, last) == (0, second, len(content))
    assert [part.tag for part in first.values] == ["\\title", "\\examples"]
    assert first.values[1].values[0].values == ["plot(1)\n"]
    assert isinstance(other, Item) and other.values[0].attributes["srcref"].values == ["s"]


@pytest.mark.parametrize(
    "content",
    [
        b"abc",
        entry(strings("x"))[:-4],
        entry(number(25)),
        entry(number(16) + number(9)),
        entry(number(16) + number(-2)),
    ],
)
def test_other_bytes_are_unreadable(content):
    with pytest.raises(Unreadable):
        list(entries(content))


def read(content: bytes, path: str = "usr/lib/R/library/graphics/help/graphics.rdb"):
    selection = Selection(
        domain="scientific", language="r", include=["*"], exclude=[], max_bytes=9999, cap=None
    )
    return list(reader_of("scientific", "r").read(content, path, selection, {}))


def test_a_page_becomes_a_figure_and_its_span_is_its_entry():
    before = page(tagged("RCODE", "x <- 1\n"))
    content = before + page(
        tagged("RCODE", "x <- 2\n"),
        tagged("COMMENT", "% plot(0)"),
        tagged("\\dontrun", tagged("RCODE", "plot(dir())\n")),
        tagged(
            "\\donttest",
            tagged("RCODE", "plot(x, "),
            tagged("\\dots", tagged("TEXT", "")),
            tagged("RCODE", ")\n"),
        ),
    )
    (piece,) = read(content)
    assert piece.prepared == "x <- 2\nplot(x, ...)\n"
    assert content[piece.start : piece.end] == content[len(before) :]


def test_the_first_figure_that_stands_alone_is_taken_of_each_page():
    scanned, plain = tagged("RCODE", "pie(scan())\n"), tagged("RCODE", "pie(1)\npie(2)\n")
    taken, refused = read(page(scanned, plain) + page(scanned))
    assert taken.prepared == "pie(1)\n" and refused.reason == "outside: scan"


def test_a_data_base_that_cannot_be_read_is_named():
    (piece,) = read(b"\0\0\0\1nothing")
    assert piece.reason.startswith("syntax") and (piece.start, piece.end) == (0, 11)
    assert read(page(tagged("RCODE", "summary(1)\n"))) == []


def test_ggplot2_is_loaded_before_its_examples():
    (piece,) = read(
        page(tagged("RCODE", "ggplot(mtcars)\n")), "usr/lib/R/site-library/ggplot2/help/ggplot2.rdb"
    )
    assert piece.prepared == "library(ggplot2)\n\nggplot(mtcars)\n"


def test_statements_end_where_r_ends_them():
    code = "a <- 1 +\n  2; b <- '\n;'\nif (a)\n  b\nf <- function(x)\n  { x\n x }\n"
    code += "ggplot(d) +  # more\n  geom()\nd$e %in%\n 1"
    assert statements(code) == [
        *("a <- 1 +\n  2", "b <- '\n;'", "if (a)\n  b", "f <- function(x)\n  { x\n x }"),
        *("ggplot(d) +  # more\n  geom()", "d$e %in%\n 1"),
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("x = 1", {"x"}),
        ("names(x)[2] <- 'a'", {"names", "x"}),
        ("(x <- f(y = 2))", {"x"}),
        ("ggplot(d, aes(x = a))", set()),
        ("x == 1", set()),
        ("d$e <- 1", {"d", "e"}),
    ],
)
def test_what_a_statement_gives_a_value(statement, found):
    assert assigned(statement) == found


def test_a_figure_holds_what_is_added_to_it_and_what_it_needs():
    assert list(figures(CODE, "graphics")) == [
        'x <- c(1, 2)\nplot(x,\n     main = "a # b; c")  # é\ny <- x + 1\nlines(y)\nabline(h = 1)\n',
        "x <- c(1, 2)\ny <- x + 1\nbarplot(y)\n",
    ]


def test_a_plot_of_the_grammar_is_drawn_where_it_is_printed():
    code = "d <- mtcars\np <- ggplot(d, aes(x = mpg)) +\n  geom_bar()\n"
    code += "q <- p + coord_flip()\np\nq + xlab('e')\nggplot(d)\n"
    assert list(figures(code, "ggplot2")) == [
        "d <- mtcars\np <- ggplot(d, aes(x = mpg)) +\n  geom_bar()\np\n",
        "d <- mtcars\np <- ggplot(d, aes(x = mpg)) +\n  geom_bar()\nq <- p + coord_flip()\nq + xlab('e')\n",
        "d <- mtcars\nggplot(d)\n",
    ]
