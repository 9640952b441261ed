"""Algorithms as animations: a Manim scene of what a function makes of the inputs of its doctest."""

from __future__ import annotations

from random import Random

from stages.synthesize.crossings.algorithm_scene import scene, show_of
from stages.synthesize.crossings.algorithm_scene_words import told
from stages.synthesize.crossings.crossing import Crossing, CrossingOptions, Told
from stages.synthesize.domain import Program
from stages.synthesize.draft import Source

Options = CrossingOptions


class AlgorithmAnimation(Crossing):
    name = "algorithm_animation"
    reads = (("algorithm", "test"),)
    writes = ("animation", "manim")

    def present(self, source: Source, rng: Random) -> str:
        return scene(show_of(source.program))

    def tell(self, source: Source, program: Program, register: str, rng: Random) -> Told:
        return told(show_of(source.program), register, rng)


def make(options: Options) -> AlgorithmAnimation:
    return AlgorithmAnimation(options)
