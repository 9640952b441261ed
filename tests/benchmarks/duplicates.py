"""Near-duplicates: recall, false merges and speed, beside other tools on the same input, as a table.

    python -m tests.benchmarks.duplicates [--data DIR] [--records N]

The input is kept samples of DIR/samples, and 1,000 planted near-duplicates of them: renamed, laid out anew,
arguments, attributes or keys turned round. Ours reads tokens and hashes that the record cache holds (to make
them is a row of its own) and goes on to clusters over programs, instructions and pictures; the others get
each sample as one text and go as far as their own duplicate sets. Processor seconds of one process. A tool
that is not installed says so: they are no dependencies of the project.

On the default crawl, 8,000 samples with 1,000 planted, one shared core of an AMD EPYC (recall 99.0 %):

| | processor seconds | samples a second | duplicates |
|---|---:|---:|---:|
| ours, first pass: parse and hash | 20.1 | 447 | 1,006 |
| ours, from stored tokens and hashes | 1.4 | 6,562 | 1,006 |
| datasketch | 4.2 | 2,132 | 284 |
| data-juicer | 4.5 | 1,990 | 252 |
| datatrove | 23.2 | 388 | 2,193 |
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stages.assemble.duplicates import find
from stages.likeness.materials import Materials, Sample, materials
from stages.records.identity import rank, sha256
from stages.records.tables import read_rows
from tests.assemble.factory import section
from tests.likeness.renaming import renamed

COLUMNS = [
    "record_id", "decision", "domain", "task", "language", "instruction", "input_code", "input_language",
    "output_code", "image_render", "output_render",
]  # fmt: skip
PERMUTATIONS, SHINGLE, THRESHOLD = 64, 3, 0.9
"""Of the other tools: over program and instruction together."""


def inputs(data: Path, most: int) -> tuple[list[Sample], dict[str, bytes], dict[str, str]]:
    """Samples with planted ones among them, pictures by render, and planted id to the id it repeats."""
    rows = [r for r in read_rows(data / "samples", COLUMNS) if r["decision"] == "keep"]
    samples = sorted(rows, key=lambda r: rank(r["record_id"]))[:most]
    renders = {r for s in samples for r in (s["image_render"], s["output_render"])}
    pictures = read_rows(data / "renders", ["record_id", "png"])
    images = {r["record_id"]: r["png"] for r in pictures if r["record_id"] in renders and r["png"]}
    planted: dict[str, str] = {}
    for sample in list(samples):
        near = renamed(sample["output_code"], sample["language"])
        if len(planted) < 1000 and near is not None and sample["task"] == "generation":
            planted[f"{sample['record_id']}~"] = sample["record_id"]
            samples.append({**sample, "record_id": f"{sample['record_id']}~", "output_code": near})
    return samples, images, planted


@contextmanager
def clocked(found: list[float]) -> Iterator[None]:
    start = time.process_time()
    yield
    found.append(time.process_time() - start)


def ours(samples: list[Sample], images: dict[str, bytes]) -> tuple[dict[str, float], dict[str, str]]:
    """Processor seconds by row of the table, and dropped id to kept id."""
    from stages.assemble.config import AssembleSection

    limits = section("assemble", AssembleSection, "default")
    digests = {render: sha256(png) for render, png in images.items()}

    def stored() -> Materials:
        return materials(samples, images, digests)

    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as empty:
        os.environ |= {"JANUS_CACHE": empty, "JANUS_WORKERS": "1"}
        with clocked(seconds):
            stored()
        with clocked(seconds):
            duplicates = find(samples, stored(), limits)
    return {
        "ours, first pass: parse and hash": seconds[0],
        "ours, from stored tokens and hashes": seconds[1],
    }, duplicates.exact | duplicates.near


def datasketch(texts: list[str]) -> int:
    """Texts that repeat an earlier one."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    dropped = 0
    for place, text in enumerate(texts):
        words = text.split()
        shingles = {
            " ".join(words[n : n + SHINGLE]).encode() for n in range(max(1, len(words) - SHINGLE + 1))
        }
        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch(sorted(shingles))
        if index.query(signature):
            dropped += 1
        else:
            index.insert(place, signature)
    return dropped


def data_juicer(texts: list[str]) -> int:
    from data_juicer.ops.deduplicator.document_minhash_deduplicator import DocumentMinhashDeduplicator
    from datasets import Dataset

    tool = DocumentMinhashDeduplicator(
        tokenization="space", window_size=SHINGLE, num_permutations=PERMUTATIONS, jaccard_threshold=THRESHOLD
    )
    hashed = Dataset.from_dict({"text": texts}).map(tool.compute_hash)
    return len(texts) - len(tool.process(hashed)[0])


def datatrove(texts: list[str]) -> int:
    from datatrove.data import Document
    from datatrove.pipeline.dedup import (
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.utils.hashing import HashConfig

    # Its default hash does not take text with today's xxhash.
    config = MinhashConfig(
        n_grams=SHINGLE,
        num_buckets=8,
        hashes_per_bucket=PERMUTATIONS // 8,
        hash_config=HashConfig(precision=64, hash_fc="sha1"),
    )
    documents = [Document(text=text, id=str(n)) for n, text in enumerate(texts)]
    with tempfile.TemporaryDirectory() as folder:
        at = {name: f"{folder}/{name}" for name in ("signatures", "buckets", "remove")}
        MinhashDedupSignature(at["signatures"], config=config).run(iter(documents), 0, 1)
        for bucket in range(config.num_buckets):
            MinhashDedupBuckets(at["signatures"], at["buckets"], config=config).run(
                None, bucket, config.num_buckets
            )
        MinhashDedupCluster(at["buckets"], at["remove"], config=config).run(None, 0, 1)
        kept = sum(1 for _ in MinhashDedupFilter(at["remove"]).run(iter(documents), 0, 1))
    return len(texts) - kept


OTHERS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "datasketch": ("datasketch", datasketch),
    "data-juicer": ("py-data-juicer", data_juicer),
    "datatrove": ("datatrove", datatrove),
}


def other(tool: str, texts: list[str]) -> tuple[str, str, str]:
    """Seconds, records a second and duplicates found, or why there are none."""
    package, run = OTHERS[tool]
    if importlib.util.find_spec(tool.replace("-", "_")) is None:
        return f"not installed: pip install {package}", "", ""
    seconds: list[float] = []
    with clocked(seconds):
        dropped = run(texts)
    return f"{seconds[0]:.1f}", f"{len(texts) / seconds[0]:,.0f}", f"{dropped:,}"


def main(data: Path, most: int) -> None:
    samples, images, planted = inputs(data, most)
    seconds, kept = ours(samples, images)
    found = sum(kept.get(new) == kept.get(old, old) for new, old in planted.items())
    print(f"{len(samples):,} samples, {len(images):,} pictures, {len(planted):,} planted near-duplicates")
    print(f"recall of the planted ones {found / len(planted):.1%}\n")
    rows: list[tuple[Any, ...]] = [
        (name, f"{s:.1f}", f"{len(samples) / s:,.0f}", f"{len(kept):,}") for name, s in seconds.items()
    ]
    texts = [f"{s['instruction']}\n{s['output_code']}" for s in samples]
    rows += [(tool, *other(tool, texts)) for tool in OTHERS]
    print("| | processor seconds | samples a second | duplicates |\n|---|---:|---:|---:|")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--records", type=int, default=20_000)
    chosen = parser.parse_args()
    main(chosen.data, chosen.records)
