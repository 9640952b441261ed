"""Pages on which a button steps through what a program gave: a function's examples, or a chart's data.

A page cannot run the program: what it shows stands in it, as the sandbox saw it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.algorithm.subject import subjects
from stages.synthesize.domains.artifact.behaviour import SCRIPT
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.webui.sight import is_plain
from stages.synthesize.translate.picture import BARS, Picture

MOST_EXAMPLES, MOST_VALUES = 4, 12
_LONGEST_BAR = 400
"""Pixels."""


@dataclass(frozen=True)
class Steps:
    """What the page holds. `items`: (call, value) of examples, or (name, value) of data in `colour`."""

    heading: str
    button: str
    items: tuple[tuple[str, str], ...]
    colour: str | None
    clicks: int

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts that are new after the clicks, as the page writes them."""
        if self.colour:
            return tuple(f"{name}: {value}" for name, value in self.items[: self.clicks])
        call, value = self.items[self.clicks - 1]
        return (call, f"gives {value}")


def of_function(program: Program, button: str, clicks: int) -> Steps:
    """The first examples that can be told by themselves. Raises NotApplicable for fewer than two."""
    subject = subjects(program)[-1]
    defined = {entry["name"] for entry in program.evidence["defines"]}
    alone = [e for e in subject.examples if e.want and not e.error and e.alone(defined)]
    items = tuple((e.source, e.want) for e in alone if is_plain(e.source) and is_plain(e.want))
    if len({call for call, _ in items}) < 2:
        raise NotApplicable("fewer than two examples can be told by themselves")
    items = items[:MOST_EXAMPLES]
    return Steps(subject.name, button, items, None, min(clicks, len(items)))


def of_chart(picture: Picture, button: str, clicks: int) -> Steps:
    """Names and values of the only series. Raises NotApplicable for data that no bars can show."""
    if len(picture.series) != 1 or picture.series[0].kind not in (*BARS, "line", "step"):
        raise NotApplicable("not one series of values")
    series = picture.series[0]
    names = list(picture.categories) or [literal(x) for x in series.x]
    if not 2 <= len(names) <= MOST_VALUES or len(set(names)) < len(names):
        raise NotApplicable(
            f"{len(names)} values, 2 to {MOST_VALUES} with names of their own can be stepped through"
        )
    if min(series.y) <= 0.01 * max(series.y) or any("e" in literal(y) for y in series.y):
        raise NotApplicable("values that no bar of this page can show")
    heading = picture.title or picture.ylabel
    if not is_plain(heading) or not all(is_plain(name) and "&" not in name for name in names):
        raise NotApplicable("texts that cannot be quoted")
    items = tuple(zip(names, map(literal, series.y), strict=True))
    return Steps(heading, button, items, series.colour, min(clicks, len(items)))


def page(steps: Steps) -> str:
    """The page with its script, and the visit that its interaction script carries out."""
    heading = escape(steps.heading, quote=False)
    lines = ["<!doctype html>", f"<title>{heading}</title>", f"<h1>{heading}</h1>"]
    lines.append(f"<button>{steps.button}</button>")
    lines += _bars(steps) if steps.colour else _examples(steps)
    visit = json.dumps([{"click": "button"}] * steps.clicks)
    return "\n".join([*lines, f'<script type="{SCRIPT}">{visit}</script>', ""])


def _examples(steps: Steps) -> list[str]:
    return [
        "<p></p>",
        "<p></p>",
        "<script>",
        f"const examples = {json.dumps(steps.items, ensure_ascii=False)};",
        'const [first, second] = document.querySelectorAll("p");',
        "let at = 0;",
        'document.querySelector("button").onclick = () => {',
        "  const [call, value] = examples[at++ % examples.length];",
        "  first.textContent = call;",
        '  second.textContent = "gives " + value;',
        "};",
        "</script>",
    ]


def _bars(steps: Steps) -> list[str]:
    values = ", ".join(f"[{json.dumps(name, ensure_ascii=False)}, {value}]" for name, value in steps.items)
    unit = literal(float(f"{_LONGEST_BAR / max(float(value) for _, value in steps.items):.3g}"))
    look = f"width:${{value * {unit}}}px;height:12px;background:{steps.colour}"
    return [
        "<script>",
        f"const data = [{values}];",
        "let at = 0;",
        'document.querySelector("button").onclick = () => {',
        "  const [name, value] = data[at++ % data.length];",
        f'  const bar = `<p>${{name}}: ${{value}}</p><div style="{look}"></div>`;',
        '  document.body.insertAdjacentHTML("beforeend", bar);',
        "};",
        "</script>",
    ]
