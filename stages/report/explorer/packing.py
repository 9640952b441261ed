"""Values as text that a page can carry: zlib, then base64 (the browser's DecompressionStream reads it)."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np

LEVEL = 6


def packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, LEVEL)).decode("ascii")


def packed_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return packed(text.encode("utf-8"))


def packed_lines(texts: Iterable[str]) -> str:
    """Texts, one a line; line breaks inside one become spaces."""
    return packed("\n".join(" ".join(text.splitlines()) for text in texts).encode("utf-8"))


def packed_integers(values: np.ndarray) -> str:
    """Little-endian 32-bit integers, all low bytes first, then all second bytes, and so on."""
    planes = np.ascontiguousarray(values.astype("<i4")).view(np.uint8).reshape(-1, 4).T
    return packed(planes.tobytes())
