"""`janus trace REF`: everything that a record, slice, checkpoint or metric came from.

janus trace models/januscoderv@final
janus trace slice:image_to_code/chart/image --json
janus trace models/januscoder@final --where "licence <> 'MIT'" --stage crawl
janus trace 4f2a91c0 --mermaid
janus trace models/januscoder@final --prov > provenance.json
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from stages.errors import JanusError
from stages.lineage.answer import IMPACT, TRACE

if TYPE_CHECKING:
    from stages.lineage.answer import Answer
    from stages.lineage.graph import Graph
    from stages.lineage.refs import Resolved

STAGES = ("crawl", "synthesize", "validate", "reward", "assemble", "train", "evaluate")
KINDS = ("seed", "sample", "render", "reward", "corpus", "checkpoint", "prediction", "metric")
FOUND = 3
"""Exit code where `--fail-on` found something: neither success nor an error."""


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of trace and impact."""
    parser.add_argument(
        "ref",
        metavar="REF",
        nargs="?",
        help="record id or its beginning (4 characters or more), corpus/SPLIT, slice:TASK/DOMAIN/MODALITY, "
        "models/NAME@final or @STEP, pypi:NAME[@VERSION], npm:..., package!path",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json",
        action="store_true",
        help="one JSON object: ref, kind, nodes, edges (and of impact: checkpoints)",
    )
    form.add_argument("--prov", action="store_true", help="a W3C PROV-JSON document")
    form.add_argument("--mermaid", action="store_true", help="a Mermaid flowchart")
    parser.add_argument("--stage", action="append", choices=STAGES, help="show nodes of this stage (repeat)")
    parser.add_argument("--depth", type=int, metavar="N", help="show what is at most N edges away")
    parser.add_argument("--decision", choices=("keep", "drop"), help="show records with this decision")
    parser.add_argument(
        "--where",
        metavar="SQL",
        help="only through seeds that meet a condition over table seeds, as \"licence = 'CC-BY-4.0'\"; "
        "impact needs no REF then",
    )
    parser.add_argument(
        "--fail-on", choices=KINDS, help=f"exit with {FOUND} where the answer holds one of these"
    )


def run(args: argparse.Namespace) -> int:
    return show(args, TRACE)


def show(args: argparse.Namespace, direction: str) -> int:
    """Print one side of the REF and return the exit code. JanusError for an unknown or ambiguous REF."""
    from stages.lineage.answer import starts
    from stages.lineage.index import load
    from stages.lineage.mermaid import flowchart
    from stages.lineage.saw import claims
    from stages.lineage.saw import told as told_claims
    from stages.lineage.tree import render
    from stages.publish.prov import prov_json
    from stages.tracking.made import folders, told

    graph = load()
    if graph.absent:
        print(f"janus: not here, so not in the graph: {', '.join(graph.absent)}", file=sys.stderr)
    resolved = _resolved(args, graph, direction)
    found = _narrowed(args, graph, resolved, direction)
    said = claims(graph, resolved) if direction == IMPACT and not (args.prov or args.mermaid) else []
    if args.json:
        if direction == IMPACT:
            found = {**found, "checkpoints": said}
        print(json.dumps(found, ensure_ascii=False))
    elif args.prov:
        print(json.dumps(prov_json(found), ensure_ascii=False, indent=1))
    else:
        lines = flowchart(found) if args.mermaid else render(found, starts(resolved), direction)
        for line in lines:
            print(line)
        for line in told_claims(resolved.ref, said):
            print(line)
        if not args.mermaid:
            print("made by")
            for folder in folders(found["nodes"]):
                print(f"    {told(folder)}")
    hit = [n["id"] for n in found["nodes"] if n["kind"] == args.fail_on and n["id"] not in resolved.ids]
    if hit:
        print(f"janus {direction}: {resolved.ref}: {len(hit)} {args.fail_on}: {hit[0]} …", file=sys.stderr)
    return FOUND if hit else 0


def _resolved(args: argparse.Namespace, graph: Graph, direction: str) -> Resolved:
    """The REF; for impact without one, the seeds that meet the condition."""
    from stages.lineage.narrow import seeds_where
    from stages.lineage.refs import Resolved, resolve

    if args.ref is not None:
        return resolve(graph, args.ref)
    if direction == IMPACT and args.where:
        return Resolved(f"seeds where {args.where}", "seed", seeds_where(graph, args.where))
    raise JanusError(
        "no REF given", do="name a record, slice, checkpoint, package or file: janus trace --help"
    )


def _narrowed(args: argparse.Namespace, graph: Graph, resolved: Resolved, direction: str) -> Answer:
    from stages.lineage import narrow
    from stages.lineage.answer import answer, starts

    found = answer(graph, resolved, direction)
    stages = {node["id"]: node["stage"] for node in found["nodes"]}
    real = {node for node in stages if node in graph}  # a slice is no node of the graph
    if args.where and args.ref is not None:
        real &= narrow.through(graph, resolved, narrow.seeds_where(graph, args.where), direction)
    if args.depth is not None:
        real &= narrow.within(graph, resolved, args.depth, direction)
    if args.decision:
        real = narrow.decided(graph, real, args.decision)
    if args.stage:
        real = {node for node in real if stages[node] in args.stage}
    wanted = real.union(starts(resolved))
    return found if wanted == set(stages) else narrow.keep(found, wanted)
