"""Runtime plotly: a Python program that makes figures of plotly. It hands them over as data.

A figure counts when it is shown (`show`, `iplot`, `plot`) or written (as HTML, JSON or a picture), as it is
at that moment; where none is, those that stand in the program's names at its end count. Frames of an
animation are left out. What counts is plotly's own JSON: `run_plotly_page` draws it in another process, where
no code of the sample ran, so that a figure that the sample forges is simply the figure that is drawn.
Pictures that the program itself asks for (`write_image`, `to_image`) are empty: there is no kaleido.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stages.sandbox.harness import pins, script

MOST_FIGURES = 12
"""Figures handed over, the last ones; all are counted."""
MOST_BYTES = 8 << 20
"""Of the JSON of all figures handed over."""
_OPTIONAL = (
    "scipy.stats",
    "scipy.cluster.hierarchy",
    "scipy.spatial.distance",
    "statsmodels.api",
    "skimage.measure",
)
_PLOTLY = ("express", "figure_factory", "subplots", "offline", "validator_cache", "io._kaleido", "io._html")


class _Counted:
    """The figures that count so far."""

    def __init__(self) -> None:
        self.kept: deque[str] = deque(maxlen=MOST_FIGURES)
        self.number = 0

    def note(self, figure: Any) -> None:
        """Count it, unless one that is the same is kept already."""
        text = _serialised(figure)
        if text not in self.kept:
            self.kept.append(text)
            self.number += 1


_counted = _Counted()


def _serialised(figure: Any) -> str:
    """Data and layout of a figure, or of the dict that stands for one. Raises ValueError for neither."""
    from plotly.io._json import to_json_plotly
    from plotly.io._utils import validate_coerce_fig_to_dict

    told = validate_coerce_fig_to_dict(figure, True)
    return to_json_plotly({"data": told.get("data", []), "layout": told.get("layout", {})}, engine="json")


def prepare() -> None:
    """Imports, hooks and one figure, so that forks find lazy modules loaded."""
    sys.modules["pyarrow"] = None  # starts a thread when imported; pandas does without
    import pandas

    for name in (*_OPTIONAL, *(f"plotly.{part}" for part in _PLOTLY)):
        _import_if_installed(name)
    del sys.modules["pyarrow"]
    _install()
    import plotly.express as px

    frame = pandas.DataFrame({"a": [1, 2], "b": [3, 4], "c": ["x", "y"]})
    for draw in (px.scatter, px.line, px.bar, px.histogram, px.box, px.pie):
        named = {"names": "c", "values": "b"} if draw is px.pie else {"x": "a", "y": "b", "color": "c"}
        _serialised(draw(frame, **named, title="Title"))
    gc.set_threshold(10_000, 20, 20)  # as in `run_python`: samples are short


def _import_if_installed(name: str) -> None:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if name.startswith("plotly") or missing.name != name.partition(".")[0]:
            raise


def _install() -> None:
    """Put the hooks where the methods of figures and `plotly.offline` look them up. Forks inherit them."""
    import plotly.io as pio

    write_html, write_json = pio.write_html, pio.write_json

    def show(fig: Any, *args: Any, **kwargs: Any) -> None:
        _counted.note(fig)

    def html(fig: Any, *args: Any, **kwargs: Any) -> None:
        write_html(fig, *args, **kwargs)
        _counted.note(fig)

    def as_json(fig: Any, *args: Any, **kwargs: Any) -> None:
        write_json(fig, *args, **kwargs)
        _counted.note(fig)

    def image(fig: Any, file: Any, *args: Any, **kwargs: Any) -> None:
        if isinstance(file, (str, Path)):
            Path(file).touch()
        _counted.note(fig)

    def images(fig: Any, file: Any, *args: Any, **kwargs: Any) -> None:
        figures = fig if isinstance(fig, (list, tuple)) else [fig]
        files = file if isinstance(file, (list, tuple)) else [file] * len(figures)
        for one, path in zip(figures, files, strict=False):
            image(one, path)

    def to_image(fig: Any, *args: Any, **kwargs: Any) -> bytes:
        _counted.note(fig)
        return b""

    pio.show, pio.write_html, pio.write_json = show, html, as_json
    pio.write_image, pio.write_images, pio.to_image = image, images, to_image


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample in this process: `status`, `stderr`, and where it made figures their `document`."""
    pins.pin()
    main, failure = script.run(code)
    if failure:
        return failure
    try:
        return _finish(list(vars(main).values()))
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:  # serialising a figure may call the sample's own code
        return {"status": "exception", "stderr": script.explain(error, "serialising the figure: ")}


def _finish(values: Iterable[Any]) -> dict[str, Any]:
    if not _counted.number:
        for figure in _left(values):
            _counted.note(figure)
    if not _counted.number:
        return {"status": "no_output", "stderr": "no figure was shown, written or left in a name"}
    if sum(map(len, _counted.kept)) > MOST_BYTES:
        return {"status": "forbidden", "stderr": f"the figures are more than {MOST_BYTES >> 20} MiB of JSON"}
    document = f'{{"n": {_counted.number}, "figures": [{",".join(_counted.kept)}]}}'
    return {"status": "ok", "stderr": "", "document": document}


def _left(values: Iterable[Any]) -> list[Any]:
    """Figures among the values, and in the lists and dicts that are among them, each once."""
    from plotly.basedatatypes import BaseFigure

    found: list[Any] = []
    for value in values:
        inside = (
            value.values()
            if isinstance(value, dict)
            else value
            if isinstance(value, (list, tuple))
            else [value]
        )
        found += [one for one in inside if isinstance(one, BaseFigure) and not any(one is f for f in found)]
    return found
