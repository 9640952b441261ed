"""Programs as stored tokens: parsed once, kept in the record cache, compared as numbers ever after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from zlib import crc32

import numpy as np

from stages.engine.local import map_ordered
from stages.likeness.plain import layoutless
from stages.likeness.trees import VERSION, tree_tokens
from stages.records.cache import RecordCache
from stages.records.identity import sha256

Program = tuple[str, str]
"""(code, language)"""


@dataclass(frozen=True)
class Print:
    """What comparison needs of one program."""

    name: str
    """Hash of the program up to layout and comments: equal for exact duplicates."""
    tokens: np.ndarray
    """Hashes of the normalised tokens in order, uint32."""


def hashed(tokens: Iterable[str]) -> np.ndarray:
    """A CRC-32 a token, uint32."""
    return np.array([crc32(t.encode("utf-8", "surrogatepass")) for t in tokens], dtype=np.uint32)


def make_print(program: Program, cache: RecordCache) -> Print:
    """The print of one program, from the cache where it was made before."""
    code, language = program
    key = [VERSION, language, sha256(code)]
    if (entry := cache.get(key)) is None:
        tokens = hashed(tree_tokens(code, language)).tobytes()
        # With the tree: what indentation alone tells apart is not one program.
        text = "\x1f".join([language, *layoutless(code, language), sha256(tokens)])
        entry = {"name": sha256(text)[:32], "tokens": tokens}
        cache.put(key, entry)
    return Print(entry["name"], np.frombuffer(entry["tokens"], dtype=np.uint32))


def make_prints(programs: Iterable[Program]) -> dict[Program, Print]:
    """Prints of distinct programs, over this machine's processes."""
    distinct = sorted(set(programs))
    work = partial(make_print, cache=RecordCache("prints"))
    return dict(zip(distinct, map_ordered(work, distinct, label="prints", chunk=256), strict=True))
