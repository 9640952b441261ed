"""Charts: Python scripts that draw with matplotlib and what is built on it."""

from __future__ import annotations

import io
import tokenize
from typing import Annotated

from pydantic import Field

from stages.crawl.config import Name, Selection
from stages.crawl.domains.chart import criteria, prepare
from stages.crawl.reader import SeedReader, whole


class ChartSelection(Selection):
    """Scripts that draw with `libraries` (importable beside the standard library)."""

    libraries: Annotated[list[Name], Field(min_length=1)]


def _decode(content: bytes) -> str:
    """Python source as text, by its coding line. Raises SyntaxError or UnicodeDecodeError."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding)


def _reject(content: bytes, selection: ChartSelection) -> str | None:
    try:
        code = _decode(content)
    except (SyntaxError, UnicodeDecodeError) as error:
        return f"syntax: {error}"
    return criteria.reject(code, selection.libraries)


def _prepare(content: bytes) -> str:
    return prepare.prepare(_decode(content))


READERS = (
    SeedReader("chart", "python", "python", prepare.VERSION, whole(_reject, _prepare), ChartSelection),
)
