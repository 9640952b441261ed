"""Programs and instructions as tokens and shingles, for comparison alone.

Layout and comments are left out; every literal stays, since canonical siblings differ in nothing else.
Indentation is left out too: two programs that differ only in it count as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

_PYTHON = re.compile(
    r"""(?P<skip>\#[^\n]*|\s+|\\\n)
    |[rRbBuUfF]{0,2}(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")
    |\d[\w.]*|\w+|.""",
    re.VERBOSE | re.DOTALL,
)
_MARKUP = re.compile(r"(?P<skip><!--.*?-->|\s+)|\d*\.?\d+|[^\W\d_]+|.", re.DOTALL)
_PROSE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|\#[0-9a-fA-F]+")


@lru_cache(maxsize=65536)
def code_tokens(code: str, language: str) -> tuple[str, ...]:
    """Tokens of a program without layout and comments. Paths of an SVG are cut at every number."""
    pattern = _PYTHON if language == "python" else _MARKUP
    return tuple(m[0] for m in pattern.finditer(code) if m.lastgroup != "skip")


@lru_cache(maxsize=65536)
def instruction_tokens(text: str) -> tuple[str, ...]:
    """Words, numbers and hex colours of an instruction, in lower case."""
    return tuple(_PROSE.findall(text.lower()))


def shingles(tokens: Sequence[str], size: int) -> frozenset[int]:
    """Hashes of all runs of `size` tokens; a shorter text is one shingle."""
    if len(tokens) <= size:
        return frozenset([crc32("\x1f".join(tokens).encode("utf-8", "surrogatepass"))])
    return frozenset(
        crc32("\x1f".join(tokens[i : i + size]).encode("utf-8", "surrogatepass"))
        for i in range(len(tokens) - size + 1)
    )


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Size of the intersection over size of the union."""
    if not a and not b:
        return 1.0
    common = len(a & b)
    return common / (len(a) + len(b) - common)
