"""Examples that come with R, Octave and gnuplot, read from what is installed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

OCTAVE = Path("/usr/share/octave")
GNUPLOT = Path("/usr/share/doc/gnuplot/examples")
"""Of Debian's gnuplot-doc."""
_EXTRACT = """
out <- commandArgs(TRUE)[[2]]
pages <- tools::Rd_db(commandArgs(TRUE)[[1]])
for (page in names(pages)) tools::Rd2ex(pages[[page]], file.path(out, sub("Rd$", "R", page)))
"""
_DEMO = re.compile(r"^%!demo\b(?: <[^>]*>)?(.*\n(?:%!(?![a-z]).*\n)*)", re.MULTILINE)
_OUTSIDE = re.compile(r"\.(?:dat|inc|bin|cor|fnc|rgb|png|edf|r3d|pdb|csv|tri|par|txt)\b|\b(?:load|call)\b")
"""In a gnuplot demo: it needs a file beside it."""


def r_examples(package: str, folder: Path) -> dict[str, str]:
    """Help page to its examples, without those marked not to be run."""
    command = ["Rscript", "--vanilla", "-e", _EXTRACT, package, str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return {path.stem: path.read_text() for path in sorted(folder.glob("*.R"))}


def octave_demos(*folders: str) -> dict[str, str]:
    """`function-number` to the demo block of Octave's own function files in these folders of `plot`."""
    files = sorted(p for name in folders for p in OCTAVE.glob(f"*/m/plot/{name}/*.m"))
    return {
        f"{path.stem}-{number}": found[1].replace("\n%!", "\n").strip() + "\n"
        for path in files
        for number, found in enumerate(_DEMO.finditer(path.read_text(errors="replace")), 1)
    }


def gnuplot_demos() -> dict[str, str]:
    """Name to script, of the demos that need no file beside them."""
    scripts = {path.stem: path.read_text(errors="replace") for path in sorted(GNUPLOT.glob("*.dem"))}
    return {name: code for name, code in scripts.items() if not _OUTSIDE.search(_without_comments(code))}


def _without_comments(code: str) -> str:
    return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))


def spread(names: list[str], count: int) -> list[str]:
    """`count` of them, evenly spaced."""
    return [names[i * len(names) // count] for i in range(min(count, len(names)))]
