"""`janus diff REF_A REF_B`: how two checkpoints or corpora differ, from records to metrics.

janus diff models/januscoder@500 models/januscoder@final
janus diff corpus/train corpus/train --with ../other-checkout     B is read there
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.errors import JanusError

SHOWN = 12


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "a", metavar="REF_A", help="a checkpoint, split, slice or record, as for `janus trace`"
    )
    parser.add_argument("b", metavar="REF_B")
    parser.add_argument(
        "--with", dest="other", type=Path, metavar="DIR", help="read REF_B in that project folder"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object with everything")


def run(args: argparse.Namespace) -> int:
    from stages.lineage.compare import compare, side

    if args.other and not (args.other / "dvc.yaml").is_file():
        raise JanusError("no project there: dvc.yaml is missing", where=str(args.other))
    found = compare(side(args.a, Path(".")), side(args.b, args.other or Path(".")))
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for line in _lines(found):
            print(line)
    return 0


def _lines(found: dict[str, Any]) -> Iterator[str]:
    a, b = found["a"], found["b"]
    yield f"a  {a['ref']}  in {a['root']}  {a['records']:,} records"
    yield f"b  {b['ref']}  in {b['root']}  {b['records']:,} records"
    yield f"records: {len(found['only_a']):,} only in a, {len(found['only_b']):,} only in b"
    for cut, left, right in found["slices"]:
        yield f"    {cut:<32} {left:7,} {right:7,}"
    for which in ("a", "b"):
        sources = found[f"sources_only_{which}"]
        yield f"source files only in {which}: {len(sources):,}"
        yield from _listed(f"    {name}" for name in sources)
    yield f"decisions that differ: {len(found['decisions']):,}"
    yield from _listed(f"    {row['sample_id']}  {row['a']} -> {row['b']}" for row in found["decisions"])
    for what in ("params", "code"):
        yield f"{what} that differ: {len(found[what]):,}"
        yield from _listed(f"    {row['key']}: {row['a']} -> {row['b']}" for row in found[what])
    yield "metrics:"
    for row in found["metrics"]:
        yield f"    {row['metric']:<40} {_number(row['a'])} {_number(row['b'])}"


def _listed(lines: Iterator[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:SHOWN]
    if len(every) > SHOWN:
        yield f"    … {len(every) - SHOWN:,} more (all with --json)"


def _number(value: float | None) -> str:
    return f"{'–':>9}" if value is None else f"{value:9.4f}"
