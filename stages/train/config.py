"""Sections `model`, `train` and `engine` of params.yaml."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from stages.config import Section

MODELS = ("januscoder", "januscoderv")
"""JanusCoder trains on the text slices (Qwen3), JanusCoderV on all of them (Qwen3-VL, Qwen2.5-VL)."""


class Vision(Section):
    """What the model sees: every image becomes a white-padded square of `image_size` pixels.

    It costs `(image_size / patch_size / merge)^2` tokens of context. A pretrained model brings its own
    patch size, merge and encoder; then only `image_size`, `mean` and `std` are read.
    """

    image_size: int = Field(gt=0)
    patch_size: int = Field(gt=0)
    merge: int = Field(gt=0)
    hidden_size: int = Field(gt=0)
    intermediate_size: int = Field(gt=0)
    depth: int = Field(gt=0)
    heads: int = Field(gt=0)
    deepstack: list[int]  # encoder layers whose features also enter the first decoder layers
    mean: float
    std: float


class Architecture(Section):
    """One model. `pretrained` names a checkpoint to start from; then sizes are its own."""

    pretrained: str | None
    vocab_size: int = Field(ge=300)
    context: int = Field(gt=0)
    hidden_size: int = Field(gt=0)
    intermediate_size: int = Field(gt=0)
    layers: int = Field(gt=0)
    heads: int = Field(gt=0)
    kv_heads: int = Field(gt=0)
    head_dim: int = Field(gt=0)
    initializer_range: float = Field(gt=0)  # standard deviation of random weights
    tie_embeddings: bool
    rope_theta: float
    vision: Vision | None


class ModelSection(Section):
    januscoder: Architecture
    januscoderv: Architecture

    @model_validator(mode="after")
    def _vision_where_it_belongs(self) -> Self:
        if self.januscoder.vision is not None or self.januscoderv.vision is None:
            raise ValueError("januscoder has no vision, januscoderv needs one")
        return self


class TrainSection(Section):
    """How long and on what. Exactly one of `steps` and `epochs` is set."""

    seed: int
    lr: float = Field(gt=0)
    min_lr: float = Field(ge=0, le=1)  # share of lr at the end of the cosine
    warmup: float = Field(ge=0, lt=1)  # share of the steps
    steps: int | None
    epochs: float | None
    batch_rows: int = Field(gt=0)  # packed rows an optimizer step reads, over all processes
    pack_tokens: int = Field(gt=0)  # tokens a packed row holds
    max_tokens: int = Field(gt=0)  # longer records are left out
    canonical_share: float | None = Field(ge=0, le=1)  # of the records read; null: as in the corpus
    image_weight: float = Field(gt=0)  # factor on the weight of records with an image, against copying words
    weight_decay: float = Field(ge=0)
    beta2: float = Field(gt=0, lt=1)
    clip: float = Field(gt=0)
    checkpoints: list[float]  # shares of the steps; the last step is always one
    eval_every: int = Field(gt=0)
    validation_records: int = Field(gt=0)
    save_every: int = Field(gt=0)  # steps between two states that a killed run goes on from
    max_new_tokens: int = Field(gt=0)  # of a generated program

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.steps is None) == (self.epochs is None):
            raise ValueError("set exactly one of steps and epochs")
        if self.epochs is not None and self.canonical_share is not None:
            raise ValueError("epochs reads the corpus as it is: canonical_share must be null")
        if self.max_tokens > self.pack_tokens:
            raise ValueError("max_tokens must fit into pack_tokens")
        return self


class EngineSection(Section):
    """Where it runs. `threads` is fixed, not taken from the machine: kernels split their sums by it, so with
    the count of the day the last bits of a gradient would follow the cores that happen to be there.
    """

    device: Literal["cpu", "cuda"]
    precision: Literal["bf16", "fp32"]
    zero_stage: Literal[0, 1, 2, 3]
    micro_rows: int = Field(gt=0)  # packed rows a process reads at once; the rest is accumulation
    workers: int = Field(gt=0)  # processes, one an accelerator
    launcher: Literal["inline", "torchrun"]
    threads: int = Field(gt=0)  # of a process on the CPU
    gradient_checkpointing: bool

    @model_validator(mode="after")
    def _many_need_a_launcher(self) -> Self:
        if self.launcher == "inline" and self.workers != 1:
            raise ValueError("launcher inline runs one worker; use torchrun for more")
        return self
