"""What a checkpoint saw, worked out a second way: from what it read, back, over the tables' own columns.

Nothing of stages.lineage is used: files are read with pyarrow, and rows lead to rows as the documentation of
the tables says. `python -m tests.lineage.read_back PROJECT [--refs N]` compares `janus impact` with it there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]
COLUMNS = {
    "seeds": "kind runtime includes content connector package version path reason",
    "samples": "task decision image_render input_render output_render",
    "renders": "code_hash runtime",
    "rewards": "render",
    "corpus": "slice split decision reason",
}


class ReadBack:
    """The tables of a project folder, and what leads to each of their records."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows: dict[str, dict[str, Row]] = {}
        for table, columns in COLUMNS.items():
            found: dict[str, Row] = {}
            for path in (root / "data" / table).glob("*.parquet"):
                wanted = ["record_id", "parents", *columns.split()]
                for batch in pq.ParquetFile(path).iter_batches(256, columns=wanted):
                    for row in batch.to_pylist():
                        if table == "seeds":
                            content = row.pop("content")
                            row["sha256"] = content and hashlib.sha256(content).hexdigest()
                        found[row["record_id"]] = row
            self.rows[table] = found
        self._origins = self._of_renders()

    def files(self, seed: Row) -> tuple[str, list[str]]:
        """A seed's package, and its file with those that went into it, as REFs."""
        archive = f"{seed['connector']}:{seed['package']}@{seed['version']}"
        top = "" if seed["connector"] == "deb" else seed["path"].split("/")[0] + "/"
        inside = [re.sub("@[0-9a-f]{64}$", "", name) for name in seed["includes"] or []]
        return archive, [f"{archive}!{seed['path']}", *(f"{archive}!{top}{name}" for name in inside)]

    def before(self, record: str) -> list[str]:
        """What a record names as read for it."""
        for table, rows in self.rows.items():
            if row := rows.get(record):
                found = list(row["parents"] or [])
                if table == "seeds":
                    archive, files = self.files(row)
                    found += [archive, *files]
                elif table == "samples":
                    found += [row["image_render"], row["input_render"]]
                elif table == "rewards":
                    found += [row["render"]]
                elif table == "renders":
                    found += self._origins[record]
                return [one for one in found if one]
        return []

    def _of_renders(self) -> dict[str, list[str]]:
        samples = self.rows["samples"].values()
        shown = {row[column] for row in samples for column in ("image_render", "input_render")}
        defined, drawn = defaultdict(list), defaultdict(list)
        for row in samples:
            kept = row["task"] == "generation" and row["decision"] == "keep"
            (defined if kept else drawn)[row["output_render"]].append(row["record_id"])
        programs = defaultdict(list)
        for row in self.rows["seeds"].values():
            programs[row["sha256"], row["runtime"]].append(row["record_id"])
        found: dict[str, list[str]] = {}
        for render, row in self.rows["renders"].items():
            origins = defined[render] + programs[row["code_hash"], row["runtime"]]
            if render not in defined or not defined[render]:
                origins = origins + ([] if render in shown else drawn[render])
            found[render] = origins
        return found

    def checkpoints(self) -> list[tuple[str, int]]:
        return sorted(
            (path.parent.parent.name, int(path.name)) for path in self.root.glob("models/*/checkpoints/*")
        )

    def saw(self, model: str, step: int) -> set[str] | None:
        """Every REF but slices that a checkpoint read or that what it read came from; None without a log."""
        logs = list((self.root / "models" / model / "consumption").glob("*.parquet"))
        if not logs:
            return None
        read = {
            row["corpus_id"]
            for path in logs
            for row in pq.read_table(path, columns=["step", "corpus_id"]).to_pylist()
            if row["step"] <= step
        }
        found, front = set(read), list(read)
        while front:
            for record in self.before(front.pop()):
                if record not in found:
                    found.add(record)
                    front.append(record)
        return found

    def base(self, model: str) -> str | None:
        settings = json.loads((self.root / "models" / model / "training.json").read_text())
        return settings["architecture"]["pretrained"]

    def members(self) -> dict[str, set[str]]:
        """Slices and splits to their kept records."""
        found = defaultdict(set)
        for record, row in self.rows["corpus"].items():
            if row["decision"] == "keep":
                found[f"slice:{row['slice']}"].add(record)
                found[f"corpus/{row['split']}"].add(record)
        return found

    def equals(self) -> dict[str, set[str]]:
        """Seed or corpus row to the records that are equal to it by bytes or by what dropped it."""
        by_bytes, by_file = defaultdict(set), defaultdict(set)
        seeds = self.rows["seeds"]
        for record, row in seeds.items():
            by_bytes[row["sha256"]].add(record)
            by_file[self.files(row)[1][0]].add(record)
        found: dict[str, set[str]] = {}
        for record, row in seeds.items():
            found[record] = by_bytes[row["sha256"]] if row["sha256"] else set()
            if (row["reason"] or "").startswith("duplicate: same as "):
                found[record] = found[record] | by_file[row["reason"].removeprefix("duplicate: same as ")]
        for record, row in self.rows["corpus"].items():
            if kept := re.match("(?:exact |near-)duplicate: of (.+)", row["reason"] or ""):
                found[record] = {kept[1]}
        return found


def expected(tables: ReadBack) -> dict[str, dict[str, str]]:
    """REF to checkpoint to `yes`, `copy`, `no` or `unknown`, for every REF before the checkpoints."""
    refs: dict[str, set[str]] = {name: members for name, members in tables.members().items()}
    for rows in tables.rows.values():
        refs |= {record: {record} for record in rows}
    for row in tables.rows["seeds"].values():
        archive, files = tables.files(row)
        refs |= {name: {name} for name in (archive, *files)}
    after = defaultdict(set)  # what a seed or corpus row is equal to, by everything that led to it
    equals = tables.equals()
    known: dict[str, set[str]] = {}
    for record, same in equals.items():
        for name in _above(tables, record, known) | {record}:
            after[name] |= same
    found: dict[str, dict[str, str]] = {name: {} for name in refs}
    for model, step in tables.checkpoints():
        saw = tables.saw(model, step)
        for name, members in refs.items():
            same = set().union(*(after[one] for one in members))
            if saw and members & saw:
                word = "yes"
            elif saw and same & saw:
                word = "copy"
            else:
                word = "unknown" if saw is None or tables.base(model) else "no"
            found[name][f"models/{model}@{step}"] = word
    return found


def _above(tables: ReadBack, record: str, known: dict[str, set[str]]) -> set[str]:
    if record not in known:
        known[record] = set()
        for one in tables.before(record):
            known[record] |= {one} | _above(tables, one, known)
    return known[record]


def main() -> None:
    from stages.lineage.index import load
    from stages.lineage.refs import resolve
    from stages.lineage.saw import claims

    parser = argparse.ArgumentParser(description="Compare what `janus impact` says of checkpoints.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--refs", type=int, default=400, help="how many, of all kinds alike")
    args = parser.parse_args()
    should = expected(ReadBack(args.project))
    graph = load(args.project)
    kinds = defaultdict(list)
    for ref in sorted(should):
        kinds["slice" if ref.startswith(("slice:", "corpus/")) else graph.kind(ref)].append(ref)
    rng, counts, wrong = random.Random(7), Counter(), []
    for kind, refs in sorted(kinds.items()):
        for ref in rng.sample(refs, min(len(refs), args.refs // len(kinds))):
            said = {one["checkpoint"]: one["saw"] for one in claims(graph, resolve(graph, ref))}
            counts.update((kind, word) for word in should[ref].values())
            wrong += [
                (ref, at, said.get(at), word) for at, word in should[ref].items() if said.get(at) != word
            ]
    for (kind, word), n in sorted(counts.items()):
        print(f"{kind:<9} {word:<8} {n:6,}")
    print(f"{len(wrong)} of {sum(counts.values()):,} claims differ", *wrong[:10], sep="\n")


if __name__ == "__main__":
    main()
