"""`janus calibrate`: what the planted defects say of the reward; `janus calibrate propose`: its threshold
into conf.

`propose` writes conf/judge/calibrated.yaml, the judge of params.yaml with the threshold that reaches the
target precision on the kinds of defect that are not held out. Use it with `janus config write
judge=calibrated`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

PROPOSED = Path("conf/judge/calibrated.yaml")
HEADER = "# The threshold that the planted defects recommend: `janus calibrate propose`.\n"


def add(parser: argparse.ArgumentParser) -> None:
    """One optional word."""
    parser.add_argument("do", nargs="?", choices=("show", "propose"), default="show")


def run(args: argparse.Namespace) -> int:
    """Print the report, or write the proposal. Raises JanusError where nothing was calibrated."""
    import json

    import yaml

    from stages.calibrate.__main__ import METRICS, REPORT
    from stages.config import raw_params
    from stages.errors import JanusError

    if not METRICS.is_file():
        raise JanusError(
            "nothing was calibrated yet", where=str(METRICS), do="run `dvc repro calibration/dvc.yaml`"
        )
    if args.do == "show":
        print(REPORT.read_text(encoding="utf-8"), end="")
        return 0
    figures = json.loads(METRICS.read_text(encoding="utf-8"))
    if figures["proposed_threshold"] is None:
        raise JanusError(
            "no threshold keeps to the false rejects",
            where=str(METRICS),
            do="read `janus calibrate`, mend the criteria that reject good samples",
        )
    judge = {**raw_params()["judge"], "threshold": figures["proposed_threshold"]}
    PROPOSED.write_text(HEADER + yaml.safe_dump(judge, sort_keys=False), encoding="utf-8")
    print(f"{PROPOSED} written; next: janus config write judge=calibrated && dvc repro")
    return 0
