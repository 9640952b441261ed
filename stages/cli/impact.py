"""`janus impact REF`: everything that a package, file, record or slice reached.

Then, for every checkpoint here, whether it saw the REF by the consumption log up to its step, or never did;
filters narrow what is shown of the REF, not this.

janus impact pypi:matplotlib
janus impact 'matplotlib!galleries/examples/lines_bars_and_markers/barchart.py' --json
janus impact --where "licence = 'CC-BY-4.0'" --fail-on checkpoint     (in CI: exit code 3)
"""

from __future__ import annotations

import argparse

from stages.cli import trace
from stages.lineage.answer import IMPACT

add = trace.add


def run(args: argparse.Namespace) -> int:
    return trace.show(args, IMPACT)
