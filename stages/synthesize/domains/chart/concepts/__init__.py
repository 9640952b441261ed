"""Guided evolution of chart programs: concepts, each a LibCST transform of what stands in the code."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.chart.concepts import (
    annotation,
    anywhere,
    chart_type,
    data,
    layout,
    legend,
    orientation,
    palette,
    scale,
    style,
    title,
)
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

_CONCEPTS = {
    "chart_type": (chart_type.options, chart_type.apply),
    "palette": (palette.applies, palette.apply),
    "scale": (scale.choices, scale.apply),
    "legend": (legend.choices, legend.apply),
    "orientation": (orientation.applies, orientation.apply),
    "data": (data.choices, data.apply),
    "annotation": (annotation.choices, annotation.apply),
    "layout": (layout.choices, layout.apply),
    "title": (title.choices, title.apply),
    "style": (style.choices, style.apply),
}
"""(whether it applies, how it is done) by name, for programs with one axes."""


TRIES = 4
"""Draws of a concept before it is given up: one may leave the code as it was, or make it long."""


def applicable(program: Program) -> list[str]:
    """Concepts that have a place in this program."""
    try:
        source = Source(program.code, program.evidence)
        if not source.single:
            return [name for name, places in anywhere.CONCEPTS.items() if places(source)]
        return [name for name, (applies, _) in _CONCEPTS.items() if applies(source)]
    except NotApplicable:
        return []


def evolve(program: Program, concept: str, rng: Random) -> str:
    """The program changed by `concept`. Raises NotApplicable with the reason."""
    if concept not in _CONCEPTS:
        raise NotApplicable(f"charts know no concept {concept!r}")
    source = Source(program.code, program.evidence)
    short = count_tokens(program.code) <= CANONICAL_TOKENS
    for _ in range(TRIES):
        code = _CONCEPTS[concept][1](source, rng) if source.single else anywhere.apply(source, concept, rng)
        length = count_tokens(code)
        if code != program.code and not (short and length > CANONICAL_TOKENS):
            return code
    if code == program.code:
        raise NotApplicable("the code would stay as it is")
    raise NotApplicable(f"a short program would grow to {length} tokens")
