"""The words of one change: a template of its slot, filled in."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domains.chart.colours import EXACT
from stages.synthesize.domains.chart.edit_slots import SLOTS
from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
    data_series,
)
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.chart.series_differences import Change, measures
from stages.synthesize.domains.chart.series_facts import MARKER_WORDS
from stages.synthesize.domains.chart.wording import (
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

_TONE = {"terse": "terse", "plain": "formal", "detailed": "formal", "casual": "casual"}


def say_change(change: Change, after: Json, register: str, rng: Random) -> str:
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
