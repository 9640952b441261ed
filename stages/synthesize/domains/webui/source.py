"""A page's text with the places of its elements: edits are splices, and all the rest stays as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from stages.synthesize.domain import NotApplicable

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_LEFT_OPEN = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "li": ("li",), "p": ("p",)}
"""Start tags that end an element whose end tag was left out."""


@dataclass
class Element:
    """Offsets in the text: `start`, `inner` (after the start tag), `close` (before the end tag), `end`."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    close: int = -1
    end: int = -1
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, white space normalised; for a field the value or placeholder."""
        if self.tag in ("input", "textarea"):
            return self.attributes.get("value") or self.attributes.get("placeholder", "")
        return " ".join(" ".join(self.words).split())


def elements(code: str) -> list[Element]:
    """Every element in document order."""
    reader = _Reader(code)
    reader.feed(code)
    reader.close()
    reader.finish()
    return reader.found


def find(code: str, tag: str, text: str) -> Element:
    """The one element with this tag and own text. Raises NotApplicable where there is none or several."""
    found = [element for element in elements(code) if element.tag == tag and element.text == text]
    if len(found) != 1:
        raise NotApplicable(f"{len(found)} elements <{tag}> say {text!r}")
    return found[0]


def styled(code: str, element: Element, **declarations: str) -> str:
    """The code with declarations (underscores for hyphens) in the element's `style` attribute."""
    fresh = {name.replace("_", "-"): value for name, value in declarations.items()}
    old = element.attributes.get("style", "")
    kept = [part.strip() for part in old.split(";") if part.strip()]
    kept = [part for part in kept if part.partition(":")[0].strip() not in fresh]
    style = "; ".join([*kept, *(f"{name}: {value}" for name, value in fresh.items())])
    return with_attribute(code, element, "style", style)


def with_attribute(code: str, element: Element, name: str, value: str) -> str:
    """The code with an attribute of the element set."""
    opening = code[element.start : element.inner]
    written = f'{name}="{escape(value)}"'
    pattern = re.compile(rf'\s{name}=("[^"]*"|\'[^\']*\')')
    if pattern.search(opening):
        opening = pattern.sub(lambda _: f" {written}", opening, count=1)
    else:
        at = len(element.tag) + 1
        opening = f"{opening[:at]} {written}{opening[at:]}"
    return code[: element.start] + opening + code[element.inner :]


def retexted(code: str, element: Element, text: str) -> str:
    """The code with another text in an element that holds nothing but text."""
    if element.children:
        raise NotApplicable(f"<{element.tag}> holds more than a text")
    old = code[element.inner : element.close]
    before, after = re.match(r"\s*", old)[0], re.search(r"\s*$", old)[0]
    new = f"{before}{escape(text, quote=False)}{after}"
    return code[: element.inner] + new + code[element.close :]


def removed(code: str, element: Element) -> str:
    """The code without an element, its line with it where it stands alone on one."""
    start, end = element.start, element.end
    line = code.rfind("\n", 0, start) + 1
    if not code[line:start].strip() and code[end : end + 1] == "\n":
        start, end = line, end + 1
    return code[:start] + code[end:]


def inserted(code: str, after: Element, markup: str) -> str:
    """The code with markup behind an element, on a line of its own where that has one."""
    line = code.rfind("\n", 0, after.start) + 1
    indent = code[line : after.start]
    gap = "\n" + indent if not indent.strip() else " "
    return code[: after.end] + gap + markup.replace("\n", gap) + code[after.end :]


class _Reader(HTMLParser):
    def __init__(self, code: str) -> None:
        super().__init__(convert_charrefs=True)
        self._code = code
        self._lines = [0]
        for line in code.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._open: list[Element] = []
        self.found: list[Element] = []

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._offset()
        while self._open and self._open[-1].tag in _LEFT_OPEN.get(tag, ()):
            self._close(self._open.pop(), start, start)
        inner = start + len(self.get_starttag_text() or "")
        parent = self._open[-1] if self._open else None
        element = Element(tag, {k: v or "" for k, v in attrs}, start, inner, parent=parent)
        self.found.append(element)
        if parent is not None:
            parent.children.append(element)
        if tag in _VOID or self._code[start:inner].endswith("/>"):
            self._close(element, inner, inner)
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not any(element.tag == tag for element in self._open):
            return
        start = self._offset()
        while (element := self._open.pop()).tag != tag:
            self._close(element, start, start)
        self._close(element, start, self._code.find(">", start) + 1)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].words.append(data)

    def finish(self) -> None:
        while self._open:
            self._close(self._open.pop(), len(self._code), len(self._code))

    @staticmethod
    def _close(element: Element, close: int, end: int) -> None:
        element.close, element.end = close, end
