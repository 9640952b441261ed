"""Where the elements of a page stand in its text: every start tag gets its place as an attribute.

lxml repairs pages and forgets columns; the standard parser reports both. So the text is read once for places,
and the marked text is what lxml reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

AT = "data-at"
"""Attribute that carries the place of an element's start tag: an offset in characters."""
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr path rect circle line".split()
)
_OPTIONAL = frozenset("p li td th tr tbody thead tfoot option optgroup dt dd html body head colgroup".split())
"""Elements whose end tag a page may leave out."""


@dataclass
class Places:
    """`marked`: the text with `AT` on every start tag. `ends`: start to end offset of each element.

    `unclosed`: how many elements never end though they must, or end without having begun.
    """

    marked: str
    ends: dict[int, int] = field(default_factory=dict)
    unclosed: int = 0


def places(text: str) -> Places:
    """Read a page's text for the places of its elements."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    return reader.done()


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._open: list[tuple[str, int]] = []
        self._starts: list[tuple[int, int]] = []  # of the tag, and of what follows its name
        self._ends: dict[int, int] = {}
        self._unclosed = 0

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list) -> None:
        start = self._offset()
        self._starts.append((start, start + 1 + len(tag)))
        if tag in VOID or (self.get_starttag_text() or "").endswith("/>"):
            self._ends[start] = start + len(self.get_starttag_text() or "")
        else:
            self._open.append((tag, start))

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        at = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == tag), None)
        if at is None:
            self._unclosed += tag not in _OPTIONAL
            return
        self._end(at, self._offset())
        start = self._open.pop()[1]
        self._ends[start] = self._text.find(">", self._offset()) + 1

    def _end(self, at: int, end: int) -> None:
        """What was still open inside element `at` ends here."""
        while len(self._open) > at + 1:
            tag, start = self._open.pop()
            self._ends[start] = end
            self._unclosed += tag not in _OPTIONAL

    def done(self) -> Places:
        self._end(-1, len(self._text))
        parts, last = [], 0
        for start, after_name in self._starts:
            parts += [self._text[last:after_name], f' {AT}="{start}"']
            last = after_name
        return Places("".join([*parts, self._text[last:]]), self._ends, self._unclosed)
