"""Whether a journalled reply has the form that was asked for."""

from __future__ import annotations

import re

from stages.endpoint.journal import Entry
from stages.endpoint.protocol import Form

_REFUSAL = re.compile(
    r"\s*(?:I(?:['’]m| am) (?:sorry|unable|not able)|Sorry\b|I (?:can(?:['’]t|not)|won['’]t|must decline))",
    re.I,
)


class Malformed(Exception):
    """A reply that is not of the form asked for; the text says how, for the row and for the next prompt."""


class Refused(Malformed):
    """The model declined. Asking the same again does not help."""


def refuse_if_declined(text: str) -> None:
    """Raises Refused for prose that begins like a refusal; called where a reply has none of its form."""
    if _REFUSAL.match(text):
        raise Refused(f"the model declined: {text.strip()[:160]}")


def judge(entry: Entry, form: Form) -> str | None:
    """What is wrong with a journalled reply, `kind: detail`; None where it has the form asked for."""
    if entry["finish"] == "refusal":
        return f"refusal: {entry['text'][:160] or 'the server withheld the reply'}"
    if entry["finish"] == "length":
        return f"truncated: the reply was cut off after {entry['output_tokens']} tokens"
    try:
        form.read(entry["text"])
    except Refused as declined:
        return f"refusal: {declined}"
    except Malformed as found:
        return f"malformed: {found}"
    return None
