"""`README.md`: the data set card, with the metadata that the Hub reads at its top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from stages.publish.facts import Facts

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
PAPER = Path("conf/mixture/januscode_800k.yaml")
"""Thousands of records of each slice in JanusCode-800K (arXiv 2510.23538)."""


def write(facts: Facts, files: dict[str, list[Path]], root: Path, out: Path) -> Path:
    """Write the card. `files`: Parquet files by split."""
    path = out / "README.md"
    front = yaml.safe_dump(metadata(facts, files, out), sort_keys=False)
    path.write_text(f"---\n{front}---\n\n" + "\n".join(_body(facts, root)) + "\n", encoding="utf-8")
    return path


def metadata(facts: Facts, files: dict[str, list[Path]], out: Path) -> dict:
    """The front matter: licence, size, tags, and where each split lies."""
    total = sum(n for _, _, n in facts.slices)
    data = [
        {"split": split, "path": [path.relative_to(out).as_posix() for path in paths]}
        for split, paths in files.items()
    ]
    return {
        "pretty_name": "JanusForge corpus",
        "license": "other",
        "license_name": "per-record",
        "license_link": "ATTRIBUTION.md",
        "language": ["en"],
        "task_categories": ["text-generation", "image-to-text"],
        "tags": ["code", *sorted({cut.split("/")[1] for _, cut, _ in facts.slices})],
        "size_categories": [next((name for most, name in SIZES if total < most), "1M<n<10M")],
        "configs": [{"config_name": "default", "data_files": data}],
    }


def _body(facts: Facts, root: Path) -> Iterator[str]:
    total = sum(n for _, _, n in facts.slices)
    yield "# JanusForge corpus\n"
    yield f"{total:,} records of multimodal code: an instruction (with old code, or a picture) and the"
    yield "program that answers it. Every program was executed in a sandbox, and every claim of its"
    yield "instruction was checked against what was drawn. Each record names the source files it came from.\n"
    yield "```python\nfrom datasets import load_dataset\n\nload_dataset('PATH_OF_THIS_FOLDER')\n```\n"
    yield "## Composition\n"
    splits = sorted({split for split, _, _ in facts.slices}, key=("train", "validation", "test").index)
    yield f"| slice | {' | '.join(splits)} | JanusCode-800K |"
    yield f"|---|{'---:|' * (len(splits) + 1)}"
    counts = Counter({(split, cut): n for split, cut, n in facts.slices})
    paper = yaml.safe_load((root / PAPER).read_text(encoding="utf-8"))["shares"]
    for cut in sorted({cut for _, cut, _ in facts.slices} | set(paper)):
        theirs = f"{1000 * paper[cut]:,.0f}" if cut in paper else "–"
        yield f"| {cut} | {' | '.join(f'{counts[split, cut]:,}' for split in splits)} | {theirs} |"
    yield "\nSplits are by ancestry: no test record shares a source file with a training record.\n"
    yield "## What was left behind\n"
    yield "| table | kept | dropped |\n|---|---:|---:|"
    for table, kept, dropped in facts.funnel:
        yield f"| {table} | {kept:,} | {dropped:,} |"
    yield "\nDropped records keep their row and reason in the project that made this data set.\n"
    yield "## Terms\n"
    yield "Each record carries the licence of its sources (`licence`, SPDX) and whom to name (`attribution`);"
    yield "ATTRIBUTION.md has the licence texts.\n"
    yield "| licence | records |\n|---|---:|"
    for licence, n in facts.licences:
        yield f"| {licence} | {n:,} |"
    yield "\n| package | licence | records |\n|---|---|---:|"
    for package in facts.packages:
        yield f"| {package['ref']} | {package['licence']} | {package['records']:,} |"
    yield "\n## Known limits\n"
    yield "- Instructions are written by rules from what was drawn: they are true, and less varied than a"
    yield "  person's."
    yield "- Pictures are those of one set of library versions; others may draw a little differently."
    yield "- Licences are per package, not per file."
    yield "- The records were not decontaminated unless benchmark folders were configured."
