"""Rows of table corpus: the sample's content, its place, and the terms of its sources."""

from __future__ import annotations

from typing import Any

from stages.assemble.ancestry import Ancestry, joint_attribution, joint_licence
from stages.assemble.place import NOT_CHECKED, Placement, slice_of
from stages.records.identity import producer
from stages.records.schemas import seal

PRODUCER = producer("assemble", "1")
"""No params: what they shape (split, weight, cluster, decision) is no part of a row's content, so a corpus
id stays the same under another mixture or split."""
COPIED = (
    "domain", "task", "modality", "form", "language", "runtime", "instruction", "input_code",
    "input_language", "input_runtime", "output_code",
    "image_render", "output_render", "claims",
)  # fmt: skip


def corpus_row(
    sample: dict[str, Any], reward_id: str | None, image: bytes | None, ancestry: Ancestry, placed: Placement
) -> dict[str, Any]:
    """The sealed row of one sample. `image`: PNG of `image_render`, for kept and dropped samples alike."""
    sample_id = sample["record_id"]
    origins = ancestry.origins(sample_id)
    reason = placed.reason.get(sample_id)
    # A slice without a training record has no weight of its own.
    weight = None if reason else placed.weight.get(slice_of(sample), 1.0)
    return seal(
        "corpus",
        {
            **{column: sample[column] for column in COPIED},
            "parents": [sample_id, *([reward_id] if reward_id else [])],
            "producer": PRODUCER,
            "stage": "assemble",
            "decision": "drop" if reason else "keep",
            "reason": reason,
            "sample_id": sample_id,
            "split": placed.split.get(sample_id),
            "slice": slice_of(sample),
            "weight": weight,
            "cluster": placed.cluster.get(sample_id),
            "decontamination": placed.contamination.get(sample_id, NOT_CHECKED),
            "licence": joint_licence(origins),
            "attribution": joint_attribution(origins),
            "roots": sorted({o.file for o in origins}),
            "image": image,
        },
    )
