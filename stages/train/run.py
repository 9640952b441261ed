"""One training run: its settings, its fingerprint, and the folder where its state lives."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stages.config import load_section
from stages.records.cache import cache_root
from stages.records.identity import content_hash, sha256
from stages.train.config import Architecture, EngineSection, ModelSection, TrainSection
from stages.train.dataset import Dataset, build_dataset, corpus_records
from stages.train.prompt import training_texts

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

CORPUS = Path("data/corpus")


def code_sha256() -> str:
    """Hash of this package's sources as they are on disk now."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return content_hash({path.name: sha256(path.read_bytes()) for path in sources})


@dataclass(frozen=True)
class Run:
    """Everything a process needs to train `model` from the corpus with hash `corpus_sha256`."""

    model: str
    arch: Architecture
    train: TrainSection
    engine: EngineSection
    corpus_sha256: str
    code_sha256: (
        str  # of this package as it was when the run began: an edit under way must not move its state
    )

    @classmethod
    def of(cls, model: str, corpus_sha256: str) -> Run:
        """The run that params.yaml describes."""
        return cls(
            model,
            getattr(load_section("model", ModelSection), model),
            load_section("train", TrainSection),
            load_section("engine", EngineSection),
            corpus_sha256,
            code_sha256(),
        )

    @property
    def params(self) -> dict[str, Any]:
        """The values that shape the outputs. How often state is saved shapes none."""
        train = self.train.model_dump()
        del train["save_every"]
        return {"model": self.arch.model_dump(), "train": train, "engine": self.engine.model_dump()}

    @property
    def fingerprint(self) -> str:
        """Two runs with one fingerprint end in the same bytes: corpus, params, library versions, this code.

        No path is in it, so a run in another folder goes on from the same state.
        """
        libraries = {name: version(name) for name in ("torch", "transformers", "tokenizers", "deepspeed")}
        return content_hash([self.model, self.corpus_sha256, self.params, libraries, self.code_sha256])[:32]

    @property
    def folder(self) -> Path:
        """Where the run's state lives: not under models/, which DVC empties when the stage starts."""
        return cache_root() / "training" / self.fingerprint


def prepare(run: Run) -> tuple[PreTrainedTokenizerBase, Dataset]:
    """The run's tokenizer (learnt once, then read from its folder) and dataset."""
    from stages.train.model import image_grid
    from stages.train.tokenizer import load_tokenizer, train_tokenizer

    records = corpus_records(CORPUS, images=run.arch.vision is not None)
    if run.arch.pretrained:
        tokenizer = load_tokenizer(run.arch.pretrained)
    else:
        texts = [text for r in tokenizer_records(records) for text in training_texts(r)]
        tokenizer = train_tokenizer(texts, run.arch.vocab_size)
    return tokenizer, build_dataset(records, tokenizer, run.train, image_grid(run.arch))


def tokenizer_records(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the tokenizer is learnt from: the training split, short and long records alike."""
    return [r for r in records if r["split"] == "train"]
