"""Runtime python: a script that draws with matplotlib, or with what draws through it.

Evidence is read from the artists in the process that ran the sample's code, so a sample that sets out to
forge it can: what is not covered is an author who knows this module. Pixels are counted from the rendered
buffer, and only data (msgpack) leaves the process.
"""

from __future__ import annotations

import gc
import sys
from typing import Any

from stages.sandbox.harness import script


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
    # A second of imports in every sample that uses them; ultraplot sets rcParams, so it is not among them.
    learned = ("sklearn.ensemble", "sklearn.linear_model", "sklearn.pipeline", "statsmodels.api")
    for name in (*optional, "seaborn", *drawn, *learned):
        try:
            importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name != name.partition(".")[0]:
                raise
    del sys.modules["pyarrow"]  # pandas has settled it; scikit-learn takes what stands there for the module
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
    _, failure = script.run(code)
    if failure:
        return failure
    try:
        return capture.finish()
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:
        return {"status": "exception", "stderr": script.explain(error, "drawing the figure: ")}
