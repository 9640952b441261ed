"""Instructions that lead from one chart program to another, from the difference of what the two drew."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.chart.colours import EXACT
from stages.synthesize.chart.differences import Change, differences, measures
from stages.synthesize.chart.edit_slots import KEEP, OPEN, SLOTS
from stages.synthesize.chart.facts import MARKER_WORDS
from stages.synthesize.chart.figures import (
    Json,
    axes_of,
    common_colour,
    data_series,
    kind_of,
    series_of,
)
from stages.synthesize.chart.numbers import literal
from stages.synthesize.chart.wording import (
    KIND,
    ORDINALS,
    SCALE_WORDS,
    SINGULAR,
    STYLE_WORDS,
    article,
    capital,
    enumerate_texts,
    numbers,
    quote,
)
from stages.synthesize.domain import Claim, Description, NotApplicable

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
MOST_KEPT = 5
_TONE = {"terse": "terse", "plain": "formal", "detailed": "formal", "casual": "casual"}


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
    sentences = [_say(change, after, register, rng) for change in said]
    if register == "terse":
        text = "; ".join([capital(sentences[0]), *sentences[1:]])
    else:
        text = " ".join(capital(s) for s in sentences)
    where = _where(said, after)
    text = rng.choice(OPEN[register]) + where + (text if not where else text[:1].lower() + text[1:])
    claims = [claim for change in said for claim in change.claims]
    return Description(text + rng.choice(KEEP[register]), (*claims, *kept(before, after)))


def kept(before: Json, after: Json) -> tuple[Claim, ...]:
    """`unchanged` claims of the main things that are there and stayed."""
    old, new = axes_of(before), axes_of(after)
    there = {
        "title": [a.get("title") for a in old],
        "values": [measures(s) for a in old for s in data_series(a)],
        "legend": [(a.get("legend") or {}).get("labels") for a in old],
        "xlabel": [a.get("xlabel") for a in old],
        "ylabel": [a.get("ylabel") for a in old],
        "kinds": [kind_of(s) for a in old for s in series_of(a)],
        "colours": [common_colour(s) for a in old for s in data_series(a)],
        "xscale": [a.get("xscale") not in ("linear", None) for a in old],
        "yscale": [a.get("yscale") not in ("linear", None) for a in old],
        "texts": [a.get("texts") for a in old],
    }
    same = {
        "title": _same(old, new, "title"),
        "values": _same_data(old, new),
        "legend": [(a.get("legend") or {}).get("labels") for a in new] == there["legend"],
        "xlabel": _same(old, new, "xlabel"),
        "ylabel": _same(old, new, "ylabel"),
        "kinds": [[s.get("kind") for s in series_of(a)] for a in old]
        == [[s.get("kind") for s in series_of(a)] for a in new],
        "colours": _colours(old) == _colours(new),
        "xscale": _same(old, new, "xscale"),
        "yscale": _same(old, new, "yscale"),
        "texts": [_texts(a) for a in old] == [_texts(a) for a in new],
    }
    aspects = [name for name in there if any(there[name]) and same[name]]
    return tuple(Claim("unchanged", {"aspect": name}, 0.5) for name in aspects[:MOST_KEPT])


def _same(old: list[Json], new: list[Json], name: str) -> bool:
    return [a.get(name) for a in old] == [a.get(name) for a in new]


def _same_data(old: list[Json], new: list[Json]) -> bool:
    """Each series that showed numbers shows the same ones."""
    pairs = zip(old, new, strict=True)
    return all(
        [measures(s) for s in data_series(a)] == [measures(s) for s in data_series(b)] for a, b in pairs
    )


def _colours(panels: list[Json]) -> list[Any]:
    return [[(s.get("colour"), s.get("colours")) for s in series_of(a)] for a in panels]


def _texts(axes: Json) -> list[str]:
    return [" ".join(str(t.get("text")).split()) for t in axes.get("texts") or []]


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


def _say(change: Change, after: Json, register: str, rng: Random) -> str:
    fields = {k: _word(k, v) for k, v in change.fields.items()}
    slot = change.slot
    if slot == "kind":
        was, now = (KIND.get(change.fields[k], ("chart",)) for k in ("was", "now"))
        fields = {"was": was[0], "now": rng.choice(now)}
        fields |= {
            "a_was": article(fields["was"]),
            "a_now": article(fields["now"]),
            "Now": capital(fields["now"]),
        }
    elif slot == "orientation":
        way, other = (
            ("horizontal", "vertical") if change.fields["now"] == "barh" else ("vertical", "horizontal")
        )
        fields = {"way": way, "other": other, "Way": capital(way)}
    elif slot == "add_series":
        fields = _added(change.fields)
    elif slot == "drop_last":
        element = {"bar": "bar", "barh": "bar", "pie": "slice"}.get(change.fields["kind"], "point")
        fields = {"element": element, "elements": f"{element}s", "n": str(change.fields["n"])}
    elif slot == "notes" and _are_values(change.fields["texts"], after):
        slot = "bar_labels"
    elif slot in ("level_x", "level_y"):
        style = STYLE_WORDS.get(change.fields["linestyle"], "")
        fields["stroke"] = f"{style} {fields.get('colour', '')}".strip() or "straight"
        fields["Stroke"] = capital(fields["stroke"])
    elif slot == "note":
        fields |= {k: literal(float(f"{change.fields[k] or 0:.2g}")) for k in "xy"}
    elif slot == "marker" and not change.fields["marker"]:
        slot = "no_marker"
    if "index" in change.fields:
        fields["subject"] = _subject(change.fields)
    if "place" in change.fields:
        place = change.fields["place"]
        nth = ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th"
        fields |= {"nth": nth, "Nth": capital(nth)}
    tone = _TONE[register]
    return rng.choice(SLOTS[slot][tone]).format_map(fields)


def _subject(fields: dict[str, Any]) -> str:
    noun = SINGULAR.get(fields["kind"], "series")
    if fields["label"]:
        return f"the {noun} {quote(fields['label'])}"
    place = fields["index"]
    if place is None:
        return f"the {noun}"
    ordinal = ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th"
    many = noun.endswith("s") and noun not in ("contours",)
    return f"the {ordinal} set of {noun}" if many else f"the {ordinal} {noun}"


def _are_values(texts: list[str], after: Json) -> bool:
    """Whether the texts are the numbers of the bars."""
    values = [literal(v) for a in axes_of(after) for s in data_series(a) for v in measures(s)]
    return bool(values) and all(any(_near(t, v) for v in values) for t in texts)


def _near(text: str, value: str) -> bool:
    try:
        return abs(float(text.replace("−", "-")) - float(value)) <= 1e-3 * max(1.0, abs(float(value)))
    except ValueError:
        return False


def _added(fields: dict[str, Any]) -> dict[str, str]:
    noun = {"line": "line", "step": "step line", "scatter": "set of points"}.get(fields["kind"], "series")
    data = ""
    if "y" in fields:
        data = f", x = {numbers(fields['x'])}, y = {numbers(fields['y'])}"
    return {
        "noun": noun,
        "label": f" labelled {quote(fields['label'])}" if fields["label"] else "",
        "colour": f" in {fields['colour']}" if fields["colour"] else "",
        "data": data,
    }


def _word(name: str, value: Any) -> str:
    """A field as it reads in a sentence."""
    if name == "colour":
        return EXACT.get(value, value)
    if name == "colours":
        return enumerate_texts([EXACT.get(c, c) for c in value], quoted=False)
    if name == "text":
        return quote(value)
    if name in ("labels", "texts"):
        return enumerate_texts(value)
    if name == "parts":
        return enumerate_texts([f"{literal(v)}%" for v in value], quoted=False)
    if name == "values":
        return numbers(value)
    if name == "scale":
        return SCALE_WORDS.get(value, str(value))
    if name == "style":
        return STYLE_WORDS.get(value, "solid")
    if name == "marker":
        return MARKER_WORDS.get(value, f"'{value}'")
    if isinstance(value, float | int) and not isinstance(value, bool):
        return literal(value)
    return str(value)
