"""The page: data arranged for the template, the template filled."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from stages.records.schemas import DOMAINS, SPLITS, TASKS
from stages.report import charts, corpus, rewards
from stages.report.cards import Cards
from stages.report.chains import Chains
from stages.report.config import ReportSection
from stages.report.coverage import coverage
from stages.report.curves import read_curves
from stages.report.evaluation import METRICS, differences, intervals, read_metrics, table
from stages.report.funnel import Step, shortened
from stages.report.tables import Tables
from stages.report.yields import derived, yields

TEMPLATES = Path(__file__).parent / "templates"
IMAGE_MATTERS = ("wrong_image_minus_model", "answer_loss")
"""The difference that says whether a model looks at its image."""
DOMAIN_CSS = {domain: f"d{number}" for number, domain in enumerate(DOMAINS, start=1)}


def models(metrics: Path, plots: Path, names: list[str]) -> list[dict[str, Any]]:
    """What the page says of each model: evaluation, learning curves, the CSS class of its colour."""
    found = []
    for number, name in enumerate(names, start=1):
        scores = read_metrics(metrics, name)
        curves = read_curves(plots, name)
        slices = sorted({s for by_slice in scores["variants"].values() for s in by_slice} - {"all"})
        rows, paired = table(scores, "all"), differences(scores)
        by_variant = {row["variant"]: row for row in rows}
        found.append(
            {
                "name": name,
                "own": by_variant["model"],
                "untrained": by_variant["untrained"],
                "image": next((d for d in paired if d["key"] == IMAGE_MATTERS), None),
                "css": f"m{number}",
                "scores": scores,
                "rows": rows,
                "by_slice": [(s, table(scores, s)) for s in slices],
                "panels": intervals(scores),
                "differences": paired,
                "curves": curves,
                "chart": curves.chart(f"m{number}"),
            }
        )
    return found


def render(
    tables: Tables,
    steps: list[Step],
    gates: list[dict[str, Any]],
    models: list[dict[str, Any]],
    truth: dict[str, Any],
    identity: dict[str, str],
    chains: Chains,
    section: ReportSection,
) -> str:
    """The whole page as HTML: no time, host or path enters it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    cards = Cards(tables, chains, section.image_side)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = lambda n: f"{n:,}"
    environment.filters["share"] = lambda x: f"{x * 100:.1f}".removesuffix(".0") + " %"
    slices = corpus.slices(tables)
    html = environment.get_template("page.html.j2").render(
        identity=identity,
        steps=[shortened(s, section.reasons) for s in steps],
        most=max(s.total for s in steps),
        slices=slices,
        splits={split: sum(s["splits"][split] for s in slices) for split in SPLITS},
        histogram=_histogram(tables),
        yields=yields(tables),
        derived=derived(tables),
        coverage=coverage(tables),
        truth=truth,
        tasks=TASKS,
        criteria=rewards.criteria(tables),
        judged=len(tables["rewards"]),
        models=models,
        metrics=METRICS,
        gates=gates,
        sources=corpus.sources(tables),
        licences=corpus.licences(tables),
        answers=cards.answers(section.answers),
        samples=cards.samples(section.samples),
        domain_css={s["domain"]: DOMAIN_CSS.get(s["domain"], "d0") for s in slices},
        css=(TEMPLATES / "style.css").read_text(encoding="utf-8"),
        js=(TEMPLATES / "script.js").read_text(encoding="utf-8"),
    )
    return re.sub(r"\n\s*\n+", "\n", html)


def _histogram(tables: Tables):
    rows = rewards.histogram(tables)
    domains = sorted({r["domain"] for r in rows})
    layers = [(d, DOMAIN_CSS.get(d, "d0"), [r["records"] for r in rows if r["domain"] == d]) for d in domains]
    limit = rewards.threshold(tables)
    return charts.stacked_bars(
        [i / rewards.BINS for i in range(rewards.BINS + 1)],
        layers,
        title="Distribution of reward totals",
        x_label="total: weighted share of criteria that pass",
        y_label="samples",
        mark=None if limit is None else (limit, f"threshold {limit:g}"),
    )
