"""`janus show REF`: one record (its columns, its picture, who saw it), or what made a checkpoint.

janus show 4f2a91c0
janus show 4f2a91c0 --out picture.png
janus show models/januscoder@final
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stages.errors import JanusError
from stages.records.tables import read_manifest

if TYPE_CHECKING:
    from stages.lineage.graph import Graph

TABLES = {
    "seed": "seeds",
    "sample": "samples",
    "render": "renders",
    "reward": "rewards",
    "corpus": "corpus",
    "prediction": "predictions",
}
PICTURES = ("png", "image")
RENDERS = ("output_render", "image_render", "render")
"""Columns that name the render of a record without a picture of its own."""
COLUMNS = 72
"""Width of a picture in characters."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", help="a record id or its beginning, or a checkpoint")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the picture there")
    parser.add_argument("--json", action="store_true", help="one JSON object; bytes as their number")


def run(args: argparse.Namespace) -> int:
    from stages.lineage.index import load
    from stages.lineage.refs import resolve
    from stages.lineage.saw import claims
    from stages.lineage.saw import told as told_claims
    from stages.tracking.made import folders, told

    graph = load()
    resolved = resolve(graph, args.ref)
    if resolved.kind == "checkpoint":
        return _checkpoint(graph, resolved.ids[0], args)
    if resolved.kind not in TABLES or len(resolved.ids) != 1:
        raise JanusError(
            f"{args.ref} is a {resolved.kind}, not one record", do="use `janus trace` or `impact`"
        )
    said = claims(graph, resolved)
    connection = graph.sources.connection
    found = connection.execute(
        f"select * from {TABLES[resolved.kind]} where record_id = ?", [resolved.ids[0]]
    )
    row = dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))
    picture = _picture(connection, row)
    if args.json:
        print(json.dumps({**row, "checkpoints": said}, default=_plain, ensure_ascii=False))
    else:
        for line in _lines(resolved.kind, row):
            print(line)
        for folder in folders(graph.nodes(resolved.ids)):
            print(f"made by {told(folder)}")
        for line in told_claims(resolved.ids[0], said):
            print(line)
        if picture and sys.stdout.isatty():
            print(blocks(picture))
        elif picture:
            print(f"picture: {len(picture):,} bytes of PNG; --out FILE writes it")
    if args.out:
        if picture is None:
            raise JanusError(f"{args.ref} has no picture")
        args.out.write_bytes(picture)
    return 0


def _checkpoint(graph: Graph, node: str, args: argparse.Namespace) -> int:
    """Print a checkpoint's files and what made it: revision, code, conf values."""
    from stages.tracking.made import made, values

    if args.out:
        raise JanusError(f"{args.ref} has no picture")
    folder, _, step = node.rpartition("@")
    files = {
        name: entry["sha256"]
        for name, entry in read_manifest(folder)["files"].items()
        if name.startswith(f"checkpoints/{step}/")
    }
    if args.json:
        print(json.dumps({"id": node, "files": files, "made_by": made(Path(folder))}, ensure_ascii=False))
        return 0
    print(f"checkpoint {node}  {graph.nodes([node])[0]['label']}")
    for name, digest in sorted(files.items()):
        print(f"    {name}  sha256 {digest}")
    for line in values(folder):
        print(line)
    return 0


def _picture(connection: Any, row: dict[str, Any]) -> bytes | None:
    """The record's own picture, else that of the render it names."""
    own = next((row[name] for name in PICTURES if row.get(name)), None)
    named = next((row[name] for name in RENDERS if row.get(name)), None)
    if own or not named:
        return own
    found = connection.execute("select png from renders where record_id = ?", [named]).fetchone()
    return found[0] if found else None


def _plain(value: Any) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


def _lines(kind: str, row: dict[str, Any]) -> Iterator[str]:
    """`column: value`; long text and structures below their column's name."""
    yield f"{kind} {row['record_id']}"
    for name, value in row.items():
        if name == "content" and isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if value is None or name == "record_id":
            continue
        if isinstance(value, (list, dict)):
            value = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
        text = _plain(value)
        if "\n" in text:
            yield f"{name}:"
            yield from (f"    {line}" for line in text.splitlines())
        else:
            yield f"{name}: {text}"


def blocks(png: bytes) -> str:
    """The picture as upper half blocks in 24-bit colour: two pixels a character."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    image = Image.alpha_composite(white, image).convert("RGB")
    height = max(2, round(image.height * COLUMNS / image.width / 2) * 2)
    pixels = image.resize((COLUMNS, height)).load()
    lines = []
    for y in range(0, height, 2):
        cells = (
            "\x1b[38;2;{};{};{}m\x1b[48;2;{};{};{}m▀".format(*pixels[x, y], *pixels[x, y + 1])
            for x in range(COLUMNS)
        )
        lines.append("".join(cells) + "\x1b[0m")
    return "\n".join(lines)
