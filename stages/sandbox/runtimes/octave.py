"""Runtime octave: GNU Octave without a window system."""

from __future__ import annotations

import re
from types import MappingProxyType

from stages.sandbox.runtimes.runtime import Program, Runtime

_WRAPPER = (
    *("exit", "janus_axes", "janus_colour", "janus_end", "janus_error", "janus_figure", "janus_series"),
    *("janus_start", "janus_text", "janus_values", "janus_write", "pause", "print", "quit", "saveas"),
)
_FONT = "/usr/share/fonts/opentype/freefont/FreeSans.otf"
"""Octave measures text with it; without it every axes is an error."""

RUNTIME = Runtime(
    name="octave",
    module="run_octave",
    suffix=".m",
    probe="plot([1 3 2]); title('probe');",
    packages=("numpy", "pillow"),
    programs=(
        Program("octave-cli", "octave"),
        Program("gnuplot", "gnuplot-nox"),
        Program("faketime", "faketime"),
        Program("FreeSans", "fonts-freefont-otf", ("-f", "%{fontversion}.0", _FONT), command="fc-query"),
    ),
    files=("fonts.conf", *(f"octave/{name}.m" for name in _WRAPPER)),
    fonts=("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/opentype/freefont"),
    environment=MappingProxyType({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}),
    moving=re.compile(
        r"cputime|tic|toc|clock|now|time\(|getpid|system\(|shell_cmd|popen|tempname|tempdir|reset|\bstat\(|/dev/u?random"
    ),
)
