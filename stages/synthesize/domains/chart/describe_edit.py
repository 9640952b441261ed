"""Instructions that lead from one chart program to another, from the difference of what the two drew."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Description, NotApplicable
from stages.synthesize.domains.chart.differences import differences
from stages.synthesize.domains.chart.edit_slots import KEEP, OPEN
from stages.synthesize.domains.chart.edit_words import say_change
from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
)
from stages.synthesize.domains.chart.kept import kept
from stages.synthesize.domains.chart.series_differences import Change
from stages.synthesize.domains.chart.wording import (
    ORDINALS,
    capital,
    quote,
)

ALONGSIDE = {
    "chart_type": {"chart_type"},
    "orientation": {"orientation"},
    "palette": {"palette"},
    "scale": {"scale"},
    "legend": {"legend"},
    "data": {"data"},
    "annotation": {"annotation"},
    "layout": {"layout", "limits"},
    "title": {"title"},
    "style": {"style"},
}
"""Topics that a concept speaks of; other concepts speak of all but the limits, which move by themselves."""
MOST_CHANGES = 6


def describe_edit(concept: str, before: Json, after: Json, register: str, rng: Random) -> Description:
    """An instruction and its claims. Raises NotApplicable if nothing that can be named changed."""
    if len(axes_of(before)) != len(axes_of(after)):
        raise NotApplicable("the number of axes changed")
    found = differences(before, after)
    topics = ALONGSIDE.get(concept)
    said = [c for c in found if (c.topic in topics if topics else c.topic != "limits")]
    if concept == "layout" and len(said) > 1:
        said = [c for c in said if c.topic != "limits"] or said
    if not said:
        raise NotApplicable(f"{concept} changed nothing that can be seen")
    if len(said) > MOST_CHANGES:
        raise NotApplicable(f"{concept} changed {len(said)} things at once")
    sentences = [say_change(change, after, register, rng) for change in said]
    if register == "terse":
        text = "; ".join([capital(sentences[0]), *sentences[1:]])
    else:
        text = " ".join(capital(s) for s in sentences)
    where = _where(said, after)
    text = rng.choice(OPEN[register]) + where + (text if not where else text[:1].lower() + text[1:])
    claims = [claim for change in said for claim in change.claims]
    return Description(text + rng.choice(KEEP[register]), (*claims, *kept(before, after)))


def _where(said: list[Change], after: Json) -> str:
    """The panel that is meant, where there are several."""
    panels = axes_of(after)
    numbers_said = {
        c.args.get("now", {}).get("args", {}).get("axes") for change in said for c in change.claims
    }
    if len(panels) < 2 or len(numbers_said) != 1 or None in numbers_said:
        return ""
    number = numbers_said.pop()
    title = " ".join(str(panels[number].get("title") or "").split())
    titles = [" ".join(str(a.get("title") or "").split()) for a in panels]
    if title and titles.count(title) == 1 and not any(c.slot == "title" for c in said):
        return f"In the panel {quote(title)}: "
    return f"In the {ORDINALS[number]} panel: " if number < len(ORDINALS) else f"In panel {number + 1}: "
