"""State that a killed run goes on from: saved every few steps, always one complete state on disk.

$JANUS_CACHE/training/<fingerprint>/last               name of the newest complete state
                                    state-000120/      DeepSpeed's own files, and progress.msgpack
                                    checkpoints/120/   safetensors, published at the end
"""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import msgpack

from stages.records.cache import write_atomic

BYTES_A_PARAMETER = 16
"""Upper bound of what a state needs on disk: weights, fp32 master copy and two Adam moments."""


@dataclass
class Progress:
    """What a run has done so far."""

    step: int = 0
    parameters: int = 0
    tokens: int = 0  # read in training, prompts included
    answer_tokens: int = 0
    train_loss: list[tuple[int, float, float]] = field(default_factory=list)  # step, nats a token, lr
    validation_loss: list[tuple[int, float]] = field(default_factory=list)  # step, nats a token
    # (step, rank, offset, epoch, role, index of the record, tokens)
    consumption: list[tuple[int, int, int, int, str, int, int]] = field(default_factory=list)
    finished: bool = False


class RunState:
    """The states of one run under `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def last(self) -> Path | None:
        """Folder of the newest complete state."""
        marker = self.folder / "last"
        return self.folder / marker.read_text(encoding="utf-8") if marker.is_file() else None

    def progress(self) -> Progress:
        if (last := self.last) is None:
            return Progress()
        stored: dict[str, Any] = msgpack.unpackb((last / "progress.msgpack").read_bytes())
        for name in ("train_loss", "validation_loss", "consumption"):
            stored[name] = [tuple(row) for row in stored[name]]
        return Progress(**stored)

    def tag(self, step: int) -> str:
        return f"state-{step:06d}"

    def complete(self, progress: Progress) -> None:
        """Declare the state of this step complete (its other files are written) and drop older ones."""
        tag = self.tag(progress.step)
        write_atomic(self.folder / tag / "progress.msgpack", msgpack.packb(asdict(progress)))
        write_atomic(self.folder / "last", tag.encode())
        for old in self.folder.glob("state-*"):
            if old.name != tag:
                shutil.rmtree(old)

    def checkpoint(self, step: int) -> Path:
        return self.folder / "checkpoints" / str(step)

    def remove(self) -> None:
        shutil.rmtree(self.folder)


def require_space(folder: Path, parameters: int) -> None:
    """Raise OSError(ENOSPC) before a state is written that cannot fit."""
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < parameters * BYTES_A_PARAMETER:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
