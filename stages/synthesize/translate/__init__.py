"""Translation through evidence: what a program drew becomes a picture, and a picture becomes a program.

A module here speaks one language of charts, a module of `drawings` one of drawings. It has `SPEAKS`, the
(domain, runtime) of its programs, `read(evidence)`, which gives what was drawn (`picture.Picture`, or
`drawings.drawing.Drawing`), and `write(picture)`, a short program that draws it. Either raises NotApplicable
where the language or the evidence cannot hold the picture. Optional: `FLAVOUR`, where several modules speak
for one runtime (R has ggplot2 beside its own graphics); `claims(picture)`, where its domain has no words for
such programs; `TRANSLATED_ALONE`, where its programs give no tasks but translations.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from stages.discovery import modules

CHARTS = ("chart", "scientific")
"""Domains of which every program is a chart."""
Spoken = dict[tuple[str, str, str], ModuleType]


@cache
def languages() -> dict[tuple[str, str], ModuleType]:
    """The languages of charts by (domain, runtime), one for each."""
    return {key[:2]: module for key, module in flavours("chart").items() if not key[2]}


@cache
def flavours(domain: str) -> Spoken:
    """Every module that speaks of what programs of the domain draw, by (domain, runtime, flavour or "")."""
    package = __name__ if domain in CHARTS else f"{__name__}.drawings"
    spoken = [m for m in modules(package) if hasattr(m, "SPEAKS")]
    return {(*m.SPEAKS, getattr(m, "FLAVOUR", "")): m for m in spoken}


def difference(first: Any, second: Any) -> str | None:
    """What the second of two charts or two drawings shows differently, None where they are equal."""
    from stages.synthesize.translate import compare
    from stages.synthesize.translate.drawings import compare as drawings
    from stages.synthesize.translate.picture import Picture

    return (compare if isinstance(first, Picture) else drawings).differs(first, second)
