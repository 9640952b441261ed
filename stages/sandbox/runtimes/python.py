"""Runtime python: scripts that draw with matplotlib, or with what draws through it."""

from __future__ import annotations

import re
from types import MappingProxyType

from stages.sandbox.harness.pins import UNPINNED
from stages.sandbox.runtimes.runtime import Runtime

SCIENCE = re.compile(
    r"scipy|seaborn|networkx|sklearn|skimage|statsmodels|ultraplot"
    r"|(plot\.|kind\s*=\s*[\"'])(kde|density)|spearman|kendall|\.interpolate\("
)
"""Libraries that `run_python_science` has imported, and what pandas asks SciPy for."""

RUNTIME = Runtime(
    name="python",
    module="run_python",
    richer=(SCIENCE, "run_python_science"),
    suffix=".py",
    probe="import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])",
    packages=("matplotlib", "numpy", "pandas", "pillow"),
    optional=(
        "scipy",
        "seaborn",
        "networkx",
        "scikit-learn",
        "scikit-image",
        "statsmodels",
        "ultraplot",
        "schemdraw",
    ),
    environment=MappingProxyType(
        {
            "MPLBACKEND": "Agg",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MKL_NUM_THREADS": "1",
            "SOURCE_DATE_EPOCH": "1704110400",
        }
    ),
    moving=UNPINNED,
)
