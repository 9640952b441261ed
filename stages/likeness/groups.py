"""Connected components (union-find), named by their smallest member."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Names joined into groups. A group's name is its smallest member, whatever order it grew in."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def name(self, member: str) -> str:
        """The smallest name in `member`'s group; a name never seen is its own group."""
        above = self._above.setdefault(member, member)
        if above == member:
            return member
        path = [member]
        while above != path[-1]:
            path.append(above)
            above = self._above[above]
        for passed in path:
            self._above[passed] = above
        return above

    def join(self, members: Iterable[str]) -> None:
        """Put all members into one group."""
        names = sorted({self.name(m) for m in members})
        for name in names[1:]:
            self._above[name] = names[0]
