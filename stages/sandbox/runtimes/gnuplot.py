"""Runtime gnuplot."""

from __future__ import annotations

import re
from types import MappingProxyType

from stages.sandbox.runtimes.runtime import Program, Runtime

RUNTIME = Runtime(
    name="gnuplot",
    module="run_gnuplot",
    suffix=".gp",
    probe="plot sin(x)",
    packages=("numpy", "pillow"),
    programs=(Program("gnuplot", "gnuplot-nox"), Program("faketime", "faketime")),
    files=("fonts.conf",),
    fonts=("/usr/share/fonts/truetype/dejavu",),
    environment=MappingProxyType({"OPENBLAS_NUM_THREADS": "1"}),
    moving=re.compile(r"system|`|[\"']\s*<|popen|/dev/u?random|^\s*!|GPVAL_PID", re.MULTILINE),
)
