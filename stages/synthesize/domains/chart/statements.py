"""Statements about a chart: a slot of the templates, its words, and the claims it makes."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.colours import EXACT, family
from stages.synthesize.domains.chart.data_statements import MOST_SERIES, subject
from stages.synthesize.domains.chart.facts import PanelFacts
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.chart.series_facts import MARKER_WORDS
from stages.synthesize.domains.chart.statement import Statement
from stages.synthesize.domains.chart.wording import (
    KIND,
    NUMBERS,
    PLURAL,
    SCALE_WORDS,
    STYLE_WORDS,
    enumerate_texts,
    quote,
)


def number_word(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def head(panel: PanelFacts, rng: Random) -> tuple[str, list[Claim]]:
    """(noun phrase, claims): the kind of chart and how many series or elements it has."""
    if not panel.kinds:
        return "plot", []
    claims = list(panel.kinds)
    kinds = [c.args["kind"] for c in panel.kinds]
    if len(kinds) > 1:
        shown = kinds[:3]
        return f"chart that combines {enumerate_texts([PLURAL[k] for k in shown], quoted=False)}", claims[:3]
    kind = kinds[0]
    noun = rng.choice(KIND[kind])
    if panel.counts and rng.random() < 0.8:
        count = panel.counts[0]
        return f"{noun} with {number_word(count.args['n'])} {PLURAL[kind]}", [*claims, count]
    if len(panel.series) == 1 and kind in ("bar", "barh", "pie") and rng.random() < 0.6:
        series = panel.series[0]
        ref = {"kind": kind, **({"axes": claims[0].args["axes"]} if "axes" in claims[0].args else {})}
        elements = "slices" if kind == "pie" else "bars"
        if series.count > 1:
            claims.append(Claim("point_count", {**ref, "n": series.count}))
            return f"{noun} with {number_word(series.count)} {elements}", claims
    return noun, claims


def words(panel: PanelFacts, rng: Random) -> list[Statement]:
    """Title, axis labels and legend."""
    found = panel.words
    statements = []
    if "title" in found:
        statements.append(_text("title", found["title"]))
    if "xlabel" in found and "ylabel" in found and rng.random() < 0.8:
        pair = (found["xlabel"], found["ylabel"])
        fields = {"x": quote(pair[0].args["text"]), "y": quote(pair[1].args["text"])}
        statements.append(Statement("labels", "words", fields, pair))
    else:
        statements += [_text(name, found[name]) for name in ("xlabel", "ylabel") if name in found]
    if panel.legend and len(panel.legend.args["labels"]) <= 8 and all(panel.legend.args["labels"]):
        fields = {"labels": enumerate_texts(panel.legend.args["labels"])}
        statements.append(Statement("legend", "words", fields, (panel.legend,)))
        if panel.legend_title:
            statements.append(_text("legend_title", panel.legend_title))
    return statements


def _text(slot: str, claim: Claim, group: str = "words") -> Statement:
    return Statement(slot, group, {"text": quote(claim.args["text"])}, (claim,))


def frame(panel: PanelFacts) -> list[Statement]:
    """Projection, scales, limits, grid, background, level lines and notes."""
    statements = []
    for claim in (*panel.frame, *panel.references):
        args = claim.args
        if claim.kind == "projection":
            statements.append(Statement(args["name"], "frame", {}, (claim,)))
        elif claim.kind == "scale":
            fields = {"axis": args["axis"], "scale": SCALE_WORDS[args["scale"]]}
            statements.append(Statement("scale", "frame", fields, (claim,)))
        elif claim.kind == "limits":
            fields = {"axis": args["axis"], "low": literal(args["low"]), "high": literal(args["high"])}
            statements.append(Statement("limits", "frame", fields, (claim,)))
        elif claim.kind == "grid":
            statements.append(Statement("grid", "frame", {}, (claim,)))
        elif claim.kind == "background":
            colour = EXACT.get(args["colour"], args["colour"])
            statements.append(Statement("background", "look", {"colour": colour}, (claim,)))
        elif claim.kind == "reference_line":
            slot = f"level_{args['axis']}"
            statements.append(Statement(slot, "frame", {"value": literal(args["value"])}, (claim,)))
    if len(panel.notes) == 1:
        statements.append(_text("note", panel.notes[0], "frame"))
    elif panel.notes:
        texts = enumerate_texts([c.args["text"] for c in panel.notes])
        statements.append(Statement("notes", "frame", {"texts": texts}, panel.notes))
    return statements


def colour_words(claim: Claim, register: str, rng: Random) -> tuple[str, Claim]:
    """The colour as the register would say it, with the claim that goes with the word."""
    value = claim.args["colour"]
    broad = family(value)
    if broad and (register in ("terse", "casual") or (register == "plain" and rng.random() < 0.5)):
        args: dict[str, Any] = {k: v for k, v in claim.args.items() if k != "colour"}
        return broad, Claim("colour_family", {**args, "family": broad}, claim.weight)
    if value in EXACT and rng.random() < (0.2 if register == "detailed" else 0.7):
        return EXACT[value], claim
    return value, claim


def looks(panel: PanelFacts, register: str, rng: Random) -> list[Statement]:
    """Colours, strokes and markers."""
    shown = panel.series[:MOST_SERIES]
    statements = []
    single = [s for s in shown if s.colour]
    if len(single) == len(panel.series) > 1 and len({s.colour.args["colour"] for s in single}) == 1:
        said = [
            colour_words(s.colour, "terse" if register != "detailed" else register, Random(0)) for s in single
        ]
        statements.append(Statement("one_colour", "look", {"colour": said[0][0]}, tuple(c for _, c in said)))
    else:
        for series in single:
            word, claim = colour_words(series.colour, register, rng)
            statements.append(Statement("colour", "look", {**subject(series), "colour": word}, (claim,)))
    for series in shown:
        if series.colours:
            said = [EXACT.get(c, c) if register != "detailed" else c for c in series.colours.args["colours"]]
            fields = {**subject(series), "colours": enumerate_texts(said, quoted=False)}
            statements.append(Statement("colours", "look", fields, (series.colours,)))
        for claim in series.style:
            if claim.kind == "linestyle":
                fields = {**subject(series), "style": STYLE_WORDS[claim.args["style"]]}
                statements.append(Statement("linestyle", "look", fields, (claim,)))
            else:
                fields = {**subject(series), "marker": MARKER_WORDS[claim.args["marker"]]}
                statements.append(Statement("marker", "look", fields, (claim,)))
    return statements
