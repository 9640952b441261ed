"""Runtime python for scripts that name a library of science or learning: its template has those imported.

Half of the time of a short script that uses them would go into importing them. Scripts without them are
spared what a fork pays for them: 1,282 of 2,048 mappings (/proc/self/maps of the two templates) are theirs.
"""

from __future__ import annotations

from stages.sandbox.harness import run_python

_SCIENCE = (
    *(f"scipy.{name}" for name in "stats interpolate signal ndimage".split()),
    *("networkx", "seaborn", "statsmodels.api"),
)
_LEARNING = tuple(
    f"sklearn.{name}"
    for name in (
        "calibration cluster covariance datasets decomposition ensemble feature_selection"
        " gaussian_process inspection linear_model metrics mixture model_selection naive_bayes neighbors"
        " neural_network pipeline preprocessing semi_supervised svm tree"
    ).split()
)
_IMAGES = tuple(
    f"skimage.{name}"
    for name in "color data exposure feature filters measure morphology segmentation transform".split()
)

run = run_python.run


def prepare() -> None:
    """As `run_python`, with more imported."""
    run_python.prepare(_SCIENCE, (*_LEARNING, *_IMAGES))
