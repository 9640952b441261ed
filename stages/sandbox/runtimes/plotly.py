"""Runtime plotly: Python programs whose figures plotly.js draws in Chromium.

plotly.js is the one that plotly.py carries: the version of the package tells both.
"""

from __future__ import annotations

import ast
from types import MappingProxyType

from stages.sandbox.harness.pins import UNPINNED
from stages.sandbox.runtimes.html import CHROMIUM, FONTS, SCRATCH_MB, SHOWN
from stages.sandbox.runtimes.libraries import PLOTLY_MAPS
from stages.sandbox.runtimes.runtime import Runtime

_PAGE = Runtime(
    name="plotly page",
    module="run_plotly_page",
    suffix=None,
    probe="",
    files=("page_time.js", "plotly_page.js"),
    fonts=FONTS,
    shown=SHOWN,
    libraries=(PLOTLY_MAPS,),
    scratch_mb=SCRATCH_MB,
    forks=False,
)


def draws_with_plotly(code: str) -> bool:
    """True for a program that imports plotly and not matplotlib; False where it does not parse."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    packages = {name.partition(".")[0] for name in names}
    return "plotly" in packages and "matplotlib" not in packages


RUNTIME = Runtime(
    name="plotly",
    module="run_plotly",
    suffix=".py",
    claims=draws_with_plotly,
    probe="import plotly.graph_objects as go\ngo.Figure(go.Bar(x=['a', 'b'], y=[1, 3])).show()",
    packages=("plotly", "numpy", "pandas", "playwright", "pillow"),
    optional=("scipy", "scikit-image", "statsmodels"),
    programs=(CHROMIUM,),
    environment=MappingProxyType(
        {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    ),
    moving=UNPINNED,
    page=_PAGE,
)
