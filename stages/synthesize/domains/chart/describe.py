"""Instructions to write a chart's program, from what it drew: how much is said, in which voice and order."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Description, NotApplicable
from stages.synthesize.domains.chart import statements as st
from stages.synthesize.domains.chart.data_statements import data
from stages.synthesize.domains.chart.describe_panels import join, many_panels, unique, whole
from stages.synthesize.domains.chart.facts import FigureFacts, PanelFacts, read
from stages.synthesize.domains.chart.figures import Json
from stages.synthesize.domains.chart.statement import Statement
from stages.synthesize.domains.chart.wording import IMAGE


def describe(evidence: Json, register: str, rng: Random) -> Description:
    """An instruction and its claims. Raises NotApplicable when there is nothing to say of the picture."""
    figure = read(evidence)
    if len(figure.panels) == 1:
        description = _one_panel(figure, register, rng)
    else:
        description = many_panels(figure, evidence, register, rng)
    if not description.claims:
        raise NotApplicable("nothing in the picture can be named")
    return description


def describe_image(register: str, rng: Random) -> str:
    return rng.choice(IMAGE[register])


def _one_panel(figure: FigureFacts, register: str, rng: Random) -> Description:
    panel = figure.panels[0]
    noun, claims = st.head(panel, rng)
    said = _chosen(panel, register, rng)
    if len(claims) + sum(len(s.claims) for s in said) < 2:
        said = _chosen(panel, "detailed", rng)
    said += whole(figure, register)
    title = next((s for s in said if s.slot == "title"), None)
    if title and rng.random() < 0.5:
        said.remove(title)
        joint = rng.choice((" titled {}", " with the title {}", " called {}", " (title: {})"))
        noun += joint.format(title.fields["text"])
        claims += title.claims
    text = join(noun, said, register, rng)
    return Description(text, unique([*claims, *(c for s in said for c in s.claims)]))


def _chosen(panel: PanelFacts, register: str, rng: Random) -> list[Statement]:
    """The statements that the register makes, in a natural order."""
    words, frame = st.words(panel, rng), st.frame(panel)
    looks = st.looks(panel, register, rng)
    if register == "detailed":
        body = data(panel, full=True)
        parts = [frame, looks, body] if rng.random() < 0.5 else [body, looks, frame]
        return words + [s for part in parts for s in part]
    short = sum(s.count for s in panel.series) <= 8
    body = data(panel, full=short and register != "terse" and rng.random() < 0.6)
    if any(s.slot == "shared_x" for s in body):
        looks = looks[:1]  # data that hang together are said together or not at all
    rest = frame + looks + body
    most = {
        "terse": rng.choice((1, 1, 2)),
        "plain": rng.choice((1, 2, 3, 4)),
        "casual": rng.choice((1, 2, 3)),
    }
    kept = _sample(rest, most[register], rng)
    if register == "terse":
        words = _sample(words, rng.choice((1, 2, 2)), rng)
    elif register == "casual":
        words = _sample(words, rng.choice((1, 2, 3)), rng)
    return kept + words if register != "terse" and rng.random() < 0.25 else words + kept


def _sample(statements: list[Statement], most: int, rng: Random) -> list[Statement]:
    """Some of the statements in their order; a shared x comes with everything that needs it."""
    units: list[list[Statement]] = []
    for statement in statements:
        if statement.slot == "points_y" and units:
            units[-1].append(statement)
        else:
            units.append([statement])
    places = sorted(rng.sample(range(len(units)), min(most, len(units))))
    return [s for i in places for s in units[i]]
