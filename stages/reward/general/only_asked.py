"""An edit changes what was asked and nothing else: facts that differ between the two pictures, each accounted
for.

What an edit asks for follows from its claims; `_MAY` says which classes of facts (`stages.reward.difference`)
may differ for each kind of claim, `_ADDS` and `_REMOVES` which kinds only add or take away. Beyond its class
a text or a colour that came has to stand in the instruction, and no more texts may go than came or are named.
Pages are left to the stricter claim `rest_same`; an edit whose claims say only what is there at the end, and
not what changes, cannot be judged so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from stages.reward.case import Case, Verdict
from stages.reward.difference import NAMES, Fact, differences, facts
from stages.reward.domains.chart.colour import in_family
from stages.reward.hues import TABLEAU, WORDS, apart, fits

WEIGHT = 2.0
VERSION = "2"
_CLASSES = {
    "text": "title xlabel ylabel suptitle label no_label legend legend_title no_legend no_text text"
    " tick_labels",
    "colour": "colour colour_family colours background recoloured colour_map stroke_added",
    "data": "values scaled_values scale no_label moved grown stands point_count cells shares base",
    "style": "linestyle line_style linewidth marker grid scale opacity_changed grouped stroke_added"
    " stroke_width_changed moved projection grown",
    "kind": "projection node grid scale line_style",
}
_MAY: dict[str, set[str]] = {}
for _name, _kinds in _CLASSES.items():
    for _kind in _kinds.split():
        _MAY.setdefault(_kind, set()).add(_name)
_REMAKES = {"chart_type", "no_chart_type", "replaced_shape", "no_legend"}
_ADDS = {
    "added_shape", "background_added", "text_added", "reference_line", "text", "grid", "added_text", "more",
    "node", "link", "series_count", "legend", "animated",
}  # fmt: skip
_REMOVES = {"removed_shape", "no_text", "empty_end"}
_MOVES = {"ends_with", "longer", "slower", "steps", "no_step"}
"""Kinds that change the steps of an animation and not what stands at its end."""
_CHANGES = {
    "recoloured", "added_shape", "removed_shape", "replaced_shape", "moved", "stroke_added", "grouped",
    "stroke_width_changed", "background_added", "opacity_changed", "text_added", "scaled_values",
    "no_chart_type",
    "ends_with", "added_text", "more", "animated", "grown", "longer", "slower", "empty_end", "no_step",
}  # fmt: skip
"""Kinds of claims that speak of a change by themselves; others do inside `changed`."""
_NAMING = {"legend", "no_legend", "legend_title", "label", "no_label", "node", "link", "tick_labels"}
"""Kinds that may change the name of a series or node."""
_INKS = {"#000000", "#ffffff"}
_SAME = 12.0
"""CIELAB distance up to which a colour is the asked one."""
_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def check(case: Case) -> Verdict | None:
    if not case.edits or case.before is None or "boxes" in case.after or "defines" in case.after:
        return None
    claims = json.loads(case.sample["claims"])
    asked = set(_asked(claims))
    changes = _CHANGES | ({"background"} if case.sample["domain"] == "animation" else set())
    if not asked & changes and not any(claim["kind"] == "changed" for claim in claims):
        return None
    changed = differences(case.before, case.after)
    odd = [fact for fact in changed if not _accounted(fact, asked)]
    if "no_legend" in asked:
        changed = [fact for fact in changed if fact.came or ".legend." not in fact.where]
    odd = odd or _stray(changed, case, remakes=bool(asked & _REMAKES))
    if odd:
        return False, "not asked for: " + "; ".join(str(fact)[:120] for fact in odd[:3])
    return True, f"{len(changed)} facts differ, all asked for"


def _asked(claims: list[dict[str, Any]]) -> Iterator[str]:
    """Kinds of the changes that the claims speak of."""
    for claim in claims:
        if claim["kind"] == "changed":
            yield claim["args"].get("now", claim["args"])["kind"]
        elif claim["kind"] not in ("unchanged", "kept", "steps_kept"):
            yield claim["kind"]


def _accounted(fact: Fact, asked: set[str]) -> bool:
    """Whether a kind of claim lets a fact of this class come or go."""
    if asked & _REMAKES and fact.kind != "text":
        return True
    if asked & (_ADDS if fact.came else _REMOVES):
        return True
    if fact.key in NAMES and not asked & _NAMING:
        return not asked & _KNOWN
    return any(fact.kind in _MAY.get(kind, ()) for kind in asked) or not asked & _KNOWN


_KNOWN = {*_MAY, *_ADDS, *_REMOVES, *_REMAKES, *_MOVES, "size", "layout", "limits"}


def _stray(changed: list[Fact], case: Case, *, remakes: bool) -> list[Fact]:
    """Texts and colours that came unasked, and texts that went without another in their place."""
    said = _plain(case.sample["instruction"])
    texts = [f for f in changed if f.kind == "text"]
    came = [f for f in texts if f.came and f.key not in NAMES | {"legend"}]
    odd = [f for f in came if not _stands(f.value, said)]
    went = [
        f for f in texts if not f.came and f.key in ("title", "xlabel", "ylabel", "xlab", "ylab", "suptitle")
    ]
    named = [f for f in went if not _stands(f.value, said)]
    removal = re.search(r"\b(remove|delete|drop|take|without|no|clear|rid)\b", said)
    if len(named) > len(came) and not removal:
        odd += named[len(came) :]
    colours = {
        c for c in _colours(case.sample["output_code"]) if c not in _colours(case.sample["input_code"])
    }
    came = [f for f in changed if f.kind == "colour" and f.came and f.value.startswith("#")]
    old = {f.value for f in facts(case.before or {}) if f.kind == "colour"} | _INKS
    shades, words = _told(case.sample["instruction"])
    if not remakes:
        odd += [f for f in came if f.value not in old and not _is_told(f.value, shades, words)]
    new = colours - old - {f.value for f in came}
    odd += [Fact("colour", "code", c, True, "program") for c in sorted(new) if not _is_told(c, shades, words)]
    return odd


def _colours(code: str) -> set[str]:
    """Colours that a program writes as #rgb or #rrggbb, in full."""
    return {"#" + (h if len(h) == 6 else "".join(2 * c for c in h)).lower() for h in _HEX.findall(code)}


def _told(instruction: str) -> tuple[list[str], list[str]]:
    """Colours that the instruction names, as "#rrggbb" (CSS names too) and as words."""
    from PIL import ImageColor

    words = [
        w
        for w in sorted(WORDS | {"cyan"})
        if re.search(rf"\b{w}\b", instruction.lower().replace("gray", "grey"))
    ]
    named = {ImageColor.colormap.get(w) for w in re.findall(r"[a-z]+", instruction.lower())}
    named |= {TABLEAU.get(w) for w in re.findall(r"\btab:([a-z]+)", instruction.lower())}
    return sorted(_colours(instruction) | {c.lower() for c in named if isinstance(c, str)}), words


def _is_told(colour: str, shades: list[str], words: list[str]) -> bool:
    fitting = any(fits(word, colour) or in_family(colour, word) for word in words)
    return any(apart(colour, shade) <= _SAME for shade in shades) or fitting


def _stands(text: str, said: str) -> bool:
    return _plain(text) in said


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
