"""Runtime canvas: JavaScript that draws on a canvas, in Chromium."""

from __future__ import annotations

from stages.sandbox.runtimes.html import CHROMIUM, FONTS, SCRATCH_MB, SHOWN, UNPINNED
from stages.sandbox.runtimes.libraries import LIBRARIES
from stages.sandbox.runtimes.runtime import Runtime

RUNTIME = Runtime(
    name="canvas",
    module="run_canvas",
    suffix=".js",
    probe="ctx.fillStyle = 'teal'; ctx.fillRect(10, 10, 100, 50)",
    packages=("playwright", "numpy", "pillow"),
    programs=(CHROMIUM,),
    files=("canvas.js", "page_evidence.js", "page_time.js"),
    fonts=FONTS,
    shown=SHOWN,
    libraries=LIBRARIES,
    scratch_mb=SCRATCH_MB,
    forks=False,
    moving=UNPINNED,
)
