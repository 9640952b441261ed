"""Runtime gnuplot: every plot of the script becomes a PNG of pngcairo, whichever terminal it asks for.

The script's `set terminal` and `set output` are rewritten (`gnuplot_script`); pictures come through stdout.
Evidence: the settings that gnuplot itself saves at the end, the plot commands of the text, and the points of
the last plot, from plotting it once more into a table. Data given in line ('-') is not in that table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.sandbox.harness import drawn, gnuplot_script, gnuplot_state, program

_MARK = "janus: the script has ended"
_AFTER = f"""
set print
print "{_MARK}"
unset multiplot
set output "{{rest}}"
save "{{state}}"
set print "{{ranges}}"
do for [name in "X_MIN X_MAX Y_MIN Y_MAX Z_MIN Z_MAX"] {{{{
  if (exists("GPVAL_".name)) {{{{ print name, " ", value("GPVAL_".name) }}}}
}}}}
set print
set table "{{table}}"
replot
"""
_ERROR = re.compile(r'^"[^"\n]*" line (\d+): (.*)$', re.MULTILINE)
_PNG = b"\x89PNG\r\n\x1a\n"


def prepare() -> None:
    """Nothing to do: gnuplot starts in a hundredth of a second."""


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample; keys as in `drawn.result`."""
    try:
        script = drawn.put_aside("sample.gp", gnuplot_script.rewritten(code))
    except UnicodeEncodeError as error:
        return {"status": "exception", "stderr": f"gnuplot: {error}"}
    written = {name: script.with_name(name) for name in ("state", "ranges", "table", "rest")}
    main, output = script.with_name("main.gp"), script.with_name("output")
    main.write_text(f'load "{script}"' + _AFTER.format(**written))
    ended = program.run(["gnuplot", str(main)], output, GNUTERM=f"pngcairo {gnuplot_script.SIZE}")
    said, over, _ = ended.stderr.partition(_MARK)
    program.say(said)
    if ended.code != 0 and not over:
        return _failed(ended.code, said, code)
    pictures = list(_pictures(output.read_bytes()))
    facts = gnuplot_state.evidence(*(_read(written[name]) for name in ("state", "ranges", "table")))
    shots = [(png, {}) for png in pictures[:-1]] + [(png, facts) for png in pictures[-1:]]
    full = drawn.lost() if not shots else {}
    return full or drawn.result(shots, {"plots": gnuplot_script.plots(code)})


def _read(path: Path) -> str:
    """What gnuplot wrote there; nothing where the script left gnuplot early (`exit gnuplot`)."""
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _failed(exit_code: int, said: str, code: str) -> dict[str, Any]:
    errors = _ERROR.findall(said)
    if not errors:
        return {"status": "exception", "stderr": f"gnuplot ended with exit code {exit_code}"}
    number, message = errors[-1]
    if message.startswith("out of memory"):
        return {"status": "oom"}
    lines = code.splitlines()
    line = lines[int(number) - 1].strip() if int(number) <= len(lines) else ""
    return {"status": "exception", "stderr": f"{message}\n  line {number}: {line}"}


def _pictures(data: bytes) -> Iterator[bytes]:
    """The complete PNG files in a stream that may hold other text."""
    start = data.find(_PNG)
    while start >= 0:
        at = start + len(_PNG)
        while (kind := data[at + 4 : at + 8]) and kind != b"IEND":
            at += 12 + int.from_bytes(data[at : at + 4], "big")
        if kind:
            yield data[start : at + 12]
        start = data.find(_PNG, max(at, start + 1))
