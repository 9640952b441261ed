"""The transformers teacher: a language model, or one that reads pictures too, in this process, in batches.

Batches are cut from the requests as they come, answered ones included, and a batch is decoded whole or not
at all: padding reaches the last digits of a model's numbers, so a run that was cut off would else go on with
other replies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from stages.endpoint.journal import Entry, Journal, journal_folder
from stages.endpoint.protocol import Message, Reply, Request
from stages.endpoint.reading import judge
from stages.engine.local import bar
from stages.errors import JanusError
from stages.records.identity import content_hash
from stages.synthesize.teachers.config import TransformersTeacher

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import BatchFeature, PreTrainedModel, PreTrainedTokenizerBase, ProcessorMixin


class InProcess:
    """See `protocol.Teacher`. With `teacher.vision` it is shown the pictures of a request as well."""

    structured = False

    def __init__(self, section: TransformersTeacher) -> None:
        self.name = f"transformers/{section.model}"
        self.vision = section.vision
        self.sampling = section.sampling
        self._section = section
        self._journal = Journal(journal_folder("transformers", section.model))
        self._counts: Counter[str] = Counter()

    def check(self) -> None:
        """Load the model."""
        if self._reader.chat_template is None:
            raise JanusError(
                f"{self._section.model} has no chat template",
                where="teacher.model",
                do="name a model that was tuned for conversation",
            )
        self._model.eval()

    def metrics(self) -> dict[str, float]:
        return dict(self._counts)

    def ask(self, requests: Sequence[Request], label: str) -> list[Reply]:
        wanted = list({request.key: request for request in requests}.values())
        size = self._section.batch
        with bar(label=label, total=len(wanted)) as shown:
            for start in range(0, len(wanted), size):
                batch = wanted[start : start + size]
                missing = [request for request in batch if not self._journal.entries(request.key)]
                self._counts["from_journal"] += len(batch) - len(missing)
                if missing:
                    entries = self._decode(batch)
                    self._journal.append([entries[request.key] for request in missing])
                shown.update(len(batch))
        return [self._reply(request) for request in requests]

    def _reply(self, request: Request) -> Reply:
        entry = self._journal.entries(request.key)[0]
        problem = judge(entry, request.form)
        self._counts[problem.split(":")[0] if problem else "answered"] += 1
        return Reply(entry["text"], problem)

    def _decode(self, batch: list[Request]) -> dict[str, Entry]:
        """Replies by key. Sampling is seeded by the batch, so it repeats where the batch does."""
        import torch

        model, inputs = self._model, self._inputs(batch)
        heat = self.sampling.temperature
        chosen = (
            {"do_sample": True, "temperature": heat, "top_k": 0, "top_p": 1.0}
            if heat
            else {"do_sample": False}
        )
        devices = [model.device] if model.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices), torch.inference_mode():
            torch.manual_seed(int(content_hash([request.key for request in batch])[:12], 16))
            output = model.generate(
                **inputs,
                **chosen,
                max_new_tokens=self.sampling.max_tokens,
                pad_token_id=self._tokenizer.pad_token_id,
            )
        width = inputs["input_ids"].shape[1]
        read = inputs["attention_mask"].sum(1).tolist()
        self._counts["calls"] += 1
        return {
            request.key: self._entry(request, new, count)
            for request, new, count in zip(batch, output[:, width:], read, strict=True)
        }

    def _inputs(self, batch: list[Request]) -> BatchFeature:
        """Token ids (batch, longest prompt) padded on the left, their mask, and the pictures as tensors."""
        turns = [_turns(request.messages, self.vision) for request in batch]
        return self._reader.apply_chat_template(
            turns,
            add_generation_prompt=True,
            tokenize=True,
            return_dict=True,
            return_tensors="pt",
            **({"processor_kwargs": {"padding": True}} if self.vision else {"padding": True}),
        ).to(self._model.device)

    def _entry(self, request: Request, new: Tensor, read: int) -> Entry:
        """`new`: token ids after the prompt, padded on the right."""
        ends = self._model.generation_config.eos_token_id
        ends = set(ends if isinstance(ends, list) else [ends])
        ids = new.tolist()
        end = next((place for place, token in enumerate(ids) if token in ends), None)
        text = self._tokenizer.decode(ids[:end], skip_special_tokens=True)
        return {
            "key": request.key,
            "text": text,
            "finish": "length" if end is None else "stop",
            "input_tokens": read,
            "output_tokens": len(ids) if end is None else end + 1,
        }

    @cached_property
    def _reader(self) -> PreTrainedTokenizerBase | ProcessorMixin:
        """What makes a model's inputs of turns: the tokenizer, or with pictures the processor around it."""
        from transformers import AutoProcessor, AutoTokenizer

        kind = AutoProcessor if self.vision else AutoTokenizer
        try:
            reader = kind.from_pretrained(self._section.model, padding_side="left")
        except (OSError, ValueError, ImportError) as error:
            raise _unusable(self._section.model, error) from None
        if not hasattr(reader, "image_processor") and self.vision:
            raise JanusError(
                f"{self._section.model} has no processor of images",
                where="teacher.vision",
                do="name a model that reads images, or set teacher.vision to false",
            )
        tokenizer = reader.tokenizer if self.vision else reader
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        return reader

    @property
    def _tokenizer(self) -> PreTrainedTokenizerBase:
        return self._reader.tokenizer if self.vision else self._reader

    @cached_property
    def _model(self) -> PreTrainedModel:
        import torch
        from transformers import AutoModelForCausalLM, AutoModelForImageTextToText

        kind = AutoModelForImageTextToText if self.vision else AutoModelForCausalLM
        try:
            model = kind.from_pretrained(self._section.model, dtype=self._section.dtype)
        except (OSError, ValueError) as error:
            raise _unusable(self._section.model, error) from None
        device = self._section.device
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        return model.to(device)


def _turns(messages: Sequence[Message], vision: bool) -> list[dict[str, Any]]:
    """As chat templates want them: a text, or for processors a list of parts."""
    if not vision:
        return [{"role": message.role, "content": message.text} for message in messages]
    return [{"role": m.role, "content": [_part(part) for part in m.parts]} for m in messages]


def _part(part: str | bytes) -> dict[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    return {"type": "image", "image": Image.open(BytesIO(part)).convert("RGB")}


def _unusable(model: str, error: Exception) -> JanusError:
    return JanusError(
        f"the teacher's model cannot be loaded: {str(error).splitlines()[0]}",
        where=f"teacher.model: {model}",
        do="give a folder with config.json, weights and tokenizer, or the name of a pretrained model",
    )
