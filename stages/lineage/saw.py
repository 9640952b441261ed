"""Which checkpoints saw a REF, by the consumption log up to their step, and which of them never did.

A checkpoint saw a REF where a record that was read until its step, in whatever role, is the REF or came of
it. `copy`: it read none of these, but something equal: a seed with the same bytes, the file that a seed was
dropped as a duplicate of, or the sample that is kept for a duplicate (near-duplicates included) of what came
of it. `unknown`: nothing was found, and nothing can be ruled out: the model began with pretrained weights, or
the chain from what it read back to the archives is not whole here.

Not covered: what the model behind a teacher's answers had read, and equal text that no stage calls a
duplicate.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict

from stages.errors import JanusError
from stages.lineage.edges import FILE
from stages.lineage.graph import Graph
from stages.lineage.models import SETTINGS, bases
from stages.lineage.refs import Resolved

READ = ("archive", "file", "seed", "sample", "render", "reward", "corpus", "slice")
"""Kinds that stand before checkpoints."""
YES, COPY, NO, UNKNOWN = "yes", "copy", "no", "unknown"

_READ = """
select here.id, log.role, count(distinct log.corpus_id), min(log.step) from checkpoint_at here
  join consumption log on log.model = here.model and log.step <= here.step
  join asked on asked.id = log.corpus_id
group by all order by all"""

_EQUAL = f"""
with mine as (select * from seeds where record_id in (from asked)),
place as (select {FILE} as file, * from seeds)
select record_id from seeds where sha256(content) in (select sha256(content) from mine)
union select record_id from place where concat('duplicate: same as ', file) in (select reason from mine)
union select regexp_extract(reason, 'duplicate: of ([0-9a-f]+)$', 1) from corpus
  where record_id in (from asked) and regexp_matches(reason, '^(exact |near-)duplicate: of ')"""


class Claim(TypedDict):
    """What is said of one checkpoint. `why`: one line, without the claim itself."""

    checkpoint: str
    saw: str
    why: str


def claims(graph: Graph, resolved: Resolved) -> list[Claim]:
    """A claim for every checkpoint here, by model and step; [] for a REF that no checkpoint can have read."""
    checkpoints = sorted(graph.of_kind("checkpoint"), key=_place)
    if resolved.kind not in READ or not checkpoints:
        return []
    if graph.sources is None:
        raise JanusError("what a checkpoint saw stands in the tables")
    asked = {*resolved.ids, *graph.descendants(resolved.ids)}
    read = _read(graph, checkpoints, asked)
    rest = [checkpoint for checkpoint in checkpoints if checkpoint not in read]
    if rest:
        equal = _equal(graph, asked)
        copies = _read(graph, rest, {*equal, *graph.descendants(equal)})
        unknown = _unknown(graph, rest)
    found = []
    for checkpoint in checkpoints:
        if checkpoint in read:
            claim = (YES, read[checkpoint])
        elif checkpoint in copies:
            claim = (COPY, f"{copies[checkpoint]}, of what equals it or what came of it, or nearly")
        elif checkpoint in unknown:
            claim = (UNKNOWN, unknown[checkpoint])
        else:
            claim = (NO, "no record that it read is it or came of it")
        found.append(Claim(checkpoint=checkpoint, saw=claim[0], why=claim[1]))
    return found


def told(ref: str, found: list[Claim]) -> list[str]:
    """Lines of text."""
    words = {YES: "saw it", COPY: "saw a copy", NO: "never saw it", UNKNOWN: "ancestry unknown"}
    if not found:
        return []
    lines = [f"    {one['checkpoint']}  {words[one['saw']]}: {one['why']}" for one in found]
    return [f"what checkpoints read of {ref}, by the consumption log up to their step", *lines]


def _place(checkpoint: str) -> tuple[str, int]:
    folder, _, step = checkpoint.rpartition("@")
    return folder.removeprefix("models/"), int(step)


def _read(graph: Graph, checkpoints: Collection[str], asked: Collection[str]) -> dict[str, str]:
    """Checkpoint to how many records of `asked` were read in which role, and when first."""
    import pyarrow as pa

    connection = graph.sources.connection
    places = [dict(zip(("id", "model", "step"), (at, *_place(at)), strict=True)) for at in checkpoints]
    connection.register("checkpoint_at", pa.Table.from_pylist(places))
    connection.register("asked", pa.table({"id": pa.array(sorted(asked), pa.string())}))
    said: dict[str, list[str]] = {}
    for checkpoint, role, records, step in connection.execute(_READ).fetchall():
        said.setdefault(checkpoint, []).append(f"{role} {records:,} from step {step:,}")
    return {checkpoint: f"records read: {', '.join(roles)}" for checkpoint, roles in said.items()}


def _equal(graph: Graph, asked: Collection[str]) -> set[str]:
    """Nodes beside `asked` that are equal to one of them (see the module's text)."""
    import pyarrow as pa

    connection = graph.sources.connection
    connection.register("asked", pa.table({"id": pa.array(sorted(asked), pa.string())}))
    found = {record for (record,) in connection.execute(_EQUAL).fetchall()}
    return {record for record in found - set(asked) if record in graph}


def _unknown(graph: Graph, checkpoints: Collection[str]) -> dict[str, str]:
    """Checkpoint to why nothing can be ruled out for it."""
    known = bases(graph.sources.root)
    logged = {
        model for (model,) in graph.sources.connection.execute("select model from consumption").fetchall()
    }
    loose = graph.below_loose()
    found = {}
    for checkpoint in checkpoints:
        model = _place(checkpoint)[0]
        if model not in known:
            found[checkpoint] = f"models/{model}/{SETTINGS} is not here, which names its base"
        elif known[model] is not None:
            found[checkpoint] = f"it began with {known[model].removeprefix('base:')}"
        elif model not in logged:
            found[checkpoint] = f"models/{model}/consumption is not here"
        elif checkpoint in loose:
            found[checkpoint] = "something that it came from is not in the tables here: run `janus verify`"
    return found
