"""Instructions for a figure of several panels: the whole first, then its panels in lines."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description
from stages.synthesize.domains.chart import statements as st
from stages.synthesize.domains.chart.canonical import grid_of
from stages.synthesize.domains.chart.data_statements import data
from stages.synthesize.domains.chart.facts import FigureFacts, PanelFacts
from stages.synthesize.domains.chart.figures import Json
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.chart.statement import Statement
from stages.synthesize.domains.chart.wording import (
    CLOSING,
    HEAD,
    ORDINALS,
    SPECIFIED,
    article,
    capital,
    quote,
)

MOST_PANELS = 4
"""Panels that a description speaks of one by one."""
_TONE = {"terse": "fragment", "plain": "formal", "detailed": "formal", "casual": "casual"}


def whole(figure: FigureFacts, register: str) -> list[Statement]:
    """Statements about the figure: its overall title, and its size where details are wanted."""
    said = []
    if figure.suptitle and register != "terse":
        said.append(
            Statement("suptitle", "words", {"text": quote(figure.suptitle.args["text"])}, (figure.suptitle,))
        )
    if figure.size and register == "detailed":
        size = figure.size.args
        fields = {"width": literal(size["width"]), "height": literal(size["height"])}
        said.append(Statement("size", "frame", fields, (figure.size,)))
    return said


def join(noun: str, said: list[Statement], register: str, rng: Random) -> str:
    heads = HEAD[register] + (SPECIFIED if register == "detailed" and len(said) > 3 else ())
    opening = rng.choice(heads).format(head=noun, Head=capital(noun), a_head=article(noun))
    tone = _TONE[register]
    if register == "terse":
        return ", ".join([opening, *(s.text(tone, rng) for s in said)])
    if register == "detailed" and rng.random() < 0.35 and len(said) > 2:
        return "\n".join([opening, *(f"- {capital(s.text('fragment', rng))}" for s in said)])
    text = " ".join([opening, *(s.text(tone, rng) for s in said)])
    if register == "casual" and rng.random() < 0.25:
        text += " " + rng.choice(CLOSING)
    return text


def many_panels(figure: FigureFacts, evidence: Json, register: str, rng: Random) -> Description:
    """The figure as a whole, then its panels one by one as far as the register goes."""
    claims: list[Claim] = []
    noun = "figure"
    if figure.panel_count:
        n = figure.panel_count.args["n"]
        noun = f"figure with {st.number_word(n)} {rng.choice(('panels', 'subplots', 'panels'))}"
        claims.append(figure.panel_count)
    if figure.layout and rng.random() < 0.7:
        rows, columns = figure.layout.args["rows"], figure.layout.args["columns"]
        noun += rng.choice(
            (f" in a {rows}x{columns} grid", f" arranged in {rows} rows and {columns} columns")
        )
        noun = noun.replace("1 rows", "1 row").replace("1 columns", "1 column")
        claims.append(figure.layout)
    said = whole(figure, register)
    most = {"terse": 2, "plain": MOST_PANELS, "casual": 3, "detailed": MOST_PANELS}[register]
    text = join(noun, said, register, rng)
    claims += [c for s in said for c in s.claims]
    parts = []
    places = _places(figure, evidence)
    for panel, place in list(zip(figure.panels, places, strict=True))[:most]:
        phrase, more = _panel_phrase(panel, register, rng)
        if more:
            parts.append(f"{place}: {phrase}")
            claims += more
    if parts and register == "terse":
        text += "; " + "; ".join(parts)
    elif parts and "\n" in text:
        text += "".join(f"\n- {capital(p)}" for p in parts)
    elif parts:
        text += " " + " ".join(f"{capital(p)}." for p in parts)
    return Description(text, unique(claims))


def _places(figure: FigureFacts, evidence: Json) -> list[str]:
    """Where each panel is: by row and column in a regular grid, else by number in reading order."""
    grid = grid_of(evidence)
    if grid == (2, 2):
        return ["top left", "top right", "bottom left", "bottom right"]
    if grid in ((1, 2), (2, 1)):
        return ["left", "right"] if grid[0] == 1 else ["top", "bottom"]
    if grid in ((1, 3), (3, 1)):
        return ["left", "middle", "right"] if grid[0] == 1 else ["top", "middle", "bottom"]
    return [
        f"{ORDINALS[i]} panel" if i < len(ORDINALS) else f"panel {i + 1}" for i in range(len(figure.panels))
    ]


def _panel_phrase(panel: PanelFacts, register: str, rng: Random) -> tuple[str, list[Claim]]:
    """A panel in one line of fragments."""
    noun, claims = st.head(panel, rng)
    words = st.words(panel, rng)
    said = words if register == "detailed" else words[:1]
    if register == "detailed":
        said = said + st.frame(panel) + st.looks(panel, register, rng)[:3] + data(panel, full=True)[:4]
    said = [s for s in said if s.slot != "shared_x"] if not any(s.slot == "points_y" for s in said) else said
    text = ", ".join([article(noun), *(s.text("fragment", rng) for s in said)])
    return text, [*claims, *(c for s in said for c in s.claims)]


def unique(claims: list[Claim]) -> tuple[Claim, ...]:
    kept: list[Claim] = []
    for claim in claims:
        if claim not in kept:
            kept.append(claim)
    return tuple(kept)
