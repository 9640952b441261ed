"""`janus verify`: re-hash every artifact, recompute every record id, follow every edge.

With a REF: the files and records that it is and came from. Exits with 1 where anything is not as it was
recorded. Every byte is read again: a change that keeps size and modification time is found, which `dvc
status` does not promise.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from stages.errors import JanusError

SHOWN = 20
DO = """\
  do:    delete the damaged output and run `dvc checkout` (DVC trusts size and time: it may see no change
         in a file that is still there), then `janus verify` again.
         Still not ok: DVC's copy is damaged too; `dvc repro --force STAGE`.
         Absent, or made from other bytes: a stage has not run since; `dvc repro`."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", nargs="?", help="only what it is and came from; default: all")
    parser.add_argument("--json", action="store_true", help="one JSON object: ok, checked, problems, notes")
    parser.add_argument(
        "--attest", type=Path, metavar="FILE", help="write the result as an in-toto statement"
    )
    parser.add_argument(
        "--signature",
        type=Path,
        metavar="PATH",
        action="append",
        default=[],
        help="also: PATH is as `janus sign` signed it (repeat)",
    )
    parser.add_argument("--key", type=Path, help="public key, PEM, that signatures are checked by")
    parser.add_argument(
        "--archives",
        type=int,
        metavar="N",
        help="also find the seeds of N training rows in the downloaded archives, at their path and span",
    )


def run(args: argparse.Namespace) -> int:
    from stages.lineage.verify import verify

    if bool(args.signature) != (args.key is not None):
        raise JanusError("--signature PATH and --key PUBLIC go together")
    findings = verify(ref=args.ref)
    for path in args.signature:
        from stages.lineage.signatures import check_signature

        check_signature(path, args.key, findings)
    if args.archives is not None:
        from stages.lineage.archives import check_archives
        from stages.lineage.index import load

        check_archives(load(), args.archives, findings)
    found = findings.as_dict()
    if args.attest:
        from stages.lineage.attest import statement

        text = json.dumps(statement(Path("."), findings), indent=1, ensure_ascii=False)
        args.attest.write_text(text + "\n", encoding="utf-8")
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        _print(found)
    return 0 if found["ok"] else 1


def _print(found: dict) -> None:
    problems = found["problems"]
    for note in found["notes"]:
        print(f"note: {note}")
    if not problems:
        nothing = "" if found["checked"] else "; nothing is here yet: run `dvc repro` or `dvc pull`"
        print(f"ok: {found['checked']:,} files, records and edges checked{nothing}")
        return
    for problem in problems[:SHOWN]:
        print(f"{problem['path']}\n  expected {problem['expected']}\n  found    {problem['found']}")
    if len(problems) > SHOWN:
        print(f"… and {len(problems) - SHOWN:,} more (all with --json)")
    print(f"not ok: {len(problems):,} of {found['checked']:,} checks failed\n{DO}")
