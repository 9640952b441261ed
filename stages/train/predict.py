"""A trained model, or its untrained self, for evaluation: answer losses and greedy programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from stages.engine.local import progress
from stages.errors import JanusError
from stages.train.config import Architecture
from stages.train.images import ImageGrid, patches, square
from stages.train.model import AnswerLoss, image_grid, initial_model, packed_attention, saved_model
from stages.train.order import Visit
from stages.train.packing import Document, collate, pack
from stages.train.prompt import IMAGE, Encoded, encode
from stages.train.publish import SETTINGS
from stages.train.tokenizer import load_tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

Record = Mapping[str, Any]
GENERATION_ROWS = 32
"""Prompts decoded together: on two cores a step costs little more for 32 than for 8."""


def load(folder: Path, *, untrained: bool = False) -> Predictor:
    """The final checkpoint of a model folder, or the same model before its first step."""
    path = folder / SETTINGS
    if not path.is_file():
        raise JanusError(f"no trained model in {folder}", where=str(path), do="run `dvc repro`")
    settings = json.loads(path.read_text(encoding="utf-8"))
    torch.set_num_threads(settings["threads"])
    arch = Architecture.model_validate(settings["architecture"])
    tokenizer = load_tokenizer(folder)
    step = 0 if untrained else settings["final"]
    if untrained:
        dtype = torch.bfloat16 if settings["precision"] == "bf16" else torch.float32
        model = initial_model(arch, tokenizer, settings["seed"], dtype)
    else:
        model = saved_model(folder / "checkpoints" / str(step), arch)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return Predictor(model.to(device).eval(), tokenizer, image_grid(arch), settings, step)


class Predictor:
    """Answers records: dicts with instruction, input_code, output_code, and image as PNG or None."""

    def __init__(
        self,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        grid: ImageGrid | None,
        settings: dict[str, Any],
        step: int,
    ) -> None:
        self.model, self.tokenizer, self.grid, self.settings = model, tokenizer, grid, settings
        self.checkpoint = f"models/{settings['model']}@{step}"

    def _encode(self, records: Sequence[Record]) -> list[Encoded]:
        return encode(self.tokenizer, records, self.grid.tokens if self.grid else 0)

    def _pixels(self, record: Record) -> np.ndarray | None:
        if self.grid is None or not record["image"]:
            return None
        return square(record["image"], self.grid.image_size)

    def holds(self, records: Sequence[Record]) -> list[bool]:
        """Whether question and reference answer of each record fit into the model's context."""
        context = self.settings["architecture"]["context"]
        return [len(tokens) <= context for tokens in self._encode(records)]

    def answer_losses(self, records: Sequence[Record]) -> list[float]:
        """Mean nats an answer token (its end token included), one a record, in the order of the records."""
        encoded = self._encode(records)
        longest = max((len(e) for e in encoded), default=0)
        visits = [Visit(i, 0, i) for i in range(len(records))]
        rows = list(pack(visits, lambda i: len(encoded[i]), max(self.settings["pack_tokens"], longest)))
        loss = AnswerLoss(packed_attention(self.model))
        total, count = np.zeros(len(records)), np.zeros(len(records))
        image = self.tokenizer.convert_tokens_to_ids(IMAGE) if self.grid else None
        with torch.inference_mode():
            for i in progress(range(0, len(rows), 4), label=f"answer loss {self.checkpoint}"):
                documents = [
                    Document(v, encoded[v.index], self._pixels(records[v.index]))
                    for row in rows[i : i + 4]
                    for v in row
                ]
                batch = collate(documents, self.grid, image)
                nats = loss.of(batch.to(self.model.device)).cpu().numpy()
                index = np.array([d.visit.index for d in batch.documents])[batch.owner]
                np.add.at(total, index, nats)
                np.add.at(count, index, 1)
        return (total / np.maximum(count, 1)).tolist()

    def generate(self, records: Sequence[Record], max_new_tokens: int | None = None) -> list[str]:
        """Greedy answers in the order of the records, at most `max_new_tokens` (default: as trained) long."""
        encoded = self._encode(records)
        order = sorted(range(len(records)), key=lambda i: (encoded[i].answer, i))
        chunks = [order[i : i + GENERATION_ROWS] for i in range(0, len(order), GENERATION_ROWS)]
        answers = [""] * len(records)
        for chunk in progress(chunks, label=f"generate {self.checkpoint}"):
            prompts = [encoded[i].ids[: encoded[i].answer] for i in chunk]
            pixels = [p for i in chunk if (p := self._pixels(records[i])) is not None]
            limit = max_new_tokens or self.settings["max_new_tokens"]
            for i, ids in zip(chunk, self._decode(prompts, pixels, limit), strict=True):
                answers[i] = self.tokenizer.decode(ids, skip_special_tokens=True)
        return answers

    def _decode(self, prompts: list[np.ndarray], pixels: list[np.ndarray], limit: int) -> list[list[int]]:
        """New token ids of each prompt up to its end token; prompts are padded on the left."""
        pad, end = self.tokenizer.pad_token_id, self.tokenizer.eos_token_id
        width = max(len(p) for p in prompts)
        ids = torch.full((len(prompts), width), pad, dtype=torch.long)
        for row, prompt in enumerate(prompts):
            ids[row, width - len(prompt) :] = torch.from_numpy(prompt.astype(np.int64))
        lengths = torch.tensor([len(p) for p in prompts])
        inputs = {
            "input_ids": ids,
            "attention_mask": (torch.arange(width) >= width - lengths[:, None]).long(),
        }
        if self.grid is not None:
            inputs["mm_token_type_ids"] = (ids == self.tokenizer.convert_tokens_to_ids(IMAGE)).int()
        if pixels:
            inputs["pixel_values"] = torch.from_numpy(np.concatenate([patches(p, self.grid) for p in pixels]))
            inputs["image_grid_thw"] = torch.tensor([[1, self.grid.side, self.grid.side]] * len(pixels))
        packed_attention(self.model, on=False)
        with torch.inference_mode():
            out = self.model.generate(
                **{k: v.to(self.model.device) for k, v in inputs.items()},
                max_new_tokens=limit,
                do_sample=False,
                eos_token_id=end,
                pad_token_id=pad,
            )
        return [_until(row, end) for row in out[:, width:].tolist()]


def _until(ids: list[int], end: int) -> list[int]:
    return ids[: ids.index(end)] if end in ids else ids
