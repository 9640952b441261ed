"""Which kept rows of the corpus are almost the same, and which repeat a benchmark: for the corpus' gate.

Computed from the rows' own programs and pictures, by assembly's measure and with the gate's own limits.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from stages.check.config import CheckSection
from stages.likeness.benchmarks import read_items
from stages.likeness.contamination import matches
from stages.likeness.groups import Groups
from stages.likeness.materials import Materials, Sample, codes, materials
from stages.likeness.minhash import alike, shingle_sets
from stages.likeness.picture import alike_pictures
from stages.records.identity import sha256

_ROWS = """
    select record_id, task, domain, language, input_language, instruction, output_code,
        case when input_language is not null then input_code end as input_code,
        case when hex(image[1:4]) = '89504E47' then image_render end as image_render,
        null::varchar as output_render
    from corpus
    where decision = 'keep' and instruction is not null
        and output_code is not null and language is not null"""
_IMAGES = """
    select image_render, any_value(image) from corpus
    where decision = 'keep' and hex(image[1:4]) = '89504E47' and image_render is not null
    group by image_render order by image_render"""


def register(connection: duckdb.DuckDBPyConnection, section: CheckSection) -> None:
    """Make tables `likeness` (record_id, mark: what alike rows share), `contaminated` (record_id, verdict).

    Rows that lack a program or an instruction are left out: other expectations name them.
    """
    rows = connection.sql(_ROWS).to_arrow_table().to_pylist()
    images = dict(connection.sql(_IMAGES).fetchall())
    compared = materials(rows, images, {render: sha256(png) for render, png in images.items()})
    _table(connection, "likeness", "mark", _marks(rows, compared, section))
    limits = section.likeness
    found = (
        matches(
            rows,
            compared,
            read_items(section.benchmarks),
            shingle=limits.shingle,
            code_similarity=limits.code_similarity,
            instruction_similarity=limits.instruction_similarity,
            permutations=limits.permutations,
        )
        if section.benchmarks
        else {}
    )
    _table(connection, "contaminated", "verdict", sorted(found.items()))


def _marks(rows: list[Sample], compared: Materials, section: CheckSection) -> list[tuple[str, str]]:
    """(record id, name of a group of alike programs or pictures)."""
    limits = section.likeness
    names, renders = sorted(compared.tokens), sorted(compared.pictures)
    sets = shingle_sets([compared.tokens[name] for name in names], limits.shingle)
    programs, pictures = Groups(), Groups()
    for one, other in alike(sets, limits.code_similarity, limits.permutations).links():
        programs.join([names[one], names[other]])
    for one, other in alike_pictures([compared.pictures[render] for render in renders]):
        pictures.join([renders[one], renders[other]])
    found = []
    for row in rows:
        found += [(row["record_id"], f"program {programs.name(compared.name(p))}") for p in codes(row)]
        if row["image_render"]:
            found.append((row["record_id"], f"picture {pictures.name(row['image_render'])}"))
    return found


def _table(
    connection: duckdb.DuckDBPyConnection, name: str, column: str, rows: list[tuple[str, str]]
) -> None:
    ids, values = (pa.array([row[n] for row in rows], pa.string()) for n in (0, 1))
    connection.register(name, pa.table({"record_id": ids, column: values}))
