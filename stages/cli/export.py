"""`janus export openlineage DIR`: the pipeline's runs for other lineage tools.

janus export openlineage events              events/openlineage.jsonl, an event a line
janus export openlineage events --post http://localhost:5000/api/v1/lineage
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from stages.errors import JanusError

FILE = "openlineage.jsonl"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", choices=["openlineage"], help="OpenLineage events of every run record")
    parser.add_argument("out", metavar="DIR", type=Path)
    parser.add_argument("--post", metavar="URL", help="post the events there too")


def run(args: argparse.Namespace) -> int:
    """Write, and post. Raises JanusError where no run record is here."""
    from stages.publish.endpoint import post
    from stages.publish.openlineage import events

    made = list(events(_records(), _archives()))
    args.out.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in made)
    (args.out / FILE).write_text(lines, encoding="utf-8")
    print(f"{args.out / FILE}: {len(made)} events")
    if args.post:
        print(f"{args.post}: {post(made, args.post)} events posted")
    return 0


def _records() -> list[dict[str, Any]]:
    from stages.tracking.run_record import runs_folder

    paths = sorted(runs_folder().glob("*/*.json"))
    if not paths:
        raise JanusError("no run record is here", where=str(runs_folder()), do="run `dvc repro`")
    return [json.loads(path.read_bytes()) for path in paths]


def _archives() -> dict[str, list[tuple[str, str, str]]]:
    """The table of seeds that is here, by its hash, and the archives that it was read from."""
    from stages.lineage.views import FOLDERS, connect
    from stages.records.tables import MANIFEST, read_manifest

    if not (Path(FOLDERS["seeds"]) / MANIFEST).is_file():
        return {}
    rows = connect(Path(".")).connection.execute(
        "select distinct connector, concat(package, '@', version), archive_sha256 from seeds order by all"
    )
    return {read_manifest(FOLDERS["seeds"])["table_sha256"]: rows.fetchall()}
