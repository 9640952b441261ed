"""Reasons of dropped records, counted by what they have in common.

A reason reads `kind: particulars` (`quota: beyond the 160 smallest hashes of lucide-static`). Particulars
that many share are worth a line of their own, those of single records are not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

LONGEST = 110
SHARE, LEAST = 0.1, 2
"""Particulars get their own line from this share of their kind's records, and from this many records."""

_NUMBER = re.compile(r"#[0-9a-f]{6}\b|(?<![\w.-])\d+(\.\d+)?(?![\w.-])")


def kind(reason: str | None) -> str:
    """The words before the first colon; numbers become `…`, so that `301 tokens` and `412 tokens` are one."""
    return (
        _NUMBER.sub("…", re.split(r":\s", reason, maxsplit=1)[0])[:LONGEST] if reason else "no reason given"
    )


def by_kind(reasons: Iterable[str | None]) -> dict[str, int]:
    """Records by kind of reason, sorted by kind."""
    return dict(sorted(Counter(map(kind, reasons)).items()))


def worded(reasons: Iterable[str | None]) -> list[tuple[str, int]]:
    """Lines for a reader with their counts, commonest first: whole reasons where shared, else kinds."""
    kinds: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for reason in reasons:
        text = reason or kind(reason)
        kinds[kind(reason)][_NUMBER.sub("…", text)][text] += 1
    lines: Counter[str] = Counter()
    for name, alike in kinds.items():
        total = sum(texts.total() for texts in alike.values())
        own = {
            a for a, texts in alike.items() if len(alike) == 1 or texts.total() >= max(LEAST, SHARE * total)
        }
        for masked, texts in alike.items():
            line = next(iter(texts)) if len(texts) == 1 else masked
            lines[line[:LONGEST] if masked in own else f"{name}: other" if own else name] += texts.total()
    return sorted(lines.items(), key=lambda pair: (-pair[1], pair[0]))
