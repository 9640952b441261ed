"""`janus trace REF [--json]`: everything that a record, slice, checkpoint or metric came from.

janus trace models/januscoderv@final
janus trace slice:image_to_code/chart/image --json
"""

from __future__ import annotations

import argparse
import json
import sys

from stages.lineage.answer import TRACE


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ref",
        metavar="REF",
        help="record id or its beginning (4 characters or more), corpus/SPLIT, slice:TASK/DOMAIN/MODALITY, "
        "models/NAME@final or @STEP, pypi:NAME[@VERSION], npm:..., package!path",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object: ref, kind, nodes, edges")


def run(args: argparse.Namespace) -> int:
    return show(args.ref, TRACE, as_json=args.json)


def show(ref: str, direction: str, *, as_json: bool) -> int:
    """Print one side of `ref` and return the exit code. Raises JanusError for an unknown or ambiguous REF."""
    from stages.lineage.answer import answer, starts
    from stages.lineage.graph import load
    from stages.lineage.refs import resolve
    from stages.lineage.tree import render

    graph = load()
    if graph.absent:
        print(f"janus: not here, so not in the graph: {', '.join(graph.absent)}", file=sys.stderr)
    resolved = resolve(graph, ref)
    found = answer(graph, resolved, direction)
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for line in render(found, starts(resolved), direction):
            print(line)
    return 0
