"""Runtime python: a script that draws with matplotlib, or with what draws through it.

Evidence is read from the artists in the process that ran the sample's code, so a sample that sets out to
forge it can: what is not covered is an author who knows this module. Pixels are counted from the rendered
buffer, and only data (msgpack) leaves the process.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence
from typing import Any

from stages.sandbox.harness import script


def prepare(science: Sequence[str] = (), learning: Sequence[str] = ()) -> None:
    """Imports, hooks and one drawing, so that forks find fonts and lazy modules loaded.

    `science` and `learning`: further modules to import, where they are installed.
    """
    sys.modules["pyarrow"] = None  # starts a thread when imported; pandas does without
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "janus"
    from matplotlib import pyplot as plt

    drawn = ("mpl_toolkits.mplot3d", "mpl_toolkits.axes_grid1", "matplotlib.dates", "contourpy")
    for name in ("pandas", *science, *drawn):
        _import_if_installed(name)
    del sys.modules["pyarrow"]  # pandas has settled it; scikit-learn takes what stands there for the module
    # Not here: ultraplot sets rcParams when imported.
    for name in learning:
        _import_if_installed(name)
    if threads := sys.modules.get("threadpoolctl"):
        threads._HAS_PROCFS = False  # the template has a /proc, samples have none
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


def _import_if_installed(name: str) -> None:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name.partition(".")[0]:
            raise


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample in this process and say what it drew: see `capture.finish` for the keys."""
    from stages.sandbox.harness import capture, pins

    pins.pin()
    _, failure = script.run(code)
    if failure:
        return failure
    try:
        return capture.finish()
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:
        return {"status": "exception", "stderr": script.explain(error, "drawing the figure: ")}
