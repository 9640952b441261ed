"""`janus why-dropped REF`: which records around REF were dropped, by which stage, for what reason.

janus why-dropped pypi:seaborn
janus why-dropped 'matplotlib!galleries/examples/misc/tickedstroke_demo.py' --json
"""

from __future__ import annotations

import argparse
import json

SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help="as for `janus trace`")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object: ref, kind, kept, dropped, reasons"
    )


def run(args: argparse.Namespace) -> int:
    from stages.lineage.dropped import why_dropped
    from stages.lineage.index import load
    from stages.lineage.refs import resolve

    graph = load()
    found = why_dropped(graph, resolve(graph, args.ref))
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(f"{found['ref']}: {len(found['dropped']):,} records dropped, {found['kept']:,} kept")
    for stage, reason, count in found["reasons"][:SHOWN]:
        example = next(r for r in found["dropped"] if (r["stage"], r["reason"]) == (stage, reason))
        print(f"{count:7,}  {stage:<11} {reason}\n         e.g. {example['kind']} {example['id']}")
    if len(found["reasons"]) > SHOWN:
        print(f"… and {len(found['reasons']) - SHOWN:,} more reasons (all with --json)")
    return 0
