"""Names that a program binds itself, written so that renaming them changes nothing.

A bound name becomes its place in the list of bound names by recency (move to front), or `$new` where it is
first met. Unlike numbers in order of appearance, an inserted name then changes tokens nearby alone.
"""

from __future__ import annotations


class Recency:
    """Bound names by how recently they occurred."""

    def __init__(self) -> None:
        self._names: list[str] = []

    def token(self, name: str) -> str:
        """The token of one occurrence; the name moves to the front."""
        if name not in self._names:
            self._names.insert(0, name)
            return "$new"
        place = self._names.index(name)
        self._names.insert(0, self._names.pop(place))
        return f"${place}"
