"""What card and metadata say of the data set, asked of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stages.lineage.views import connect

STAGES = ("seeds", "samples", "renders", "rewards", "corpus")


@dataclass(frozen=True)
class Facts:
    """`packages`: ref, licence, attribution, url, archive_sha256, records (kept corpus records from it)."""

    packages: list[dict[str, Any]]
    slices: list[tuple[str, str, int]]
    """(split, slice, kept records)."""
    funnel: list[tuple[str, int, int]]
    """(table, kept, dropped)."""
    licences: list[tuple[str, int]]
    """(SPDX expression, kept records)."""


def gather(root: Path = Path(".")) -> Facts:
    """Ask the tables of a project folder."""
    connection = connect(root).connection
    packages = connection.sql(
        "with used as (select distinct record_id, split_part(unnest(roots), '!', 1) as ref from corpus"
        " where decision = 'keep')"
        " select s.ref, any_value(licence) as licence, any_value(attribution) as attribution,"
        " any_value(url) as url, any_value(archive_sha256) as archive_sha256,"
        " count(distinct used.record_id) as records"
        " from (select distinct concat(connector, ':', package, '@', version) as ref, licence, attribution,"
        " url, archive_sha256 from seeds where decision = 'keep') s join used using (ref)"
        " group by s.ref order by s.ref"
    )
    rows = [dict(zip(packages.columns, row, strict=True)) for row in packages.fetchall()]
    slices = connection.sql(
        "select split, slice, count(*) from corpus where decision = 'keep' group by all order by all"
    ).fetchall()
    counted = "count(*) filter (decision = 'keep'), count(*) filter (decision = 'drop')"
    union = " union all ".join(f"select '{table}', {counted} from {table}" for table in STAGES)
    funnel = connection.sql(union).fetchall()
    licences = connection.sql(
        "select licence, count(*) from corpus where decision = 'keep' group by 1 order by 2 desc, 1"
    ).fetchall()
    return Facts(rows, slices, funnel, licences)
