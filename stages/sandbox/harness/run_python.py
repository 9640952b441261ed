"""Runtime python: a script that draws with matplotlib, or with what draws through it.

Evidence is read from the artists in the process that ran the sample's code, so a sample that sets out to
forge it can: what is not covered is an author who knows this module. Pixels are counted from the rendered
buffer, and only data (msgpack) leaves the process.
"""

from __future__ import annotations

import gc
import linecache
import sys
import traceback
import types
from typing import Any

FILE = "sample.py"
_STDERR_LINES = 12


def prepare() -> None:
    """Imports, hooks and one drawing, so that forks find fonts and lazy modules loaded."""
    sys.modules["pyarrow"] = None  # starts a thread when imported; pandas does without
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "janus"
    import importlib

    from matplotlib import pyplot as plt

    optional = ("pandas", "scipy.stats", "scipy.interpolate", "scipy.signal", "scipy.ndimage", "networkx")
    drawn = ("mpl_toolkits.mplot3d", "mpl_toolkits.axes_grid1", "matplotlib.dates", "contourpy")
    for name in (*optional, "seaborn", *drawn):
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name != name.partition(".")[0]:
                raise
    from stages.sandbox.harness import capture

    plt.switch_backend("Agg")
    capture.install()
    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], "o-", label="$x^2$")
    axes.set(title="Title", xlabel="x")
    axes.bar([0, 1], [1, 2])
    axes.legend()
    figure.canvas.draw()
    plt.close(figure)
    gc.set_threshold(10_000, 20, 20)  # samples are short: 25 collections in each took a fortieth of its time


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample in this process and say what it drew: see `capture.finish` for the keys."""
    from stages.sandbox.harness import capture, pins

    pins.pin()
    main = types.ModuleType("__main__")
    main.__file__ = FILE
    sys.modules["__main__"] = main
    sys.argv = [FILE]
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    # What follows may raise anything, KeyboardInterrupt included: it is the sample's own verdict.
    try:
        exec(compile(code, FILE, "exec", dont_inherit=True), main.__dict__)
    except SystemExit as leaving:
        if leaving.code not in (None, 0):
            return {"status": "exception", "stderr": f"SystemExit: {leaving.code}"}
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:
        return {"status": "exception", "stderr": _explain(error)}
    try:
        return capture.finish()
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:
        return {"status": "exception", "stderr": _explain(error, "drawing the figure: ")}


def _explain(error: BaseException, where: str = "") -> str:
    """`TypeError: message`, then the lines of the sample that led there."""
    first = "".join(traceback.format_exception_only(error)[-1:]).strip()
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == FILE]
    lines = [f"  line {f.lineno}: {(f.line or '').strip()}" for f in frames[-_STDERR_LINES:]]
    if isinstance(error, SyntaxError) and error.filename == FILE:
        lines = [f"  line {error.lineno}: {(error.text or '').strip()}"]
    return "\n".join([where + first, *lines])
