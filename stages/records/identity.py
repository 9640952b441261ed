"""Identity of records: canonical bytes, hashes, record ids and per-record random streams.

A record id is a function of content, parents and producer alone: no position, path, host, time or code
revision enters it, so the same record has the same id wherever and whenever it is made.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Mapping
from typing import Any

ID_LENGTH = 32
"""Hex characters of a record id (128 bits of SHA-256)."""


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, no spaces and no NaN: one text per value.

    Bytes are replaced by their SHA-256, so that a record with an image hashes like one with a text.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_encode
    )


def _encode(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"sha256": sha256(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def sha256(data: bytes | str) -> str:
    """Full SHA-256, 64 lowercase hex characters; text is hashed as UTF-8."""
    return hashlib.sha256(
        data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    ).hexdigest()


def content_hash(content: Any) -> str:
    """Hash of a record's content (any JSON-like value, bytes allowed inside)."""
    return sha256(canonical_json(content))


def producer(name: str, version: str, params: Mapping[str, Any] | None = None) -> str:
    """The `producer` column: who made the record, in which version, with which params. Canonical JSON."""
    return canonical_json({"name": name, "version": version, "params": dict(params or {})})


def record_id(table: str, schema_version: int, content: str, parents: Iterable[str], made_by: str) -> str:
    """`H(table, schema version, content hash, sorted parents, producer)`, 32 lowercase hex characters."""
    return content_hash([table, schema_version, content, sorted(parents), made_by])[:ID_LENGTH]


def stream(*key: Any) -> random.Random:
    """A random stream keyed by values, typically `stream(params.seed, seed_record_id, "palette")`.

    Keyed by the record and not drawn from a shared stream, so that dropping one record moves no other.
    """
    return random.Random(int(content_hash(list(key))[:16], 16))


def rank(*key: Any) -> str:
    """A hash to sort by where k of many records are kept: the smallest stay when others come or go."""
    return content_hash(list(key))[:ID_LENGTH]
