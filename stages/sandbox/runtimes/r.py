"""Runtime r: base graphics, lattice and ggplot2."""

from __future__ import annotations

import re
from types import MappingProxyType

from stages.sandbox.runtimes.runtime import Program, Runtime

_VERSION = ("-e", "cat(as.character(packageVersion('ggplot2')))")
_WRAPPER = ("devices", "display", "ggplot2", "json", "pins", "run")

RUNTIME = Runtime(
    name="r",
    module="run_r",
    suffix=".R",
    probe="library(ggplot2)\nggplot(data.frame(x = 1:3, y = c(1, 3, 2)), aes(x, y)) + geom_line()",
    packages=("numpy", "pillow"),
    programs=(
        Program("Rscript", "r-base-core"),
        Program("ggplot2", "r-cran-ggplot2", ("--vanilla", *_VERSION), command="Rscript"),
        Program("faketime", "faketime"),
    ),
    files=(
        "fonts.conf",
        *(f"r/{name}.R" for name in _WRAPPER),
    ),
    fonts=("/usr/share/fonts/truetype/dejavu",),
    shown=("/etc/R",),
    environment=MappingProxyType(
        {
            "R_LIBS_SITE": "/usr/lib/R/site-library",
            "CLI_NO_THREAD": "1",  # package cli would start a thread, and the template has to fork
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
    ),
    moving=re.compile(
        r"proc\.time|system\.time|Sys\.getpid|tempfile|tempdir|file\.info|file\.mtime|system2?\(|pipe\(|parallel"
        r"|gc\(|Rprof|tracemem|format\.object_size|/dev/u?random"
    ),
)
