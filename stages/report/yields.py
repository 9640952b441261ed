"""What each strategy gave in each domain by each teacher: attempts, and how many were kept by every stage."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import Any

from stages.report.reasons import worded
from stages.report.tables import Row, Tables

DERIVED = {
    "image_to_code": "picture of a text task asked for as code",
    "editing": "change between a program and its evolution",
    "translation": "the same in another language",
}
"""Tasks that come from the samples of another one (paper section 3.3)."""
UNTRIED = {"bidirectional_translation": "nothing is translated into this domain"}
"""Why a strategy has no attempt in a domain, where that is not for lack of programs to start from."""


def yields(tables: Tables) -> list[dict[str, Any]]:
    """A row for every domain, strategy and teacher that the samples know, in this order of columns.

    `kept_rate` is the share of attempts that reached the corpus, None where there was no attempt; a row that
    kept none carries `why`.
    """
    corpus = {row["sample_id"]: row for row in tables["corpus"]}
    cells: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for sample in tables["samples"]:
        teacher = sample["teacher"].partition("/")[0]
        cells[sample["domain"], sample["strategy"], teacher].append(sample)
    for key in product(*(sorted(set(names)) for names in zip(*cells, strict=True))):
        cells.setdefault(key, [])
    tried = {key[:2] for key, samples in cells.items() if samples}
    return [_cell(key, cells[key], corpus, key[:2] in tried) for key in sorted(cells)]


def _cell(
    key: tuple[str, str, str], samples: list[Row], corpus: dict[str, Row], tried: bool
) -> dict[str, Any]:
    """`tried`: by this teacher or another."""
    domain, strategy, teacher = key
    written = [s for s in samples if s["decision"] == "keep"]
    kept = [s for s in written if corpus[s["record_id"]]["decision"] == "keep"]
    why = ""
    if not samples and tried:
        why = "another teacher was asked"
    elif not samples:
        why = UNTRIED.get(strategy, "no program of this domain is where the strategy starts")
    elif not kept:
        reasons = [s["reason"] or corpus[s["record_id"]]["reason"] for s in samples]
        why = worded(reasons)[0][0]
    return {
        "domain": domain,
        "strategy": strategy,
        "teacher": teacher,
        "attempted": len(samples),
        "written": len(written),
        "kept": len(kept),
        "kept_rate": len(kept) / len(samples) if samples else None,
        "why": why,
    }


def derived(tables: Tables) -> list[dict[str, Any]]:
    """The share of the corpus that each cross-modal path gave, beside the tasks that start from text.

    A sample of which a parent is a sample of another domain came from that domain: `chart to animation`.
    """
    samples = {row["record_id"]: row for row in tables["samples"]}
    kept = [row for row in tables["corpus"] if row["decision"] == "keep"]
    counts = Counter((row["task"], _path(samples[row["sample_id"]], samples)) for row in kept)
    return [
        {"task": task, "path": path, "records": n, "share": n / len(kept)}
        for (task, path), n in sorted(counts.items())
    ]


def _path(sample: Row, samples: dict[str, Row]) -> str:
    """Where a sample comes from, in words."""
    parents = (samples[name]["domain"] for name in sample["parents"] if name in samples)
    if others := sorted({domain for domain in parents if domain != sample["domain"]}):
        return f"{others[0]} to {sample['domain']}"
    return DERIVED.get(sample["task"], "instruction for a program that ran")
