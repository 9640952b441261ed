"""Edges without ends: every id that a row names must be a row of the table it points into; and no cycles.

Where a table is not here (nothing ran, nothing pulled), what points into it cannot be judged and is left out.
"""

from __future__ import annotations

from stages.lineage.findings import ABSENT, Findings
from stages.lineage.graph import Graph
from stages.lineage.views import FOLDERS

REFERENCES = (
    ("seeds", "parents", ("seeds",)),
    ("samples", "parents", ("seeds", "samples")),
    ("samples", "image_render", ("renders",)),
    ("samples", "input_render", ("renders",)),
    ("samples", "output_render", ("renders",)),
    ("rewards", "parents", ("samples", "renders")),
    ("rewards", "sample_id", ("samples",)),
    ("rewards", "render", ("renders",)),
    ("corpus", "parents", ("samples", "rewards")),
    ("corpus", "sample_id", ("samples",)),
    ("predictions", "parents", ("corpus", "consumption")),
    ("predictions", "corpus_id", ("corpus",)),
    ("consumption", "corpus_id", ("corpus",)),
    ("calibration", "parents", ("samples",)),
    ("calibration", "sample_id", ("samples",)),
)
"""(table, column, tables whose nodes it may name). Predictions' renders are made in evaluate, not stored."""

_FIRST = """
with there as (select model, checkpoint as step from consumption union select * from checkpoint_folder)
select log.model, log.step, log.checkpoint, min(there.step) from consumption log
  left join there on there.model = log.model and there.step >= log.step
group by all order by all"""
"""(model, step of a reading, the checkpoint that was logged for it, the first one at or after it)."""


def check_ends(graph: Graph, findings: Findings) -> None:
    """Note every reference that leads nowhere, and every record on or after a cycle."""
    for table, column, targets in REFERENCES:
        if table in graph.absent or any(target in graph.absent for target in targets):
            continue
        for owner, place, named in _references(graph, table, column):
            findings.checked += 1
            if named not in graph:
                findings.expect(f"{place}#{owner}", f"{column} {named}", ABSENT)
    for node in graph.in_cycle():
        findings.expect(f"{graph.kind(node)}#{node}", "no ancestor of itself", "on or after a cycle")


def check_consumption(graph: Graph, findings: Findings) -> None:
    """What training logged of a record must be what the corpus says of it; test records are never read.

    And the checkpoint that it logged is the first of the model's at or after the step.
    """
    if {"corpus", "consumption"} & set(graph.absent):
        return
    _check_steps(graph, findings)
    rows = graph.sources.connection.execute(
        'select l.model, l.step, l."offset", l.role, l.sample_id, c.sample_id, c.split, c.decision'
        " from consumption l join corpus c on l.corpus_id = c.record_id order by all"
    ).fetchall()
    for model, step, offset, role, logged, sample, split, decision in rows:
        place = f"models/{model}/consumption#step {step} offset {offset} {role}"
        findings.expect(place, f"sample {sample}", f"sample {logged}")
        if split == "test" or decision != "keep":
            findings.expect(
                place, "a kept record that is not in the test split", f"{decision}, split {split}"
            )


def _check_steps(graph: Graph, findings: Findings) -> None:
    """A checkpoint that is logged too late did not see, by its log, what it saw."""
    rows = graph.sources.connection.execute(_FIRST).fetchall()
    for model, step, logged, first in rows:
        findings.expect(
            f"models/{model}/consumption#step {step}", f"checkpoint {first}", f"checkpoint {logged}"
        )


def _references(graph: Graph, table: str, column: str) -> list[tuple[str, str, str]]:
    """(record, its file or folder, the id it names), without nulls."""
    if table == "consumption":
        owner, place = "concat('offset ', \"offset\")", "concat('models/', model, '/consumption')"
    else:
        folder = f"{FOLDERS[table]}/'" + (", model, '/'" if table == "predictions" else "")
        owner, place = "record_id", f"concat('{folder}, record_id[1], '.parquet')"
    named = f"unnest({column})" if column == "parents" else column
    return graph.sources.connection.execute(
        f"select * from (select {owner}, {place}, {named} as named from {table})"
        " where named is not null order by all"
    ).fetchall()
