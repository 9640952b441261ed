"""The nearest-neighbour baseline: the code of the training record most like the question.

A model that has learned nothing but to look up its training data scores like this baseline.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

Record = dict[str, Any]
SIDE = 32
"""Pixels of the side to which images are reduced before they are compared."""


def nearest_training_records(tests: Sequence[Record], trains: Sequence[Record]) -> dict[str, Record]:
    """Test record id to its nearest record of `trains` in the same slice; absent where a slice has none.

    Texts (instruction, and the input code of an edit) are compared by cosine of character 3- to 5-gram
    TF-IDF within words, images by Euclidean distance of reduced RGB pixels. Ties go to the smaller record id.
    """
    by_slice: dict[str, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for record in tests:
        by_slice[record["slice"]][0].append(record)
    for record in sorted(trains, key=lambda r: r["record_id"]):
        by_slice[record["slice"]][1].append(record)
    found: dict[str, Record] = {}
    for asked, known in by_slice.values():
        if not asked or not known:
            continue
        likeness = image_likeness if asked[0]["image"] is not None else text_likeness
        for record, best in zip(asked, likeness(asked, known).argmax(axis=1), strict=True):
            found[record["record_id"]] = known[int(best)]
    return found


def text_likeness(asked: Sequence[Record], known: Sequence[Record]) -> np.ndarray:
    """Cosine similarities (asked × known) of the questions' texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    tfidf = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    table = tfidf.fit_transform([_question(r) for r in known])
    cosine = tfidf.transform([_question(r) for r in asked]) @ table.T
    return np.round(cosine.toarray(), 12)


def image_likeness(asked: Sequence[Record], known: Sequence[Record]) -> np.ndarray:
    """Negative squared distances (asked × known) of the images reduced to SIDE × SIDE RGB."""
    a, k = (np.stack([_pixels(r["image"]) for r in records]) for records in (asked, known))
    return np.round(2 * a @ k.T - (a**2).sum(axis=1)[:, None] - (k**2).sum(axis=1)[None, :], 9)


def _question(record: Record) -> str:
    return "\n".join(t for t in (record["instruction"], record["input_code"]) if t)


def _pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as image:
        reduced = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(reduced, dtype=np.float64).ravel() / 255
