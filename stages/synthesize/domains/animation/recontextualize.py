"""The same scene asked for by someone who needs it for a lesson, a talk or a page."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Description
from stages.synthesize.domains.animation.describe import describe

_SCENES = {
    "terse": ("For a slide.", "For a lesson."),
    "plain": ("I am preparing a lesson.", "This goes into a talk.", "It is for a short explaining video."),
    "detailed": (
        "The clip opens a lecture, so that its steps have to come exactly as listed.",
        "A video editor cuts this into a longer film and relies on what is listed here.",
    ),
    "casual": ("My students like moving pictures.", "I'm making a small video for friends."),
}
_STILLS = (
    "For a slide.",
    "This goes into a talk.",
    "It is for a page of a textbook.",
    "A figure for my notes.",
)


def recontextualize(evidence: dict[str, Any], register: str, rng: Random) -> Description:
    """Raises NotApplicable where the scene cannot be described."""
    told = describe(evidence, register, rng)
    moving = any(scene["plays"] for scene in evidence["scenes"])
    use = rng.choice(_SCENES[register] if moving else _STILLS)
    return Description(f"{use} {told.instruction}", told.claims)
