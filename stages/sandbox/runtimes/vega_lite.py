"""Runtime vega-lite: vl-convert."""

from __future__ import annotations

import re
from types import MappingProxyType

from stages.sandbox.runtimes.runtime import Runtime

RUNTIME = Runtime(
    name="vega-lite",
    module="run_vega_lite",
    suffix=".vl.json",
    probe='{"data": {"values": [{"a": "x", "b": 2}]}, "mark": "bar",'
    ' "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}}',
    packages=("vl-convert-python", "numpy", "pillow"),
    environment=MappingProxyType({"OPENBLAS_NUM_THREADS": "1"}),
    forks=False,
    moving=re.compile(r"random\w*\s*\(|\"sample\"\s*:"),
)
