"""The error that a person is meant to read."""

from __future__ import annotations


class JanusError(Exception):
    """Something a user can act on: what is wrong, where, and what to do about it.

    The stage runner and the command line print it without a traceback and exit with 1.
    """

    def __init__(self, what: str, *, where: str | None = None, do: str | None = None) -> None:
        self.what, self.where, self.do = what, where, do
        lines = [what]
        if where:
            lines.append(f"  where: {where}")
        if do:
            lines.append(f"  do:    {do}")
        super().__init__("\n".join(lines))
