"""A plotting statement of a canonical program in parts, and how much of a series it states."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Detail:
    """How much is written: points and digits of a series, the longest label, whether notes."""

    points: int
    digits: int
    label: int = 32
    notes: bool = True


@dataclass(frozen=True)
class Line:
    """A plotting call in parts, so that several series can share their x."""

    method: str
    x: str
    y: str
    options: tuple[tuple[str, str], ...]

    def code(self, receiver: str, x: str | None = None) -> str:
        data = [part for part in (self.x if x is None else x, self.y) if part]
        options = [f"{name}={value}" for name, value in self.options]
        return f"{receiver}.{self.method}({', '.join(data + options)})"
