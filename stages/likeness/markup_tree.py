"""Tokens of SVG and HTML from the element tree.

Layout, comments, the order of attributes and of declarations in `style`, how numbers are written, and ids
that the document defines do not count; scripts and style sheets inside are cut into plain tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stages.likeness.names import Recency
from stages.likeness.plain import plain_tokens, written

_VALUE = re.compile(r"\d*\.?\d+(?:[eE][-+]?\d+)?|[^\W\d_]+|[^\s,;]", re.DOTALL)
_REFERENCE = re.compile(r"#([\w.:-]+)")
_EMBEDDED = {"script": "javascript", "style": "css"}


def markup_tokens(code: str, language: str) -> list[str]:
    """Tokens in document order. Raises ValueError for SVG that is no XML, or for an empty document."""
    root = _parse(code, language)
    recency = Recency()
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    tokens: list[str] = []
    for event, element in _walk(root):
        if not isinstance(element.tag, str):
            pass  # a comment or a processing instruction
        elif event == "start":
            tag = element.tag.rsplit("}", 1)[-1]
            tokens.append(f"<{tag}")
            for name, value in sorted(element.attrib.items()):
                tokens += [f"{name.rsplit('}', 1)[-1]}=", *_value(name, value, ids, recency)]
            if tag in _EMBEDDED:
                tokens += plain_tokens(element.text or "", _EMBEDDED[tag])
            else:
                tokens += _cut(element.text)
        else:
            tokens.append("/>")
        if event == "end":
            tokens += _cut(element.tail)
    return tokens


def _parse(code: str, language: str) -> Any:
    import lxml.etree
    import lxml.html

    try:
        if language == "svg":
            parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            return lxml.etree.fromstring(code.encode("utf-8", "replace"), parser)
        return lxml.html.document_fromstring(code.encode("utf-8", "replace"))
    except lxml.etree.LxmlError as error:
        raise ValueError(str(error)) from error


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    import lxml.etree

    return lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi"))


def _value(name: str, value: str, ids: set[str], recency: Recency) -> list[str]:
    """Tokens of an attribute's value; an id of the document is a bound name, wherever it is referred to."""
    if name == "id":
        return [recency.token(value)]
    if name == "style":
        value = ";".join(sorted(part.strip() for part in value.split(";")))
    found: list[str] = []
    last = 0
    for match in _REFERENCE.finditer(value):
        if match[1] in ids:
            found += [*_cut(value[last : match.start()]), "#", recency.token(match[1])]
            last = match.end()
    return found + _cut(value[last:])


def _cut(text: str | None) -> list[str]:
    """Words, numbers in one way of writing, and signs; commas separate like blanks."""
    return [written(token) for token in _VALUE.findall(text or "")]
