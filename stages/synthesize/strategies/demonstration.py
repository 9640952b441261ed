"""Demonstrations: a page on which a button steps through a function's examples or a chart's data."""

from __future__ import annotations

from random import Random

from stages.synthesize.crossings.crossing import Crossing, CrossingOptions, Told
from stages.synthesize.crossings.page import Steps, of_chart, of_function, page
from stages.synthesize.crossings.page_words import told
from stages.synthesize.domain import Program
from stages.synthesize.domains.artifact.behaviour import steps_of
from stages.synthesize.domains.webui import source as markup
from stages.synthesize.draft import Source
from stages.synthesize.translate import matplotlib

Options = CrossingOptions
_BUTTONS = ("Next", "Next example", "Show next", "Step", "Go on")


class Demonstration(Crossing):
    name = "demonstration"
    reads = (matplotlib.SPEAKS, ("algorithm", "test"))
    writes = ("artifact", "html")

    def present(self, source: Source, rng: Random) -> str:
        return page(self._steps(source, rng.choice(_BUTTONS), rng.randint(1, 3)))

    def tell(self, source: Source, program: Program, register: str, rng: Random) -> Told:
        (button,) = [e.text for e in markup.elements(program.code) if e.tag == "button"]
        return told(self._steps(source, button, len(steps_of(program.code))), register, rng)

    def _steps(self, source: Source, button: str, clicks: int) -> Steps:
        if source.domain.name == "chart":
            return of_chart(matplotlib.read(source.program.evidence), button, clicks)
        return of_function(source.program, button, clicks)


def make(options: Options) -> Demonstration:
    return Demonstration(options)
