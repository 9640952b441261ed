"""Globs over paths inside an archive (`*` stays in a folder, `**/` is any number of them)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from stages.crawl.config import Selection


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    pieces = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile(
        "".join(pieces.get(p) or re.escape(p) for p in re.split(r"(\*\*/|\*\*|\*|\?)", glob)) + r"\Z"
    )


def matches(path: str, glob: str) -> bool:
    """Whether the whole of `path` fits `glob`."""
    return _pattern(glob).match(path) is not None


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether the whole of `path` fits one of `globs`."""
    return any(matches(path, glob) for glob in globs)


def is_candidate(path: str, selection: Selection) -> bool:
    """Whether the selection includes `path` (under the archive's top folder) and does not exclude it."""
    return matches_any(path, selection.include) and not matches_any(path, selection.exclude)
