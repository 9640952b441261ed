"""Section `takedown` of params.yaml: content that must not be used any more, whatever brings it.

`janus takedown` writes the entries into conf/takedown.yaml. An entry names content by its hash and no place,
so the same bytes in a later version, another file or another package are withheld too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import Field, field_validator

from stages.config import Section
from stages.crawl.candidates import Candidate
from stages.crawl.config import Name, Sha256
from stages.records.identity import sha256

TAKEN_DOWN = "takedown: "
"""How the reason of a row begins that lost its content."""


def is_taken_down(row: Mapping[str, Any]) -> bool:
    """Whether a row of table seeds (content, decision, reason) lost its content to a takedown."""
    return (
        row["content"] is None and row["decision"] == "drop" and (row["reason"] or "").startswith(TAKEN_DOWN)
    )


class Entry(Section):
    """One decision. `ref`: what it was asked for by, for people; `contents` decide."""

    ref: Name
    reason: Name
    contents: Annotated[list[Sha256], Field(min_length=1)]
    """SHA-256 of the bytes of raw and prepared seeds."""

    @field_validator("reason")
    @classmethod
    def _plain(cls, reason: str) -> str:
        if "${" in reason or "\n" in reason:
            raise ValueError("one line without ${ (which params would replace)")
        return reason


class TakedownSection(Section):
    entries: list[Entry]

    def reasons(self) -> dict[str, str]:
        """Content hash to the reason of the first entry that names it."""
        found: dict[str, str] = {}
        for entry in self.entries:
            for content in entry.contents:
                found.setdefault(content, entry.reason)
        return found


NOTHING = TakedownSection(entries=[])


def withhold(candidates: Iterable[Candidate], section: TakedownSection) -> None:
    """Mark what is taken down, as found or as prepared: before duplicates and quotas, so others move up.

    Other bytes that are prepared into the same program are withheld as well.
    """
    reasons = section.reasons()
    if not reasons:
        return
    for candidate in candidates:
        hashes = [sha256(candidate.content)] if candidate.content else []
        if candidate.prepared is not None:
            hashes.append(sha256(candidate.prepared))
        reason = next((reasons[each] for each in hashes if each in reasons), None)
        if reason is not None:
            candidate.withheld = TAKEN_DOWN + reason
