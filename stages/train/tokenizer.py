"""A small byte-level BPE, learnt from the corpus' training split.

Digits stand alone, so that numbers are read and written figure by figure. A piece may run over punctuation
(`ax.set_title('`, `" fill="`): on short canonical programs that halves the sequence, and with it the cost of
a step. The special tokens are Qwen's, so one prompt serves small and pretrained models.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stages.train.prompt import IMAGE, PAD, SPECIAL_TOKENS, TURN_END

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

PIECE = r"""\d|"? [A-Za-z][\w:-]*="| ?[^\s\d]+\n*|\s+(?!\S)|\s+"""
"""What BPE merges within: one digit, a markup attribute up to its value, a run without space, white space."""


def train_tokenizer(texts: Sequence[str], vocab_size: int) -> PreTrainedTokenizerBase:
    """Learn a vocabulary of at most `vocab_size`. The order of `texts` does not matter."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECE), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        min_frequency=2,
        show_progress=False,
    )
    bpe.train_from_iterator(sorted(texts), trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        eos_token=TURN_END,
        pad_token=PAD,
        extra_special_tokens=[t for t in SPECIAL_TOKENS if t not in (TURN_END, PAD)],
        clean_up_tokenization_spaces=False,
    )


def load_tokenizer(name: str | Path) -> PreTrainedTokenizerBase:
    """The tokenizer of a folder or of a pretrained model. Raises JanusError where a special token lacks."""
    from transformers import AutoTokenizer

    from stages.errors import JanusError

    tokenizer = AutoTokenizer.from_pretrained(name)
    missing = [t for t in SPECIAL_TOKENS if t not in tokenizer.get_vocab() and t != IMAGE]
    if missing:
        raise JanusError(
            f"the tokenizer lacks {missing}",
            where=str(name),
            do="name a model of the Qwen family in conf/model",
        )
    return tokenizer
