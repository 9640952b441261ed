"""Strict reading of replies: headed sections with one fenced block of code, or JSON.

[Instruction]
Draw a red circle ...
[Change]            (only where asked for)
Make the circle red.
[Code]
```svg
<svg ...
```
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from stages.endpoint.reading import Malformed, refuse_if_declined

_FENCE = re.compile(r"^```[ \t]*([\w+#.-]*)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^[ \t]*(?:#+ *|\*\*)?\[(Instruction|Change|Code)\](?:\*\*)?:?[ \t]*", re.MULTILINE)
_ALSO = {
    "python": {"py", "python3"},
    "svg": {"xml", "html"},
    "javascript": {"js"},
    "json": {"vega-lite"},
    "vega-lite": {"json"},
    "octave": {"matlab", "m"},
}
"""Other names by which a language's blocks are marked."""


@dataclass(frozen=True)
class Form:
    """The form of a reply: an instruction, code in `language` (None: no code), and a change in words."""

    language: str | None
    change: bool = False
    structured: bool = False
    """JSON instead of headed sections."""

    def read(self, text: str) -> Parsed:
        return parse(text, self)

    def schema(self) -> dict[str, Any]:
        names = ["instruction", *(["change"] if self.change else []), *(["code"] if self.language else [])]
        return {
            "type": "object",
            "properties": {name: {"type": "string"} for name in names},
            "required": names,
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class Parsed:
    """`code` and `change` are None where the form asks for none."""

    instruction: str
    code: str | None
    change: str | None


def parse(text: str, form: Form) -> Parsed:
    """The parts of a reply. Raises Malformed (Refused where the model declined)."""
    if not text.strip():
        raise Malformed("the reply is empty")
    fields = _from_json(text, form) if form.structured else _from_sections(text, form)
    wanted = ["instruction", *(["code"] if form.language else []), *(["change"] if form.change else [])]
    for name in wanted:
        if not fields.get(name, "").strip():
            raise Malformed(f"the {name} is empty")
    code = fields["code"].strip("\n") + "\n" if form.language else None
    change = " ".join(fields["change"].split()) if form.change else None
    return Parsed(" ".join(fields["instruction"].split()), code, change)


def _from_json(text: str, form: Form) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        refuse_if_declined(text)
        raise Malformed("the reply is not one whole JSON object") from None
    names = set(form.schema()["properties"])
    if (
        not isinstance(found, dict)
        or set(found) != names
        or not all(isinstance(v, str) for v in found.values())
    ):
        raise Malformed(f"the JSON reply must be an object of strings with the keys {sorted(names)}")
    return found


def _from_sections(text: str, form: Form) -> dict[str, str]:
    blocks = list(_FENCE.finditer(text))
    prose = _FENCE.sub("", text)
    heads = list(_HEADING.finditer(prose))
    if not heads:
        refuse_if_declined(text)
    ends = [*(h.start() for h in heads[1:]), len(prose)][: len(heads)]
    names = [h[1].lower() for h in heads]
    fields = {h[1].lower(): prose[h.end() : end].strip() for h, end in zip(heads, ends, strict=True)}
    for name in ("instruction", *(["change"] if form.change else [])):
        if names.count(name) != 1:
            raise Malformed(f"one section [{name.capitalize()}] is needed, {names.count(name)} were found")
    if "```" in prose:
        raise Malformed("a fenced block of code is not closed")
    if form.language is None:
        if blocks:
            raise Malformed("no code was asked for")
        return fields
    if len(blocks) != 1:
        raise Malformed(f"one fenced block of code is needed, {len(blocks)} were found")
    marked = blocks[0][1].lower()
    if marked != form.language and marked not in _ALSO.get(form.language, ()):
        raise Malformed(
            f"the block of code is marked {marked or 'nothing'!r}, {form.language!r} was asked for"
        )
    return fields | {"code": blocks[0][2]}
