"""A tiny language model with random weights, saved to a folder as a pretrained one would be."""

from __future__ import annotations

from pathlib import Path

CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def save(folder: Path) -> Path:
    """A Qwen3 of two layers and its tokenizer, with a chat template."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    from stages.train.tokenizer import train_tokenizer

    tokenizer = train_tokenizer(["Draw a red circle.", '<svg viewBox="0 0 64 64"/>'] * 3, 400)
    tokenizer.chat_template = CHAT
    tokenizer.save_pretrained(folder)
    config = Qwen3Config(
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
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        Qwen3ForCausalLM(config).save_pretrained(folder)
    return folder
