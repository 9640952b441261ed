"""`janus sync`: MLflow runs of the stages that ran or were reused since the last sync.

Closes the execution: the next stage that runs opens another parent run. Called by `make repro`.
"""

from __future__ import annotations

import argparse
from collections import Counter


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--force", action="store_true", help="write an execution although nothing has changed"
    )


def run(args: argparse.Namespace) -> int:
    from stages.tracking.store import tracking_uri
    from stages.tracking.sync import sync

    done = sync(force=args.force)
    if done.execution is None:
        print("nothing to sync: no stage has run and no output has changed since the last sync")
        return 0
    counted = ", ".join(f"{n} {state}" for state, n in sorted(Counter(done.stages.values()).items()))
    print(f"MLflow: execution {done.execution}, stages: {counted}\n  in {tracking_uri()} (make ui)")
    return 0
