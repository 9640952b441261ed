"""What a source package's removal does to rows that do not descend from it.

    python -m stages.assemble.removal pypi:seaborn        reads data/, writes nothing, prints a report

Both corpora are assembled in memory, with the package and without its seeds and all that descends from them.
Rows that stay may change in `CHANGEABLE` alone: where a duplicate's representative goes, another takes its
place; where the file goes that names a component, the component may change its split; weights follow counts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from typing import Any

from stages.assemble.ancestry import Ancestry

Row = dict[str, Any]
CHANGEABLE = ("decision", "reason", "cluster", "split", "weight")


@dataclass(frozen=True)
class Removal:
    gone: int
    """Rows that descend from the package."""
    stayed: int
    changed: dict[str, dict[str, tuple[Any, Any]]]
    """Record id of a row that stayed to its changed columns: (with the package, without it)."""

    def columns(self) -> Counter[str]:
        """Rows changed, by column."""
        return Counter(column for change in self.changed.values() for column in change)


def without(
    package: str, seeds: list[Row], samples: list[Row], rewards: list[Row]
) -> tuple[list[Row], list[Row], list[Row]]:
    """The tables without the seeds of `package` (connector:name) and all that descends from them."""
    ancestry = Ancestry(seeds, samples)
    of = {r["record_id"] for r in seeds if f"{r['connector']}:{r['package']}" == package}
    stays = {
        s["record_id"]
        for s in samples
        if not any(origin.file.startswith(f"{package}@") for origin in ancestry.origins(s["record_id"]))
    }
    return (
        [r for r in seeds if r["record_id"] not in of],
        [r for r in samples if r["record_id"] in stays],
        [r for r in rewards if r["sample_id"] in stays],
    )


def compare(before: list[Row], after: list[Row]) -> Removal:
    """What changed in rows of corpus that are in both, by record id. The rows of `after` are a part of those
    of `before`: raises ValueError otherwise."""
    known = {r["record_id"]: r for r in before}
    if new := sorted(r["record_id"] for r in after if r["record_id"] not in known):
        raise ValueError(f"rows appeared: {new[:3]}")
    changed = {}
    for row in after:
        old = known[row["record_id"]]
        if change := {c: (old[c], row[c]) for c in row if old[c] != row[c]}:
            changed[row["record_id"]] = change
    return Removal(len(before) - len(after), len(after), changed)


def report(package: str, found: Removal, most: int = 20) -> str:
    """The removal in words: counts by column, then rows with what changes in them."""
    lines = [
        f"without {package}: {found.gone} rows go, {found.stayed} stay, {len(found.changed)} of them change",
        *(f"  {column}: {count}" for column, count in sorted(found.columns().items())),
    ]
    # Weights change with every count: rows in which nothing else does are not listed.
    listed = {i: c for i, c in found.changed.items() if set(c) != {"weight"}}
    for record_id in sorted(listed)[:most]:
        cells = "; ".join(f"{c}: {old} -> {new}" for c, (old, new) in sorted(listed[record_id].items()))
        lines.append(f"{record_id} {cells}")
    if len(listed) > most:
        lines.append(f"and {len(listed) - most} more")
    return "\n".join(lines)


def main(package: str) -> Removal:
    from stages.assemble.__main__ import assemble_rows, read_tables
    from stages.assemble.config import AssembleSection, MixtureSection
    from stages.config import load_section, raw_params
    from stages.errors import JanusError

    params = raw_params()
    section = load_section("assemble", AssembleSection, params)
    mixture = load_section("mixture", MixtureSection, params)
    tables = read_tables()
    rest = without(package, *tables)
    if len(rest[0]) == len(tables[0]):
        raise JanusError(f"no seed is of {package}", do="name it as connector:package, e.g. pypi:seaborn")
    before, after = (assemble_rows(*t, section, mixture, params["seed"])[0] for t in (tables, rest))
    return compare(before, after)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", help="connector:name, e.g. pypi:seaborn")
    chosen = parser.parse_args().package
    print(report(chosen, main(chosen)))
