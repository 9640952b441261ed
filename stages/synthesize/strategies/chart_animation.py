"""Charts as animations: a Manim scene in which a chart's data come one after the other."""

from __future__ import annotations

from random import Random

from stages.synthesize.crossings import chart_scene
from stages.synthesize.crossings.chart_scene_words import told
from stages.synthesize.crossings.crossing import Crossing, CrossingOptions, Told
from stages.synthesize.domain import Program
from stages.synthesize.draft import Source
from stages.synthesize.translate import matplotlib

Options = CrossingOptions


class ChartAnimation(Crossing):
    name = "chart_animation"
    starts_from = ("reverse_instruction", "guided_evolution")
    reads = (matplotlib.SPEAKS,)
    writes = ("animation", "manim")

    def present(self, source: Source, rng: Random) -> str:
        return chart_scene.scene(chart_scene.shown(matplotlib.read(source.program.evidence)))

    def tell(self, source: Source, program: Program, register: str, rng: Random) -> Told:
        whole = matplotlib.read(source.program.evidence)
        picture = chart_scene.shown(whole)
        return told(picture, program.evidence, picture != whole, register, rng)


def make(options: Options) -> ChartAnimation:
    return ChartAnimation(options)
