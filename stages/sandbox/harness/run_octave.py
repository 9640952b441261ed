"""Runtime octave: GNU Octave's command line program, a process a sample; gnuplot draws its figures.

Pictures are taken where the script calls `print` or `saveas`, and of every figure that is open at the end,
with the facts that `octave/` reads from the tree of graphics objects at that moment. A script that sets out
to forge them can: its code runs in the process that writes them. Not drawn, and an exception for it: filled
patches in three dimensions with more than three corners (`pie3`), which Octave does not hand to gnuplot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.sandbox.harness import drawn, program

_WRAPPER = Path(__file__).with_name("octave")
_MAIN = """warning('off', 'Octave:shadowed-function');
addpath('{wrapper}');
janus_start();
try
  source('{script}');
  janus_end();
catch err
  janus_error(err);
end
"""
_FUNCTION_FIRST = re.compile(r"\A((?:[ \t]*(?:[%#].*)?\r?\n)*[ \t]*)(?=function\b)")
"""A file that begins so would be taken for the definition of a function of its name, not for a script."""
_MEMORY = "out of memory or dimension too large"


def prepare() -> None:
    """Nothing to do: Octave cannot be started before its sample is there."""


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample; keys as in `drawn.result`."""
    try:
        script = drawn.put_aside("sample.m", _FUNCTION_FIRST.sub(r"\g<1>1; ", code))
    except UnicodeEncodeError as error:
        return {"status": "exception", "stderr": f"error: {error}"}
    main = script.with_name("main.m")
    main.write_text(_MAIN.format(wrapper=_WRAPPER, script=script))
    command = ["octave-cli", "--quiet", "--no-init-file", "--no-history", str(main)]
    ended = program.run(command, script.with_name("output"), JANUS_ASIDE=str(script.parent))
    program.say(ended.stderr)
    error = script.with_name("error.json")
    try:
        if error.exists():
            return _failed(drawn.read_facts(error), code)
        if ended.code != 0:
            return {"status": "exception", "stderr": f"exit with code {ended.code}"}
        return drawn.result(list(_figures(script.parent)), {})
    except drawn.Lost:
        return drawn.lost()


def _failed(error: dict[str, Any], code: str) -> dict[str, Any]:
    """`error`: the message, and the lines of the sample on the way to it, innermost first."""
    if _MEMORY in error["message"]:
        return {"status": "oom"}
    lines = code.splitlines()
    places = [int(n) for n in error["lines"] if 0 < n <= len(lines)]
    where = [f"  line {n}: {lines[n - 1].strip()}" for n in reversed(places)]
    return {"status": "exception", "stderr": "\n".join([f"error: {error['message'].strip()}", *where])}


def _figures(folder: Path) -> Iterator[drawn.Shot]:
    """The pictures in their order; of one figure taken twice without a change, the later."""
    shots = [
        (drawn.read_picture(path.with_suffix(".png")), drawn.read_facts(path))
        for path in sorted(folder.glob("[0-9]*.json"))
    ]
    for i, (png, facts) in enumerate(shots):
        if not any(later == (png, facts) for later in shots[i + 1 :]):
            yield png, facts
