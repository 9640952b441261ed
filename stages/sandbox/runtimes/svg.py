"""Runtime svg: resvg."""

from __future__ import annotations

from stages.sandbox.runtimes.runtime import Runtime

RUNTIME = Runtime(
    name="svg",
    module="run_svg",
    suffix=".svg",
    probe='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>',
    packages=("resvg-py", "lxml", "numpy", "pillow", "matplotlib"),  # matplotlib: its fonts
    forks=False,
)
