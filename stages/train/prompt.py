"""A record as token ids: what is asked, and the answer that the loss reads.

    <|im_start|>user\\n[<|vision_start|><|image_pad|>…<|vision_end|>]INSTRUCTION[\\n\\nOLD CODE]<|im_end|>\\n
    <|im_start|>assistant\\nNEW CODE<|im_end|>

Special tokens are put in by id and never parsed from text, so an instruction that contains one is only text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

PAD, TURN, TURN_END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
VISION, VISION_END, IMAGE = "<|vision_start|>", "<|vision_end|>", "<|image_pad|>"
SPECIAL_TOKENS = (PAD, TURN, TURN_END, VISION, VISION_END, IMAGE)

PROMPT_VERSION = "1"


@dataclass(frozen=True)
class Encoded:
    """Token ids of one record. `ids[answer:]` is the answer with its end token."""

    ids: np.ndarray  # int32 (length,)
    answer: int
    image_at: int | None  # index of the first image token

    def __len__(self) -> int:
        return len(self.ids)


def question(record: Mapping[str, Any]) -> str:
    """The text of the user's turn."""
    return "\n\n".join(part for part in (record["instruction"], record["input_code"]) if part)


def prompt_text(record: Mapping[str, Any]) -> str:
    """The whole prompt as text, one image token for an image: what a prompt's hash is taken of."""
    image = VISION + IMAGE + VISION_END if record.get("image") else ""
    return f"{TURN}user\n{image}{question(record)}{TURN_END}\n{TURN}assistant\n"


def training_texts(record: Mapping[str, Any]) -> list[str]:
    """The pieces of text that the tokenizer is learnt from."""
    return ["user\n", "assistant\n", question(record), record["output_code"]]


def encode(
    tokenizer: PreTrainedTokenizerBase, records: Sequence[Mapping[str, Any]], image_tokens: int
) -> list[Encoded]:
    """Encode records; one with an `image` gets `image_tokens` placeholders (0: the model sees no images)."""
    special = dict(zip(SPECIAL_TOKENS, tokenizer.convert_tokens_to_ids(list(SPECIAL_TOKENS)), strict=True))

    def text_ids(texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        return tokenizer(list(texts), add_special_tokens=False, split_special_tokens=True)["input_ids"]

    user, assistant, line = text_ids(["user\n", "assistant\n", "\n"])
    questions = text_ids([question(r) for r in records])
    answers = text_ids([r["output_code"] or "" for r in records])
    encoded = []
    for record, asked, answered in zip(records, questions, answers, strict=True):
        ids = [special[TURN], *user]
        image_at = None
        if record.get("image") and image_tokens:
            image_at = len(ids) + 1
            ids += [special[VISION], *[special[IMAGE]] * image_tokens, special[VISION_END]]
        ids += [*asked, special[TURN_END], *line, special[TURN], *assistant]
        answer = len(ids)
        ids += [*answered, special[TURN_END]]
        encoded.append(Encoded(np.asarray(ids, dtype=np.int32), answer, image_at))
    return encoded
