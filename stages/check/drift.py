"""Drift of the reward distribution: totals by slice against a committed baseline.

    python -m stages.check.drift        writes the file that check.reward_baseline names, of data/rewards

The measure is the population stability index over ranges of the total: 0 for equal distributions, by custom a
slight change from 0.1 and a great one from 0.25. It is a warning: another teacher or judge moves it with good
reason, and then the baseline is written anew and the change reviewed.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import duckdb

from stages.check.config import CheckSection
from stages.check.expect import Projection, between
from stages.check.source import connect, quote
from stages.config import load_section
from stages.errors import JanusError

EDGES = (0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""A total falls into the range that starts at the last edge it reaches; the first range starts at 0."""
LEAST = 50
"""Rows of a slice below which its shares say little: not compared."""
FLOOR = 0.001
"""Share that stands for none: the index has no value there."""


def histograms(connection: duckdb.DuckDBPyConnection) -> dict[str, list[int]]:
    """Rows of every task/domain by range of their total."""
    ranges = " + ".join(f"(total >= {edge})::int" for edge in EDGES)
    found: dict[str, list[int]] = {}
    for name, place, count in connection.sql(
        f"select concat_ws('/', task, domain) as name, {ranges} as place, count(*) from rewards"
        " where total is not null group by all order by all"
    ).fetchall():
        found.setdefault(name, [0] * (len(EDGES) + 1))[place] = count
    return found


def index(one: list[int], other: list[int]) -> float:
    """Population stability index of two histograms with the same ranges."""
    shares = [[max(n / sum(counts), FLOOR) for n in counts] for counts in (one, other)]
    return sum((p - q) * math.log(p / q) for p, q in zip(*shares, strict=True))


def projections(section: CheckSection) -> list[Projection]:
    """A row for every slice of the baseline that is large enough; none where no baseline is named."""
    if section.reward_baseline is None:
        return []
    baseline = read(section.reward_baseline)
    found = histograms(connect(["rewards"], []))
    empty = [0] * (len(EDGES) + 1)
    rows = []
    for name, counts in sorted(baseline.items()):
        now = found.get(name, empty)
        if sum(counts) >= LEAST:
            # A slice that is gone or small has drifted as far as one can.
            value = index(counts, now) if sum(now) >= LEAST else 99.0
            rows.append(f"({quote(name)}, {value:.6f})")
    sql = f"select record_id, drift::double as drift from (values {', '.join(rows)}) as t(record_id, drift)"
    why = "totals are distributed as in the baseline; after a change that was meant, write it anew"
    return [Projection("drift", sql, [between("drift", 0, section.reward_drift_warn, why, "warn")])]


def read(path: str) -> dict[str, list[int]]:
    """Histograms of the baseline. Raises JanusError where it is absent or for other ranges."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise JanusError(
            f"no baseline at {path}",
            where="check.reward_baseline",
            do="write it: python -m stages.check.drift",
        ) from error
    if found["edges"] != list(EDGES) or not any(sum(n) >= LEAST for n in found["slices"].values()):
        raise JanusError(
            f"the baseline {path} has other ranges or no slice of {LEAST} rows",
            do="write it anew: python -m stages.check.drift",
        )
    return found["slices"]


def write(path: str) -> None:
    """The baseline of the table now in data/rewards."""
    content = {"edges": EDGES, "slices": histograms(connect(["rewards"], []))}
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    named = load_section("check", CheckSection).reward_baseline
    if named is None:
        raise SystemExit("check.reward_baseline names no file")
    write(named)
