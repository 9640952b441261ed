"""`data/SPLIT-00000-of-00001.parquet`: what `datasets.load_dataset` finds without a word of configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stages.records.schemas import SPLITS
from stages.records.tables import read_table

ROWS_A_FILE = 20_000
COLUMNS = (
    "record_id", "sample_id", "task", "domain", "modality", "slice", "instruction", "input_code", "image",
    "output_code", "language", "runtime", "licence", "attribution", "roots", "weight", "cluster",
)  # fmt: skip
IMAGE = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
"""How the Hub's viewer and `datasets` store a picture."""


def kept(corpus: Path) -> Iterator[tuple[str, pa.Table]]:
    """(split, its kept records sorted by id); splits without records are left out."""
    table = read_table(corpus, [*COLUMNS, "split"], keep=True).sort_by("record_id")
    for split in SPLITS:
        rows = table.filter(pc.equal(table["split"], split)).select(COLUMNS)
        if len(rows):
            yield split, rows


def write(split: str, rows: pa.Table, out: Path) -> list[Path]:
    """Write one split; the files."""
    (out / "data").mkdir(parents=True, exist_ok=True)
    table = _with_pictures(rows)
    count = -(-len(table) // ROWS_A_FILE)
    paths = []
    for number in range(count):
        path = out / "data" / f"{split}-{number:05}-of-{count:05}.parquet"
        part = table.slice(number * ROWS_A_FILE, ROWS_A_FILE)
        pq.write_table(part, path, compression="zstd", row_group_size=1000)
        paths.append(path)
    return paths


def _with_pictures(rows: pa.Table) -> pa.Table:
    """Pictures as (bytes, path), and the features in the schema's metadata."""
    at = rows.schema.get_field_index("image")
    pictures = rows["image"].combine_chunks()
    if isinstance(pictures, pa.ChunkedArray):
        pictures = pa.concat_arrays(pictures.chunks)
    names = pc.binary_join_element_wise(rows["record_id"].combine_chunks(), ".png", "")
    packed = pa.StructArray.from_arrays([pictures, names], fields=list(IMAGE), mask=pictures.is_null())
    table = rows.set_column(at, "image", packed)
    features = {field.name: _feature(field) for field in table.schema}
    info = json.dumps({"info": {"features": features}})
    return table.replace_schema_metadata({"huggingface": info})


def _feature(field: pa.Field) -> dict:
    if field.name == "image":
        return {"_type": "Image"}
    if pa.types.is_list(field.type):
        return {"feature": {"dtype": "string", "_type": "Value"}, "_type": "List"}
    return {"dtype": "float64" if pa.types.is_floating(field.type) else "string", "_type": "Value"}
