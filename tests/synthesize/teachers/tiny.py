"""Tiny language models with random weights, saved to a folder as pretrained ones would be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, Qwen3Config

CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

CHAT_PARTS = CHAT.replace(
    "{{ m['content'] }}",
    "{% for p in m['content'] %}{{ '<image>' if p['type'] == 'image' else p['text'] }}{% endfor %}",
)


def _tokenizer() -> PreTrainedTokenizerFast:
    from stages.train.tokenizer import train_tokenizer

    return train_tokenizer(["Draw a red circle.", '<svg viewBox="0 0 64 64"/>'] * 3, 400)


def _words(tokenizer: PreTrainedTokenizerFast) -> Qwen3Config:
    """A language model of two layers."""
    from transformers import Qwen3Config

    return Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        max_position_embeddings=2048,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        initializer_range=0.3,
    )


def save(folder: Path) -> Path:
    """A Qwen3 of two layers and its tokenizer, with a chat template."""
    import torch
    from transformers import Qwen3ForCausalLM

    tokenizer = _tokenizer()
    tokenizer.chat_template = CHAT
    tokenizer.save_pretrained(folder)
    config = _words(tokenizer)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        Qwen3ForCausalLM(config).save_pretrained(folder)
    return folder


def save_vision(folder: Path) -> Path:
    """A Llava of two layers around a CLIP of two, its tokenizer and its processor of images."""
    import torch
    from transformers import (
        CLIPVisionConfig,
        LlavaConfig,
        LlavaForConditionalGeneration,
        LlavaImageProcessorPil,
        LlavaProcessor,
    )

    tokenizer = _tokenizer()
    tokenizer.add_special_tokens({"additional_special_tokens": ["<image>"]})
    size = {"height": 32, "width": 32}
    images = LlavaImageProcessorPil(size={"shortest_edge": 32}, crop_size=size, do_center_crop=True)
    LlavaProcessor(
        images,
        tokenizer,
        patch_size=8,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        chat_template=CHAT_PARTS,
    ).save_pretrained(folder)
    eyes = CLIPVisionConfig(
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=32,
        patch_size=8,
        initializer_factor=3.0,
    )
    image = tokenizer.convert_tokens_to_ids("<image>")
    config = LlavaConfig(
        vision_config=eyes, text_config=_words(tokenizer), image_token_index=image, image_seq_length=16
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        LlavaForConditionalGeneration(config).save_pretrained(folder)
    return folder
