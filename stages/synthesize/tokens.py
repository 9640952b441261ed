"""Length of a program before any tokenizer exists.

Synthesis comes before the corpus and the corpus before the tokenizer, so "at most 256 tokens" is counted in
pieces: one a digit, one a word, one a punctuation mark, one a run of white space. A byte-level BPE of a few
thousand entries that splits digits needs about as many or fewer on canonical programs.
"""

from __future__ import annotations

import re

CANONICAL_TOKENS = 256
_PIECE = re.compile(r"\d|[^\W\d]+|[^\w\s]|\s+")


def count_tokens(code: str) -> int:
    """Pieces in `code`."""
    return len(_PIECE.findall(code))
