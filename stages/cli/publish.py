"""`janus publish DIR`: the corpus as a data set that others load, with card, metadata and attribution.

DIR/data/*.parquet      datasets.load_dataset("DIR")
DIR/sharegpt, openai    conversations; pictures in DIR/images
DIR/README.md           card; croissant.json, ATTRIBUTION.md; SHA256SUMS over all of it
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from stages.errors import JanusError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="DIR", type=Path, help="an absent or empty folder")
    parser.add_argument("--no-chat", action="store_true", help="without sharegpt, openai and images")


def run(args: argparse.Namespace) -> int:
    """Write all of it. Raises JanusError where DIR is not empty or the corpus has not passed its gate."""
    from stages.check.gate import require_gate
    from stages.config import load_section
    from stages.crawl.config import CrawlSection
    from stages.crawl.downloads import file_sha256
    from stages.publish import attribution, card, chat, croissant, facts, splits

    out, corpus = args.out, Path("data/corpus")
    if out.exists() and any(out.iterdir()):
        raise JanusError("the folder is not empty", where=str(out), do="name another, or empty it")
    require_gate("corpus", corpus)
    files: dict[str, list[Path]] = {}
    for split, rows in splits.kept(corpus):
        print(f"publish: {split}, {len(rows):,} records", file=sys.stderr)
        files[split] = splits.write(split, rows, out)
        if not args.no_chat:
            chat.write(split, rows, out)
    if not args.no_chat:
        chat.write_info(list(files), out)
    found = facts.gather()
    attribution.write(found.packages, load_section("crawl", CrawlSection), out)
    card.write(found, files, Path("."), out)
    hashes = {p.relative_to(out).as_posix(): file_sha256(p) for paths in files.values() for p in paths}
    croissant.write(found, files, hashes, corpus, out)
    every = sorted(p for p in out.rglob("*") if p.is_file())
    sums = "".join(f"{file_sha256(p)}  {p.relative_to(out).as_posix()}\n" for p in every)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(f"{out}: {sum(n for _, _, n in found.slices):,} records, {len(every):,} files")
    return 0
