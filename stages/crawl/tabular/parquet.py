"""Parquet: the named columns alone, a batch at a time.

What is not covered: a file made to decompress one page far beyond the size that its footer states.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from stages.crawl.config import Columns
from stages.crawl.safety import MB
from stages.crawl.tabular.row import Row, row_of

BATCH = 256
"""Rows in memory at once."""
UNPACKED_MB = 1024
"""Of the named columns, by the footer; the file itself is within the archive's limits."""


def parquet_rows(content: bytes, columns: Columns) -> Iterator[Row]:
    """Rows with their ordinals [n, n + 1) as span."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    read = 0
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        asked = sorted(set(columns.named().values()))
        if missing := [name for name in asked if name not in file.schema_arrow.names]:
            yield Row(0, max(1, file.metadata.num_rows), refusal=f"row: no column {missing[0]!r} in any row")
            return
        if (size := _unpacked(file, set(asked))) > UNPACKED_MB * MB:
            refusal = f"rows: {size // MB} MB unpacked, more than {UNPACKED_MB}"
            yield Row(0, max(1, file.metadata.num_rows), refusal=refusal)
            return
        for batch in file.iter_batches(BATCH, columns=asked, use_threads=False):
            for values in batch.to_pylist():
                yield row_of(values, columns, read, read + 1)
                read += 1
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        yield Row(read, read + 1, refusal=f"rows: no Parquet from here on ({type(error).__name__})")


def _unpacked(file, asked: set[str]) -> int:
    """Bytes of the asked columns when decompressed, as the footer states them."""
    groups = (file.metadata.row_group(i) for i in range(file.metadata.num_row_groups))
    parts = (group.column(i) for group in groups for i in range(group.num_columns))
    return sum(c.total_uncompressed_size for c in parts if c.path_in_schema.partition(".")[0] in asked)
