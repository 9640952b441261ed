"""What the explorer shows of one record, table by table, read in batches.

A detail is `{"facts": {name: text}, "see": [[role, place]], ...}` with `text` (an instruction), `code`,
`before` (the code that an edit starts from), `picture` (a data URI), `error` and `criteria`
(`[id, passed, weight, evidence]`) where the record has them. `see` names renders that belong to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stages.lineage.views import Sources
from stages.report.explorer.pictures import thumbnail

BATCH = 256
"""Rows in memory at a time: they carry pictures."""
LONGEST, OF_DROPPED = 3_000, 1_000
"""Characters of a program that are kept, and of one that was dropped."""

Row = dict[str, Any]
Detail = dict[str, Any]


def details(sources: Sources, place: dict[str, int], side: int) -> Iterator[tuple[int, Detail]]:
    """Place and detail of every record; `side`: pixels of a picture's longer side."""
    tables: dict[str, tuple[str, Callable[[Row], Detail]]] = {
        "seeds": (
            "decision, domain, kind, language, content, connector, package, version, path, span,"
            " archive_sha256, licence, attribution",
            _seed,
        ),
        "samples": (
            "decision, instruction, input_code, output_code, strategy, concept, register, teacher, attempt,"
            " image_render, input_render, output_render",
            _sample,
        ),
        "renders": (
            "decision, code, runtime, status, stderr, png, width, height",
            lambda r: _render(r, side),
        ),
        "rewards": ("render, criteria, total, threshold", _reward),
        "corpus": (
            "split, slice, weight, cluster, decontamination, licence, attribution, roots, instruction,"
            " image_render, output_render",
            _corpus,
        ),
        "predictions": (
            "decision, model, variant, checkpoint, output, status, stderr, png, criteria, criteria_passed,"
            " ssim, colour_similarity, answer_loss,"
            " (select any_value(instruction) from corpus c where c.record_id = corpus_id) as asked,"
            " (select any_value(output_render) from corpus c where c.record_id = corpus_id) as wanted",
            lambda r: _prediction(r, side),
        ),
    }
    for table, (columns, detail) in tables.items():
        found = sources.connection.sql(f"select record_id, {columns} from {table} order by record_id")
        for batch in found.to_arrow_reader(BATCH):
            for row in batch.to_pylist():
                made = {key: value for key, value in detail(row).items() if value}
                made["see"] = [[role, place[one]] for role, one in made.get("see", ()) if one in place]
                yield place[row["record_id"]], made


def _facts(row: Row, *names: str) -> dict[str, str]:
    """Columns with a value as text."""
    found = {}
    for name in names:
        value = row[name]
        if isinstance(value, list):
            value = ", ".join(value)
        if value is not None and value != "":
            found[name] = f"{value:.4g}" if isinstance(value, float) else str(value)
    return found


def _code(text: str | None, decision: str) -> str:
    text = text or ""
    longest = OF_DROPPED if decision == "drop" else LONGEST
    more = len(text) - longest
    return f"{text[:longest]}\n… {more:,} more characters" if more > 0 else text


def _criteria(row: Row) -> list[list[Any]]:
    return [[c["id"], c["passed"], c["weight"], c["evidence"]] for c in row["criteria"] or ()]


def _seed(row: Row) -> Detail:
    names = ("domain", "kind", "language", "path", "licence", "attribution", "archive_sha256")
    facts = {"archive": f"{row['connector']}:{row['package']}@{row['version']}", **_facts(row, *names)}
    if row["span"]:
        facts["span"] = f"{row['span']['start']}–{row['span']['end']}"
    content = row["content"] or b""  # null where a seed was withdrawn
    return {"facts": facts, "code": _code(content.decode("utf-8", "replace"), row["decision"])}


def _sample(row: Row) -> Detail:
    return {
        "facts": _facts(row, "strategy", "concept", "register", "teacher", "attempt"),
        "text": row["instruction"],
        "before": _code(row["input_code"], row["decision"]),
        "code": _code(row["output_code"], row["decision"]),
        "see": _renders(row),
    }


def _renders(row: Row) -> list[tuple[str, str]]:
    """Renders that a record names, with their role; one picture may stand in two."""
    roles = (("is shown", "image_render"), ("starts from", "input_render"), ("draws", "output_render"))
    return [(role, row[column]) for role, column in roles if row.get(column)]


def _render(row: Row, side: int) -> Detail:
    facts = _facts(row, "runtime", "status")
    if row["width"]:
        facts["size"] = f"{row['width']} × {row['height']}"
    return {
        "facts": facts,
        "code": _code(row["code"], row["decision"]),
        "error": row["stderr"],
        "picture": thumbnail(row["png"], side) if row["png"] else None,
    }


def _reward(row: Row) -> Detail:
    facts = _facts(row, "total", "threshold")
    return {"facts": facts, "criteria": _criteria(row), "see": [("judged", row["render"])]}


def _corpus(row: Row) -> Detail:
    names = ("split", "slice", "weight", "cluster", "decontamination", "licence", "attribution", "roots")
    return {"facts": _facts(row, *names), "text": row["instruction"], "see": _renders(row)}


def _prediction(row: Row, side: int) -> Detail:
    measures = ("criteria_passed", "ssim", "colour_similarity", "answer_loss")
    return {
        "facts": _facts(row, "model", "variant", "checkpoint", "status", *measures),
        "text": row["asked"],
        "code": _code(row["output"], row["decision"]),
        "error": row["stderr"],
        "picture": thumbnail(row["png"], side) if row["png"] else None,
        "criteria": _criteria(row),
        "see": [("the reference draws", row["wanted"])],
    }
