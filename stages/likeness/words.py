"""Instructions as words."""

from __future__ import annotations

import re
from functools import lru_cache

_PROSE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|\#[0-9a-fA-F]+")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Words, numbers and hex colours of an instruction, in lower case."""
    return tuple(_PROSE.findall(text.lower()))
