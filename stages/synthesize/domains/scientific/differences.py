"""What an edit changed, told from the pictures before and after: sentences, claims, and what stayed."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.scientific import facts, words
from stages.synthesize.domains.scientific.describe import Sentence, name_of, unique
from stages.synthesize.translate.picture import BARS, Picture, Series

EDITS = {
    "title": ("Change the title to {new}.", "Set the title to {new}.", "Retitle the chart {new}."),
    "new_title": ("Add the title {new}.", "Give the chart the title {new}.", "Title the chart {new}."),
    "label": ("Change the label of the {axis} axis to {new}.", "Relabel the {axis} axis {new}."),
    "new_label": ("Label the {axis} axis {new}.", "Add the label {new} to the {axis} axis."),
    "colour": ("Recolour {the} to {new}.", "Change the colour of {the} to {new}.", "Make {the} {new}."),
    "style": ("Make {the} {new}.", "Draw {the} with a {new} stroke.", "Change the stroke of {the} to {new}."),
    "kind": ("Show the same data as {new}.", "Turn it into {new}.", "Draw the data as {new} instead."),
    "value": (
        "Change the {place} value of {the} from {old} to {new}.",
        "In {the}, set the {place} value to {new} (it was {old}).",
    ),
    "bar": (
        "Change the bar {name} from {old} to {new}.",
        "Set the value of {name} to {new} instead of {old}.",
    ),
    "scaled": ("Multiply all values by {new}.", "Scale every value by a factor of {new}."),
    "fewer": (
        "Leave out the last point of every series.",
        "Drop the last data point of each series.",
    ),
    "fewer_one": ("Leave out the last value.", "Drop the last data point.", "Remove the last value."),
    "grid_on": ("Turn on the grid.", "Add grid lines."),
    "grid_off": ("Turn off the grid.", "Remove the grid lines."),
    "legend_off": ("Remove the legend.", "Take the legend away."),
    "log": ("Make the {axis} axis logarithmic.", "Use a logarithmic scale on the {axis} axis."),
}
STAYS = {
    "terse": ("",),
    "plain": ("", "", " Leave the rest as it is."),
    "detailed": (
        " Keep everything else as it is.",
        " Nothing else changes.",
        " Leave all other parts untouched.",
    ),
    "casual": ("", " The rest is fine.", " Thanks!"),
}
OPENINGS = {
    "terse": ("{text}",),
    "plain": ("{text}", "{text}", "In this program: {text}"),
    "detailed": ("Edit the program as follows. {text}", "{text}"),
    "casual": ("{text}", "One change please: {lower}", "Could you edit this? {text}"),
}
SPAN = (2, 0.5, 10, 1.5)


def describe_edit(before: Picture, after: Picture, register: str, rng: Random) -> Description:
    """An instruction from one picture to the other. Raises NotApplicable where no words fit."""
    sentences = _sentences(before, after, rng)
    if not sentences:
        raise NotApplicable("the picture did not change")
    text = " ".join(s.text for s in sentences)
    shown = rng.choice(OPENINGS[register]).format(text=text, lower=text[:1].lower() + text[1:])
    shown = (shown.rstrip(".") if register == "terse" else shown) + rng.choice(STAYS[register])
    changed = [c for s in sentences for c in s.claims]
    stays = _unchanged(before, after)
    claims = [*changed, *([Claim("unchanged", {"parts": stays}, 1.0)] if stays else [])]
    return Description(shown, unique(claims))


def _unchanged(before: Picture, after: Picture) -> list[str]:
    """Parts that are equal: of the panel, and of the series as wholes."""
    parts = [
        name
        for name in ("title", "xlabel", "ylabel", "xscale", "yscale", "grid")
        if getattr(before, name) == getattr(after, name)
    ]
    for name in ("kind", "y", "colour"):
        if [getattr(s, name) for s in before.series] == [getattr(s, name) for s in after.series]:
            parts.append({"kind": "kinds", "y": "values", "colour": "colours"}[name])
    return parts


def _sentences(before: Picture, after: Picture, rng: Random) -> list[Sentence]:
    found = []

    def say(slot: str, claims: list[Claim], **fields: str) -> None:
        found.append(Sentence(rng.choice(EDITS[slot]).format(**fields), tuple(claims)))

    for kind, slot in (("title", "title"), ("xlabel", "label"), ("ylabel", "label")):
        old, new = getattr(before, kind), getattr(after, kind)
        if old != new:
            slot = slot if old else f"new_{slot}"
            say(slot, [_changed(Claim(kind, {"text": new}, 2.0))], axis=kind[0], new=words.quote(new))
    if before.grid != after.grid:
        claim = _changed(Claim("grid", {"on": after.grid}, 2.0))
        say("grid_on" if after.grid else "grid_off", [claim])
    if before.legend and not after.legend:
        say("legend_off", [_changed(Claim("no_legend", {}, 2.0))])
    for axis in "xy":
        scale = getattr(after, f"{axis}scale")
        if scale == "log" != getattr(before, f"{axis}scale"):
            say("log", [_changed(Claim("scale", {"axis": axis, "scale": "log"}, 2.0))], axis=axis)
    found += _of_series(before, after, rng)
    return found


def _changed(claim: Claim) -> Claim:
    """The claim, which must not have held before."""
    return Claim("changed", {"kind": claim.kind, "args": claim.args}, claim.weight)


def _of_series(before: Picture, after: Picture, rng: Random) -> list[Sentence]:
    olds, news = before.series, after.series
    if len(olds) != len(news):
        raise NotApplicable("series that came or went")
    each = facts.series(after)
    if {s.kind for s in olds} != {s.kind for s in news}:
        noun = words.article(words.KIND[news[0].kind][0])
        claims = [_changed(Claim("chart_type", {"kind": news[0].kind}, 2.0))]
        claims += [c.values for c in each if c.values]
        return [Sentence(rng.choice(EDITS["kind"]).format(new=noun), tuple(claims))]
    if all(len(o.y) == len(n.y) + 1 and o.y[:-1] == n.y for o, n in zip(olds, news, strict=True)):
        claims = [_changed(c.values) for c in each if c.values]
        return [Sentence(rng.choice(EDITS["fewer" if len(news) > 1 else "fewer_one"]), tuple(claims))]
    if factor := _factor(olds, news):
        claims = [_changed(c.values) for c in each if c.values]
        return [Sentence(rng.choice(EDITS["scaled"]).format(new=literal(factor)), tuple(claims))]
    found = []
    for old, one in zip(olds, each, strict=True):
        the = name_of(after, one)
        if old.colour != one.series.colour:
            text = rng.choice(EDITS["colour"]).format(the=the, new=one.series.colour)
            found.append(Sentence(text, (_changed(one.colour),)))
        if old.style != one.series.style:
            found.append(_stroke(one, the, rng))
        if old.y != one.series.y and one.values:
            found.append(_value(after, old, one, the, rng))
    return found


def _stroke(one: facts.SeriesFacts, the: str, rng: Random) -> Sentence:
    new = words.STYLES.get(one.series.style, "solid")
    here = {"kind": one.series.kind, "index": one.index, "style": one.series.style}
    claim = _changed(Claim("line_style", here, 2.0))
    return Sentence(rng.choice(EDITS["style"]).format(the=the, new=new), (claim,))


def _value(after: Picture, old: Series, one: facts.SeriesFacts, the: str, rng: Random) -> Sentence:
    places = [i for i, (a, b) in enumerate(zip(old.y, one.series.y, strict=True)) if a != b]
    if len(places) != 1:
        raise NotApplicable("several values changed")
    (at,) = places
    numbers = {"old": literal(old.y[at]), "new": literal(one.series.y[at])}
    claim = _changed(one.values)
    if one.series.kind in BARS and after.categories:
        name = words.quote(after.categories[at])
        return Sentence(rng.choice(EDITS["bar"]).format(name=name, **numbers), (claim,))
    place = words.ORDINALS[at] if at < len(words.ORDINALS) else f"{at + 1}th"
    return Sentence(rng.choice(EDITS["value"]).format(place=place, the=the, **numbers), (claim,))


def _factor(olds: tuple[Series, ...], news: tuple[Series, ...]) -> float | None:
    """The factor of all values, None where it is not one."""
    pairs = [(a, b) for o, n in zip(olds, news, strict=True) for a, b in zip(o.y, n.y, strict=False)]
    if all(a == b for a, b in pairs):
        return None
    for factor in SPAN:
        if all(abs(b - a * factor) <= 1e-3 * max(abs(b), 1e-9) for a, b in pairs):
            return factor
    return None
