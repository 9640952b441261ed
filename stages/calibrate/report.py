"""The calibration as Markdown: what was planted, what was found, and what was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any


def markdown(figures: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """The whole report."""
    chosen = figures["proposed_threshold"]
    at = figures["at_proposed"]
    planted, kinds, domains = figures["planted"], figures["kinds"], figures["domains"]
    held = figures["held_out"]
    lines = [
        "# Calibration of the reward",
        "",
        f"{planted:,} defects of {kinds} kinds in {domains} domains, planted on"
        f" {figures['good']:,} good samples.",
        "",
        f"{len(held)} of the {kinds} kinds ({_percent(len(held) / kinds if kinds else 0.0)}) were seen by no"
        " tuning (marked *), which means that no checker, weight, threshold or learned model was changed on"
        f" account of one after it was first planted: {', '.join(held) or 'none'}.",
        "",
        *_table(
            ("threshold", "detected", "held out", "worst kind", "of it", "false rejects"),
            [
                _line(figures["threshold"], figures),
                *([_line(f"{chosen:g} (proposed)", at)] if at else []),
            ],
        ),
        "",
        "Expected calibration error of the total as a probability of being good:"
        f" {figures['calibration_error']:.3f}.",
        *_judges(figures),
        "",
        "## By kind",
        "",
        *_table(
            ("kind", "planted", "detected"),
            [
                (kind + ("*" if kind in held else ""), f["planted"], _percent(f["detected"]))
                for kind, f in figures["by_kind"].items()
            ],
        ),
        "",
        "## By domain",
        "",
        *_table(
            ("domain", "good", "false rejects", "detected"),
            [
                (domain, f["good"], _percent(f["false_rejects"]), _percent(f["detected"]))
                for domain, f in figures["by_domain"].items()
            ],
        ),
        "",
        "## By threshold",
        "",
        *_table(
            ("threshold", "precision", "recall", "detection", "false rejects"),
            [
                tuple(
                    f"{p[key]:.4f}"
                    for key in ("threshold", "precision", "recall", "detection", "false_rejects")
                )
                for p in figures["by_threshold"]
            ],
        ),
        "",
        "## What found it",
        "",
        *_table(("criterion", "defects", "good samples"), _finders(rows)),
        "",
        "## Missed",
        "",
        *_missed(rows, figures["threshold"]),
    ]
    return "\n".join(lines) + "\n"


def _judges(figures: dict[str, Any]) -> list[str]:
    """Judges side by side and their agreement, where a model was asked."""
    if "judges" not in figures:
        return []
    shares = ("detection", "detection_held_out", "worst_kind_detection", "false_rejects", "undecided")
    return [
        "",
        "## Judges",
        "",
        "Detected and falsely rejected by each alone; what it left undecided counts as neither."
        " The learned judge is measured on the rows that it was not fitted on.",
        "",
        *_table(
            ("judge", "rows", "detected", "held out", "worst kind", "false rejects", "undecided"),
            [
                (name, f["rows"], *(_percent(f[share]) for share in shares))
                for name, f in figures["judges"].items()
            ],
        ),
        "",
        *_table(
            ("judges", "rows that both decided", "Cohen's kappa"),
            [
                (pair, f["rows"], "-" if f["kappa"] is None else f"{f['kappa']:.2f}")
                for pair, f in figures["agreement"].items()
            ],
        ),
    ]


def _line(threshold: object, figures: dict[str, Any]) -> tuple[object, ...]:
    return (
        threshold,
        _percent(figures["detection"]),
        _percent(figures["detection_held_out"]),
        figures["worst_kind"],
        _percent(figures["worst_kind_detection"]),
        _percent(figures["false_rejects"]),
    )


def _finders(rows: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    """How many defects, and how many good samples, each kind of criterion failed; commonest first."""
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in rows:
        kinds = {c["kind"] for c in row["criteria"] if not c["passed"]}
        (wrong if row["kind"] == "none" else found).update(kinds)
    return [
        (kind, found[kind], wrong[kind]) for kind in sorted(found | wrong, key=lambda k: (-found[k], k))[:40]
    ]


def _missed(rows: list[dict[str, Any]], threshold: float, most: int = 3) -> Iterable[str]:
    """Some defects of each kind that were kept."""
    shown: Counter[str] = Counter()
    for row in sorted(rows, key=lambda r: (r["kind"], r["record_id"])):
        if row["kind"] != "none" and row["total"] >= threshold:
            shown[row["kind"]] += 1
            if shown[row["kind"]] <= most:
                place = f"{row['domain']}/{row['task']} {row['sample_id'][:8]}"
                yield f"- {row['kind']}, {place}: {row['what']}".replace("\n", " ")


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
