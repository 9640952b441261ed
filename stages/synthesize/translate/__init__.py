"""Translation through evidence: what a program drew becomes a picture, and a picture becomes a program.

A module here speaks one language of charts. It has `SPEAKS`, the (domain, runtime) of its programs,
`read(evidence)`, which gives the `picture.Picture` that was drawn, and `write(picture)`, a short program that
draws it. Either raises NotApplicable where the language or the evidence cannot hold the picture.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from stages.discovery import modules


@cache
def languages() -> dict[tuple[str, str], ModuleType]:
    """Every module that speaks, by (domain, runtime)."""
    return {m.SPEAKS: m for m in modules(__name__) if hasattr(m, "SPEAKS")}
