"""Concepts of guided evolution: a working widget joins the page, with the steps that show what it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.artifact.behaviour import SCRIPT, steps_of
from stages.synthesize.domains.svg.colours import PALETTE
from stages.synthesize.domains.webui import source


@dataclass(frozen=True)
class Widget:
    """Markup and the script behind it, and what a visitor does with it."""

    markup: str
    script: str
    steps: list[dict[str, Any]]


def _get(name: str) -> str:
    return f'document.getElementById("{name}")'


def counter(rng: Random) -> Widget:
    word = rng.choice(("Likes", "Clicks", "Votes", "Points", "Guests"))
    start, by = rng.choice((0, 0, 5, 10)), rng.choice((1, 1, 2, 5))
    script = f"""let count = {start};
const button = {_get("counter")};
button.onclick = () => {{
  count += {by};
  button.textContent = "{word}: " + count;
}};"""
    clicks = [{"click": "#counter"}] * rng.randint(1, 3)
    return Widget(f'<button id="counter">{word}: {start}</button>', script, clicks)


def reveal(rng: Random) -> Widget:
    label, text = rng.choice(
        (
            ("Show details", "Delivery takes two days."),
            ("Read more", "The museum is closed on Mondays."),
            ("Show hint", "Try the smallest number first."),
            ("Why?", "Light bends where glass begins."),
        )
    )
    markup = f'<button id="reveal">{label}</button>\n<p id="hidden-note" hidden>{text}</p>'
    script = f"""{_get("reveal")}.onclick = () => {{
  const note = {_get("hidden-note")};
  note.hidden = !note.hidden;
}};"""
    return Widget(markup, script, [{"click": "#reveal"}])


def dark_switch(rng: Random) -> Widget:
    label = rng.choice(("Dark mode", "Lights out", "Night view", "Go dark"))
    ground, ink = rng.choice((("#15181e", "#e6e8eb"), ("#1b1f2a", "#f2f2f2"), ("#102030", "#ddeeff")))
    script = f"""{_get("dark")}.onclick = () => {{
  document.body.style.background = "{ground}";
  document.body.style.color = "{ink}";
}};"""
    return Widget(f'<button id="dark">{label}</button>', script, [{"click": "#dark"}])


def length(rng: Random) -> Widget:
    hint = rng.choice(("Your message", "Write a note", "Say something"))
    unit = rng.choice(("characters", "letters so far"))
    typed = rng.choice(("hello", "good day", "see you soon", "thanks"))
    markup = f'<input id="message" placeholder="{hint}">\n<span id="length">0 {unit}</span>'
    script = f"""const message = {_get("message")};
message.oninput = () => {{
  {_get("length")}.textContent = message.value.length + " {unit}";
}};"""
    return Widget(markup, script, [{"type": "#message", "text": typed}])


def tabs(rng: Random) -> Widget:
    (one, first), (two, second) = rng.sample(
        (
            ("Morning", "Coffee at eight."),
            ("Evening", "Tea at six."),
            ("Rules", "Two players take turns."),
            ("Score", "Three wins, one loss."),
            ("About", "Made in a small workshop."),
            ("Prices", "From 12 euros."),
        ),
        2,
    )
    markup = (
        f'<button id="tab-one">{one}</button>\n<button id="tab-two">{two}</button>\n<p id="panel">{first}</p>'
    )
    script = f"""const panel = {_get("panel")};
{_get("tab-one")}.onclick = () => (panel.textContent = "{first}");
{_get("tab-two")}.onclick = () => (panel.textContent = "{second}");"""
    return Widget(markup, script, [{"click": "#tab-two"}])


def to_do(rng: Random) -> Widget:
    hint, label = rng.choice((("New task", "Add task"), ("Next item", "Add item"), ("To buy", "Put on list")))
    item = rng.choice(("milk", "call Ana", "water plants", "two tickets"))
    markup = (
        f'<input id="task" placeholder="{hint}">\n<button id="add">{label}</button>\n<ul id="tasks"></ul>'
    )
    script = f"""{_get("add")}.onclick = () => {{
  const line = document.createElement("li");
  line.textContent = {_get("task")}.value;
  {_get("tasks")}.append(line);
  {_get("task")}.value = "";
}};"""
    return Widget(markup, script, [{"type": "#task", "text": item}, {"click": "#add"}])


def stepper(rng: Random) -> Widget:
    most, word = rng.choice((3, 4, 5)), rng.choice(("Step", "Page", "Round", "Level"))
    label = rng.choice(("Next", "Go on", "Forward"))
    markup = f'<span id="step">{word} 1 of {most}</span>\n<button id="next">{label}</button>'
    script = f"""let step = 1;
{_get("next")}.onclick = () => {{
  step = step < {most} ? step + 1 : 1;
  {_get("step")}.textContent = "{word} " + step + " of {most}";
}};"""
    return Widget(markup, script, [{"click": "#next"}] * rng.randint(1, 3))


def painter(rng: Random) -> Widget:
    name = rng.choice(("red", "blue", "green", "purple", "teal", "brown"))
    text = rng.choice(("Pick my colour", "Paint this line", "Choose a shade"))
    markup = f'<p id="painted">{text}</p>\n<button id="paint">Make it {name}</button>'
    script = f'{_get("paint")}.onclick = () => ({_get("painted")}.style.color = "{PALETTE[name]}");'
    return Widget(markup, script, [{"click": "#paint"}])


def total(rng: Random) -> Widget:
    price, thing = rng.randint(2, 25), rng.choice(("Tickets", "Bottles", "Seats", "Books"))
    label = rng.choice(("Add one", "One more", "Plus one"))
    markup = f'<span id="total">{thing}: 0, total 0</span>\n<button id="more">{label}</button>'
    script = f"""let amount = 0;
{_get("more")}.onclick = () => {{
  amount += 1;
  {_get("total")}.textContent = "{thing}: " + amount + ", total " + amount * {price};
}};"""
    return Widget(markup, script, [{"click": "#more"}] * rng.randint(1, 4))


CONCEPTS: dict[str, Callable[[Random], Widget]] = {
    made.__name__: made
    for made in (counter, reveal, dark_switch, length, tabs, to_do, stepper, painter, total)
}
NOUNS = {
    "counter": "a counter",
    "reveal": "a note that opens",
    "dark_switch": "a switch to a dark page",
    "length": "a field that counts what is typed",
    "tabs": "two tabs over a line of text",
    "to_do": "a list that can be added to",
    "stepper": "a step display",
    "painter": "a line that can be painted",
    "total": "a running total",
}


def evolved(program: Program, concept: str, rng: Random) -> str:
    """The page with the concept's widget at its end. Raises NotApplicable where a page has no end of body."""
    code = program.code
    ends = [e for e in source.elements(code) if e.tag == "body"]
    if len(ends) != 1 or code[ends[0].close :][:6] != "</body":
        raise NotApplicable("the page has no end of its body")
    widget = CONCEPTS[concept](rng)
    steps = [*widget.steps, *steps_of(code)]  # first: what was opened later may lie over the widget
    for old in [e for e in source.elements(code) if e.attributes.get("type") == SCRIPT]:
        code = source.removed(code, old)
    at = code.rindex("</body")
    script = "\n".join("  " + line for line in widget.script.split("\n"))
    added = (
        f"<section>\n{widget.markup}\n</section>\n<script>\n{{\n{script}\n}}\n</script>\n"
        f'<script type="{SCRIPT}">{json.dumps(steps)}</script>\n'
    )
    return code[:at].rstrip(" ") + ("" if code[:at].rstrip(" ").endswith("\n") else "\n") + added + code[at:]
