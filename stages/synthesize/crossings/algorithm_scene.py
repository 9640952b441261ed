"""Manim scenes of a function's examples, which the runtime of tests has run: input, call, output.

A sequence that becomes another one is shown as two rows of boxes; anything else as texts, example by example.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stages.synthesize.crossings.screen import on_screen
from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.algorithm.examples import Call, calls
from stages.synthesize.domains.algorithm.subject import Subject, subjects

MOST_BOXES, MOST_EXAMPLES = 9, 3
_LONGEST_CELL, _LONGEST_TEXT = 4, 40
"""Characters that a box holds, and a line of the screen."""


@dataclass(frozen=True)
class Show:
    """What is shown of a function. `rows`: elements before and after; `steps`: (input, output) as texts."""

    subject: Subject
    call: str
    rows: tuple[tuple[str, ...], tuple[str, ...]] | None
    steps: tuple[tuple[str, str], ...]


def show_of(program: Program) -> Show:
    """What can be shown. Raises NotApplicable where no example is a call of literals with a short result."""
    subject = subjects(program)[-1]
    found = calls(list(subject.examples), subject.name)
    if not found:
        raise NotApplicable("no example is a call of literals with a literal value")
    for call in found:
        source = call.shown(subject.name)
        rows = _rows(call)
        if rows and len(source) <= _LONGEST_TEXT:
            return Show(subject, on_screen(source), rows, ())
    steps = [
        (", ".join([*call.arguments, *(f"{key}={value}" for key, value in call.named)]), repr(call.value))
        for call in found
        if call.outer is None
    ]
    short = [step for step in steps if all(0 < len(side) <= _LONGEST_TEXT for side in step)]
    if not short:
        raise NotApplicable("no example is short enough for the screen")
    chosen = tuple((on_screen(given), on_screen(result)) for given, result in short[:MOST_EXAMPLES])
    return Show(subject, on_screen(subject.name), None, chosen)


def _rows(call: Call) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The first sequence among the arguments and the result, as the texts of boxes."""
    given = [ast.literal_eval(argument) for argument in call.arguments]
    first = next((value for value in given if _cells(value)), None)
    before, after = _cells(first), _cells(call.value)
    return (before, after) if before and after and not isinstance(call.value, str) else None


def _cells(value: Any) -> tuple[str, ...]:
    """What stands in the boxes; nothing where it is no short sequence of single things."""
    if not isinstance(value, list | tuple | str) or not 2 <= len(value) <= MOST_BOXES:
        return ()
    cells = tuple(item if isinstance(item, str) else repr(item) for item in value)
    plain = all(isinstance(item, int | float | str) for item in value)
    return cells if plain and all(_fits(cell) for cell in cells) else ()


def _fits(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_CELL and cell.isascii() and cell.isprintable() and cell.strip() == cell


def scene(show: Show) -> str:
    """The program."""
    lines = _boxes(show) if show.rows else _texts(show)
    body = "\n".join(f"        {line}" if line else "" for line in lines)
    name = "".join(part.capitalize() for part in show.subject.name.split("_")) + "Example"
    return f"from manim import *\n\n\nclass {name}(Scene):\n    def construct(self):\n{body}\n"


def _boxes(show: Show) -> Sequence[str]:
    before, after = show.rows or ((), ())
    return (
        "def row(items, color):",
        "    cells = [VGroup(Square(1, color=color), Text(item, font_size=24)) for item in items]",
        "    return VGroup(*cells).arrange(RIGHT, buff=0.2)",
        "",
        f"given = row({list(before)!r}, BLUE).shift(UP * 2)",
        f"result = row({list(after)!r}, GREEN).shift(DOWN * 2)",
        "self.play(FadeIn(given))",
        f"self.play(Write(Text({show.call!r}, font_size=32)))",
        "self.play(FadeIn(result))",
    )


def _texts(show: Show) -> Sequence[str]:
    return (
        f"name = Text({show.call!r}, color=YELLOW)",
        f"for given, result in {list(show.steps)!r}:",
        "    self.clear()",
        "    self.add(name)",
        "    top = Text(given, font_size=32).shift(UP * 2)",
        "    bottom = Text(result, font_size=32, color=GREEN).shift(DOWN * 2)",
        "    self.play(Write(top))",
        "    self.play(Indicate(name))",
        "    self.play(FadeIn(bottom))",
    )
