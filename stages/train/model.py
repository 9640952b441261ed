"""The two architectures, from a config and a seed or from pretrained weights, and the loss on answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from stages.errors import JanusError
from stages.train.attention import DOCUMENTS
from stages.train.config import Architecture
from stages.train.images import ImageGrid
from stages.train.packing import Batch
from stages.train.prompt import IMAGE, VISION, VISION_END

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerBase


def architecture_config(arch: Architecture, tokenizer: PreTrainedTokenizerBase) -> PretrainedConfig:
    """The transformers config of a model that starts from scratch."""
    from transformers import Qwen3Config, Qwen3VLConfig

    text = {
        "vocab_size": len(tokenizer),
        "hidden_size": arch.hidden_size,
        "intermediate_size": arch.intermediate_size,
        "num_hidden_layers": arch.layers,
        "num_attention_heads": arch.heads,
        "num_key_value_heads": arch.kv_heads,
        "head_dim": arch.head_dim,
        "max_position_embeddings": arch.context,
        "initializer_range": arch.initializer_range,
        "tie_word_embeddings": arch.tie_embeddings,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": None,
        "eos_token_id": tokenizer.eos_token_id,
    }
    rope = {"rope_type": "default", "rope_theta": arch.rope_theta}
    if arch.vision is None:
        return Qwen3Config(**text, rope_parameters=rope)
    see = arch.vision
    third = arch.head_dim // 8  # of head_dim/2 frequencies: a quarter height, a quarter width, the rest time
    rope |= {"mrope_section": [arch.head_dim // 2 - 2 * third, third, third], "mrope_interleaved": True}
    side = see.image_size // see.patch_size
    return Qwen3VLConfig(
        text_config=text | {"rope_parameters": rope},
        vision_config={
            "depth": see.depth,
            "hidden_size": see.hidden_size,
            "intermediate_size": see.intermediate_size,
            "num_heads": see.heads,
            "patch_size": see.patch_size,
            "spatial_merge_size": see.merge,
            "temporal_patch_size": 1,
            "out_hidden_size": arch.hidden_size,
            "num_position_embeddings": side * side,
            "deepstack_visual_indexes": list(see.deepstack),
            "initializer_range": arch.initializer_range,
        },
        image_token_id=tokenizer.convert_tokens_to_ids(IMAGE),
        vision_start_token_id=tokenizer.convert_tokens_to_ids(VISION),
        vision_end_token_id=tokenizer.convert_tokens_to_ids(VISION_END),
        video_token_id=len(tokenizer),  # no such token: videos are not read
        tie_word_embeddings=arch.tie_embeddings,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )


def initial_model(
    arch: Architecture, tokenizer: PreTrainedTokenizerBase, seed: int, dtype: torch.dtype
) -> PreTrainedModel:
    """The model before its first step: pretrained weights, or random ones that only the seed decides."""
    from transformers import Qwen3ForCausalLM, Qwen3VLForConditionalGeneration

    if arch.pretrained:
        model = _auto_class(arch).from_pretrained(arch.pretrained, dtype=dtype)
        return packed_attention(model)
    config = architecture_config(arch, tokenizer)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = (Qwen3ForCausalLM if arch.vision is None else Qwen3VLForConditionalGeneration)(config)
    return packed_attention(model.to(dtype))


def packed_attention(model: PreTrainedModel, on: bool = True) -> PreTrainedModel:
    """Make the decoder attend within documents (training, losses), or within padded rows (generation)."""
    text = DOCUMENTS if on else "sdpa"
    vision = getattr(model.config, "vision_config", None) is not None
    model.set_attn_implementation(
        {"": text, "text_config": text, "vision_config": "sdpa"} if vision else text
    )
    return model


def saved_model(folder: Path, arch: Architecture) -> PreTrainedModel:
    """The model of a checkpoint folder, in the precision it was saved in."""
    if not folder.is_dir():
        raise JanusError(
            f"no checkpoint in {folder}", do="run `dvc repro`, or `dvc pull` where a remote is set"
        )
    return packed_attention(_auto_class(arch).from_pretrained(folder, dtype="auto"))


def _auto_class(arch: Architecture) -> Any:
    from transformers import AutoModelForCausalLM, AutoModelForImageTextToText

    return AutoModelForCausalLM if arch.vision is None else AutoModelForImageTextToText


def image_grid(arch: Architecture) -> ImageGrid | None:
    """How images are cut for this model; None where it sees none."""
    if (see := arch.vision) is None:
        return None
    patch, merge, temporal = see.patch_size, see.merge, 1
    if arch.pretrained:
        from transformers import AutoConfig

        own = AutoConfig.from_pretrained(arch.pretrained).vision_config
        patch, merge, temporal = own.patch_size, own.spatial_merge_size, own.temporal_patch_size
    return ImageGrid(see.image_size, patch, merge, temporal, see.mean, see.std)


class AnswerLoss(nn.Module):
    """A language model that returns the negative log-likelihood of every answer token and nothing else.

    Logits are computed for answer tokens alone: with a vocabulary of 150k they are most of the memory.
    """

    def __init__(self, model: PreTrainedModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, inputs: dict[str, Any], at: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """nats, float32 (N,)"""
        hidden = self.model.model(**inputs, use_cache=False).last_hidden_state
        logits = self.model.lm_head(hidden.flatten(0, 1).index_select(0, at))
        return nn.functional.cross_entropy(logits.float(), targets, reduction="none")

    def of(self, batch: Batch) -> torch.Tensor:
        return self(batch.inputs, batch.at, batch.targets)
