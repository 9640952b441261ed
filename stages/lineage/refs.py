"""REF: what a person types to name a record, a set of records, a package, a file or a checkpoint.

4f2a91c0                                     a record id, or a prefix of at least 4 characters
corpus/train                                 a split: its kept corpus records
slice:image_to_code/chart/image              a slice (task/domain/modality)
models/januscoderv@final  models/...@120     a checkpoint
pypi:matplotlib  pypi:matplotlib@3.11.2      an archive; without a version all crawled versions of it
deb:openclipart-svg@1:0.18+dfsg-19           names and versions may hold colons and slashes (epochs, URLs)
matplotlib!galleries/lines/simple_plot.py    a source file (package or full archive id, path or its end)
metric:januscoder:execution_rate             a metric
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stages.errors import JanusError
from stages.lineage.graph import Graph
from stages.records.identity import ID_LENGTH
from stages.records.schemas import SPLITS

SHORTEST = 4
SHOWN = 12
"""Candidates that an error lists."""


@dataclass(frozen=True)
class Resolved:
    """`ids` are the nodes meant; `kind` is theirs, or `slice` for a set of corpus records."""

    ref: str
    kind: str
    ids: tuple[str, ...]


def resolve(graph: Graph, ref: str) -> Resolved:
    """What `ref` means. Raises JanusError with candidates where it means nothing, or more than one thing."""
    if ref.startswith(("corpus/", "slice:")):
        return _members(graph, ref)
    if ref.startswith("models/"):
        return _checkpoint(graph, ref)
    if ref in graph:
        return Resolved(ref, graph.kind(ref), (ref,))
    if "!" in ref:
        return _file(graph, ref)
    if re.fullmatch(f"[0-9a-f]{{1,{ID_LENGTH}}}", ref):
        return _record(graph, ref)
    if ":" in ref:
        return _archive(graph, ref)
    raise _unknown(ref, "it is no record id, split, slice, checkpoint, package or file", _examples(graph))


def _record(graph: Graph, ref: str) -> Resolved:
    found = [i for i in graph.starting_with(ref) if len(i) == ID_LENGTH and ":" not in i]
    if found and len(ref) < SHORTEST:
        raise _ambiguous(ref, found, f"give at least {SHORTEST} characters of a record id")
    if len(found) > 1:
        raise _ambiguous(
            ref, [f"{i} ({graph.kind(i)})" for i in found], "give more characters of the record id"
        )
    if not found:
        raise _unknown(ref, "no record has an id that begins with it", _examples(graph))
    return Resolved(ref, graph.kind(found[0]), (found[0],))


def _members(graph: Graph, ref: str) -> Resolved:
    """A split or a slice as its kept corpus records."""
    column, value = (
        ("split", ref.removeprefix("corpus/")) if ref.startswith("corpus/") else ("slice", ref[6:])
    )
    if graph.sources is None or "corpus" in graph.absent:
        raise JanusError(
            f"{ref}: data/corpus is not here", do="run `dvc repro assemble` or `dvc pull data/corpus`"
        )
    connection = graph.sources.connection
    found = connection.execute(
        f"select record_id from corpus where decision = 'keep' and {column} = ? order by 1", [value]
    ).fetchall()
    if not found:
        rows = connection.execute(
            f"select distinct {column} from corpus where decision = 'keep' and {column} <> '' order by 1"
        ).fetchall()
        prefix = "corpus/" if column == "split" else "slice:"
        names = SPLITS if column == "split" and not rows else [name for (name,) in rows]
        raise _unknown(ref, f"no kept corpus record has this {column}", [prefix + name for name in names])
    return Resolved(ref, "slice", tuple(record for (record,) in found))


def _checkpoint(graph: Graph, ref: str) -> Resolved:
    name, _, step = ref.partition("@")
    steps = sorted(
        (i for i in graph.of_kind("checkpoint") if i.rpartition("@")[0] == name),
        key=lambda i: int(i.rpartition("@")[2]),
    )
    if step == "final" and steps:
        return Resolved(ref, "checkpoint", (steps[-1],))
    if ref in steps:
        return Resolved(ref, "checkpoint", (ref,))
    why = "no such checkpoint" if step else "a checkpoint needs @final or @STEP"
    raise _unknown(ref, why, [f"{name}@final", *steps] if steps else graph.of_kind("checkpoint"))


def _archive(graph: Graph, ref: str) -> Resolved:
    archives = graph.of_kind("archive")
    found = [i for i in archives if _without_version(i) == ref]
    if not found:
        rest = ref.partition(":")[2]
        name = rest.rpartition("@")[0] or rest
        raise _unknown(ref, "no such archive was crawled", _nearest(name, archives))
    return Resolved(ref, "archive", tuple(found))


def _file(graph: Graph, ref: str) -> Resolved:
    package, _, path = ref.partition("!")
    files = graph.of_kind("file")
    of_package = [i for i in files if _names_package(i.partition("!")[0], package)]
    exact = [i for i in of_package if i.partition("!")[2] == path]
    found = exact or [i for i in of_package if i.endswith(f"/{path}")]
    if len(found) > 1:
        raise _ambiguous(ref, found, "give the version or more of the path")
    if not found:
        raise _unknown(
            ref, "no seed comes from such a file", _nearest(path.rpartition("/")[2], of_package or files)
        )
    return Resolved(ref, "file", (found[0],))


def _names_package(archive: str, given: str) -> bool:
    """Whether `given` (NAME, NAME@VERSION, with or without `connector:`) names the archive id."""
    whole = (archive, archive.partition(":")[2])
    return any(given in (form, _without_version(form)) for form in whole)


def _without_version(archive: str) -> str:
    """`npm:@tabler/core@1.6.1` without the last `@` and what follows; the one of an npm scope is none."""
    return re.sub(r"(?<=[^:])@[^@]*$", "", archive)


def _nearest(name: str, candidates: Sequence[str]) -> list[str]:
    """Candidates that contain the name, else those that look alike, else all."""
    from difflib import get_close_matches

    inside = [i for i in candidates if name and name in i]
    return inside or get_close_matches(name, candidates, n=SHOWN, cutoff=0.5) or list(candidates)


def _examples(graph: Graph) -> list[str]:
    return [
        *graph.of_kind("archive"),
        *sorted({f"{i.rpartition('@')[0]}@final" for i in graph.of_kind("checkpoint")}),
        *(() if "corpus" in graph.absent else (f"corpus/{split}" for split in SPLITS)),
    ]


def _listed(candidates: Sequence[str]) -> str:
    more = f" … and {len(candidates) - SHOWN} more" if len(candidates) > SHOWN else ""
    return ", ".join(candidates[:SHOWN]) + more


def _unknown(ref: str, why: str, candidates: Sequence[str]) -> JanusError:
    do = f"candidates: {_listed(candidates)}" if candidates else "run the stage that makes it: dvc repro"
    return JanusError(f"unknown REF {ref!r}: {why}", do=do)


def _ambiguous(ref: str, candidates: Sequence[str], do: str) -> JanusError:
    return JanusError(f"ambiguous REF {ref!r}: {len(candidates)} matches", where=_listed(candidates), do=do)
