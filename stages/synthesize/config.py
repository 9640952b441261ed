"""Sections `strategy` and `synthesize` of params.yaml (`teacher` stands in teachers/config.py)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SerializeAsAny

from stages.config import Section, nested


def _as_options(value: Any) -> Any:
    """The options of each strategy as its module's class."""
    if not isinstance(value, dict):
        return value
    from stages.synthesize.strategies import strategy_module

    return {name: nested(strategy_module(name).Options, options) for name, options in value.items()}


class StrategySection(Section):
    """The paper's strategies (arXiv 2510.23538, section 3) as this run uses them."""

    attempts: int = Field(ge=1)
    """Tries of one slot: a failure leads to the next one. Every try is a row."""
    image_claims: int = Field(ge=1)
    """Claims that an image-to-code sample is judged by: the first ones of the domain's facts."""
    steps: Annotated[dict[str, SerializeAsAny[Section]], BeforeValidator(_as_options)]
    """Strategies in use with their options, each of the class that its module has."""


class SynthesizeSection(Section):
    """What is kept of what strategies propose."""

    target: dict[str, int]
    """Slice (`task/domain/modality`) to the samples kept of it: those with the smallest hash. Absent: all."""
