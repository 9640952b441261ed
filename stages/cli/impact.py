"""`janus impact REF [--json]`: everything that a package, file, record or slice reached.

janus impact pypi:matplotlib
janus impact 'matplotlib!galleries/examples/lines_bars_and_markers/barchart.py' --json
"""

from __future__ import annotations

import argparse

from stages.cli import trace
from stages.lineage.answer import IMPACT

add = trace.add


def run(args: argparse.Namespace) -> int:
    return trace.show(args.ref, IMPACT, as_json=args.json)
