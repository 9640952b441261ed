"""Packing: several documents in a row, none of which sees another.

Position ids restart with each document and a 4-D mask keeps attention inside it, for text and for images
alike. Packing was chosen over batches padded by length because one row length keeps both models on one code
path and fills 95-99% of the tokens; with images, padding to the longest would waste a fifth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from stages.train.images import ImageGrid, patches
from stages.train.order import Visit
from stages.train.prompt import Encoded

if TYPE_CHECKING:
    import torch

WINDOW = 64
"""Visits packed together: large enough to fill rows, small enough to keep the order's mixture."""

Row = tuple[Visit, ...]


@dataclass(frozen=True)
class Document:
    """One reading of a record inside a batch."""

    visit: Visit
    encoded: Encoded
    pixels: np.ndarray | None  # uint8 (size, size, 3)


@dataclass(frozen=True)
class Batch:
    """Tensors of B rows of T tokens with N answer tokens, and the documents in them."""

    inputs: dict[
        str, torch.Tensor
    ]  # input_ids (B,T), position_ids (B,T) or (4,B,T), attention_mask (B,1,T,T)
    at: torch.Tensor  # (N,) places in the flattened B·T whose next token is an answer token
    targets: torch.Tensor  # (N,)
    owner: np.ndarray  # (N,) index into documents
    documents: list[Document]

    def to(self, device: str) -> Batch:
        moved = {k: v.to(device) for k, v in self.inputs.items()}
        return Batch(moved, self.at.to(device), self.targets.to(device), self.owner, self.documents)


def pack(visits: Iterable[Visit], length: Callable[[int], int], capacity: int) -> Iterator[Row]:
    """Rows of at most `capacity` tokens: first fit by falling length within windows of the order."""
    visits = iter(visits)
    while window := list(islice(visits, WINDOW)):
        rows: list[tuple[int, list[Visit]]] = []
        for visit in sorted(window, key=lambda v: (-length(v.index), v.offset)):
            size = length(visit.index)
            place = next((i for i, (used, _) in enumerate(rows) if used + size <= capacity), None)
            if place is None:
                rows.append((size, [visit]))
            else:
                used, members = rows[place]
                rows[place] = (used + size, [*members, visit])
        packed = [tuple(sorted(members, key=lambda v: v.offset)) for _, members in rows]
        yield from sorted(packed, key=lambda row: row[0].offset)


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Groups of `size` rows; a last incomplete group is not read."""
    rows = iter(rows)
    while len(group := list(islice(rows, size))) == size:
        yield group


def positions(document: Document, grid: ImageGrid | None) -> np.ndarray:
    """(3, length): time, height and width of multimodal rope; all equal on text."""
    encoded = document.encoded
    start = encoded.image_at
    if start is None or grid is None:
        return np.broadcast_to(np.arange(len(encoded)), (3, len(encoded)))
    side = grid.token_side
    high, wide = np.divmod(np.arange(grid.tokens), side)
    image = start + np.stack([np.zeros_like(high), high, wide])
    rest = start + side + np.arange(len(encoded) - start - grid.tokens)
    before = np.arange(start)
    return np.concatenate([np.tile(before, (3, 1)), image, np.tile(rest, (3, 1))], axis=1)


def collate(
    rows: Sequence[Sequence[Document]], grid: ImageGrid | None, *, pad: int, image: int | None
) -> Batch:
    """Rows of documents as tensors. `grid` and `image` (the placeholder's id) are None for a text model."""
    import torch

    width = max(sum(len(d.encoded) for d in row) for row in rows)
    width = -(-width // 8) * 8
    shape = (len(rows), width)
    ids = np.full(shape, pad, dtype=np.int64)
    place = np.zeros((4, *shape), dtype=np.int64)
    owner_of = np.full(shape, -1, dtype=np.int64)
    at, targets, owner, documents, pixels = [], [], [], [], []
    for r, row in enumerate(rows):
        begin = 0
        for document in row:
            encoded, end = document.encoded, begin + len(document.encoded)
            ids[r, begin:end] = encoded.ids
            place[0, r, begin:end] = np.arange(len(encoded))
            place[1:, r, begin:end] = positions(document, grid)
            owner_of[r, begin:end] = len(documents)
            at.append(r * width + begin + np.arange(encoded.answer - 1, len(encoded) - 1))
            targets.append(encoded.ids[encoded.answer :])
            owner.append(np.full(len(encoded) - encoded.answer, len(documents)))
            if grid is not None and encoded.image_at is not None:
                pixels.append(patches(document.pixels, grid))
            documents.append(document)
            begin = end
    same = owner_of[:, :, None] == owner_of[:, None, :]
    mask = np.tril(same & (owner_of >= 0)[:, :, None]) | np.eye(width, dtype=bool)  # padding sees itself only
    inputs: dict[str, Any] = {
        "input_ids": torch.from_numpy(ids),
        "position_ids": torch.from_numpy(place if grid is not None else place[0]),
        "attention_mask": torch.from_numpy(mask[:, None]),
    }
    if grid is not None:
        inputs["mm_token_type_ids"] = (inputs["input_ids"] == image).int()
        if pixels:
            inputs["pixel_values"] = torch.from_numpy(np.concatenate(pixels))
            inputs["image_grid_thw"] = torch.tensor([[1, grid.side, grid.side]] * len(pixels))
    return Batch(
        inputs,
        torch.from_numpy(np.concatenate(at)),
        torch.from_numpy(np.concatenate(targets).astype(np.int64)),
        np.concatenate(owner),
        documents,
    )
