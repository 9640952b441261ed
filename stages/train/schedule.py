"""Steps of a run: how many, at which learning rate, which ones leave a checkpoint."""

from __future__ import annotations

import math
from bisect import bisect_left

from stages.train.config import TrainSection


def learning_rate(step: int, steps: int, train: TrainSection) -> float:
    """Rate of optimizer step `step` (1..steps): linear warm-up, then a cosine down to min_lr·lr."""
    warmup = math.ceil(train.warmup * steps)
    if step <= warmup:
        return train.lr * step / warmup
    done = (step - warmup) / max(1, steps - warmup)
    return train.lr * (train.min_lr + (1 - train.min_lr) * 0.5 * (1 + math.cos(math.pi * done)))


def checkpoint_steps(steps: int, shares: list[float]) -> list[int]:
    """Steps that leave a checkpoint, the last step always among them."""
    return sorted({max(1, min(steps, round(share * steps))) for share in shares} | {steps})


def checkpoint_of(step: int, checkpoints: list[int]) -> int:
    """The first checkpoint at or after a step."""
    return checkpoints[bisect_left(checkpoints, step)]
