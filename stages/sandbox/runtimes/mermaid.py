"""Runtime mermaid: the packaged mermaid draws a diagram in Chromium."""

from __future__ import annotations

from stages.sandbox.runtimes.html import CHROMIUM, FONTS, SCRATCH_MB, SHOWN
from stages.sandbox.runtimes.libraries import MERMAID
from stages.sandbox.runtimes.runtime import Runtime

RUNTIME = Runtime(
    name="mermaid",
    module="run_mermaid",
    suffix=".mmd",
    probe="graph TD\n  A[Start] --> B[End]",
    packages=("playwright", "numpy", "pillow"),
    programs=(CHROMIUM,),
    files=("mermaid.js", "page_time.js", "page_evidence.js"),
    fonts=FONTS,
    shown=SHOWN,
    libraries=(MERMAID,),
    scratch_mb=SCRATCH_MB,
    forks=False,
)
