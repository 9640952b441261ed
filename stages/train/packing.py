"""Packing: several documents in a row, none of which sees another.

The documents of a batch stand one after the other in a single sequence without padding: position ids restart
with each, and attention stays inside it (stages.train.attention), for text and for images alike. Rows of a
fixed capacity decide what is read together, so that steps cost about the same; against padding to their
longest record nothing is computed for padding, and both models share one code path.
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

LENGTHS = "document_lengths"

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
        moved = {k: v if k == LENGTHS else v.to(device) for k, v in self.inputs.items()}
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


def blank_document(grid: ImageGrid, image: int) -> Document:
    """A white image without a question or an answer: it enters no loss."""
    ids = np.full(grid.tokens, image, dtype=np.int32)
    white = np.full((grid.image_size, grid.image_size, 3), 255, dtype=np.uint8)
    return Document(Visit(-1, 0, -1), Encoded(ids, len(ids), 0), white)


def collate(
    documents: Sequence[Document], grid: ImageGrid | None, image: int | None, *, always_image: bool = False
) -> Batch:
    """Documents as one sequence. `grid` and `image` (the placeholder's id) are None for a text model.

    `always_image` adds a blank image where a batch has none. Processes that train together need it: without
    images one of them would have no gradients for the vision encoder, and DeepSpeed pairs gradients across
    processes by the order in which they come.
    """
    import torch

    read = list(documents)
    if always_image and grid is not None and all(d.encoded.image_at is None for d in documents):
        documents = [*documents, blank_document(grid, image)]
    encoded = [d.encoded for d in documents]
    lengths = [len(e) for e in encoded]
    starts = np.cumsum([0, *lengths[:-1]])
    at = [s + np.arange(e.answer - 1, len(e) - 1) for s, e in zip(starts, encoded, strict=True)]
    targets = [e.ids[e.answer :] for e in encoded]
    restarting = np.concatenate([np.arange(n) for n in lengths])
    ids = torch.from_numpy(np.concatenate([e.ids for e in encoded]).astype(np.int64))[None]
    inputs: dict[str, Any] = {
        "input_ids": ids,
        "position_ids": torch.from_numpy(restarting)[None],
        LENGTHS: lengths,
    }
    if grid is not None:
        rope = np.concatenate([positions(d, grid) for d in documents], axis=1)
        inputs["position_ids"] = torch.from_numpy(np.concatenate([restarting[None], rope]))[:, None]
        inputs["mm_token_type_ids"] = (ids == image).int()
        pixels = [patches(d.pixels, grid) for d in documents if d.encoded.image_at is not None]
        if pixels:
            inputs["pixel_values"] = torch.from_numpy(np.concatenate(pixels))
            inputs["image_grid_thw"] = torch.tensor([[1, grid.side, grid.side]] * len(pixels))
    return Batch(
        inputs,
        torch.from_numpy(np.concatenate(at)),
        torch.from_numpy(np.concatenate(targets).astype(np.int64)),
        np.repeat(np.arange(len(documents)), [len(t) for t in targets]),
        read,
    )
