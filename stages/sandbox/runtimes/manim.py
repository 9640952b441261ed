"""Runtime manim: animations of ManimCE, as pictures at the ends of their animations.

Formulas are typeset where the machine has LaTeX; elsewhere they are an `exception` that says so.
"""

from __future__ import annotations

from types import MappingProxyType

from stages.sandbox.harness.pins import UNPINNED
from stages.sandbox.runtimes.runtime import Program, Runtime

RUNTIME = Runtime(
    name="manim",
    module="run_manim",
    suffix=None,  # .py belongs to python
    probe=(
        "from manim import *\n\n\nclass Probe(Scene):\n    def construct(self):\n"
        "        self.play(Create(Square()))\n"
    ),
    packages=("manim", "manimpango", "pycairo", "numpy", "pillow"),
    fonts=("/usr/share/fonts/truetype/dejavu",),
    optional_programs=(Program("latex", "texlive-latex-extra"), Program("dvisvgm", "dvisvgm")),
    files=("fonts.conf",),
    shown=("/etc/texmf", "/var/lib/texmf"),
    environment=MappingProxyType(
        {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    ),
    moving=UNPINNED,
)
