"""The training loop: packed rows in, checkpoints and a progress record out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from stages.errors import JanusError
from stages.train.dataset import Dataset
from stages.train.distributed import start_engine
from stages.train.order import Visit, training_order
from stages.train.packing import Batch, Row, batches, collate, pack
from stages.train.prompt import IMAGE
from stages.train.run import Run
from stages.train.schedule import checkpoint_steps, learning_rate
from stages.train.state import Progress, RunState, require_space

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

LARGEST_BUCKET = 200_000_000
"""Elements of a gradient bucket at most."""

Log = Callable[[int, dict[str, float]], None]


def fit(run: Run, tokenizer: PreTrainedTokenizerBase, dataset: Dataset, log: Log) -> dict[str, float]:
    """Train to the last step, from the newest saved state where there is one; `log(step, metrics)` each step.

    The result is the state in `run.folder`. Returns the speed, which depends on the machine.
    """
    start_engine(run)
    from stages.train.model import AnswerLoss, initial_model

    state = RunState(run.folder)
    progress = state.progress()
    began, step, tokens = time.monotonic(), progress.step, progress.tokens
    if not progress.finished:
        model = initial_model(run.arch, tokenizer, run.train.seed, _dtype(run))
        if run.engine.gradient_checkpointing:
            model.gradient_checkpointing_enable()
        _Loop(run, dataset, tokenizer, AnswerLoss(model), state, progress, log).go()
    seconds = time.monotonic() - began
    return {
        "training_seconds": seconds,
        "tokens_per_second": (progress.tokens - tokens) / seconds,
        "steps_per_second": (progress.step - step) / seconds,
        "resumed_from_step": step,
    }


def _dtype(run: Run) -> torch.dtype:
    import torch

    return torch.bfloat16 if run.engine.precision == "bf16" else torch.float32


def training_rows(run: Run, dataset: Dataset) -> Iterator[Row]:
    """Packed rows in training order; endless where `train.steps` is set."""
    visits = training_order(
        dataset.training,
        run.train.seed,
        epochs=run.train.epochs,
        canonical_share=run.train.canonical_share,
    )
    return pack(visits, dataset.length, run.train.pack_tokens)


def total_steps(run: Run, dataset: Dataset) -> int:
    """`train.steps`, or as many as `train.epochs` fill."""
    if run.train.steps is not None:
        return run.train.steps
    return max(1, sum(1 for _ in batches(training_rows(run, dataset), run.train.batch_rows)))


class _Loop:
    """One process's part of a run."""

    def __init__(
        self,
        run: Run,
        dataset: Dataset,
        tokenizer: PreTrainedTokenizerBase,
        loss: Any,
        state: RunState,
        progress: Progress,
        log: Log,
    ) -> None:
        import deepspeed
        import torch

        self.run, self.dataset, self.state, self.progress = run, dataset, state, progress
        self.steps, self.log = total_steps(run, dataset), log
        self.rank, self.world = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
        self.device = f"cuda:{os.environ['LOCAL_RANK']}" if run.engine.device == "cuda" else "cpu"
        self.image = tokenizer.convert_tokens_to_ids(IMAGE) if dataset.grid else None
        decayed = [p for p in loss.parameters() if p.ndim > 1]
        others = [p for p in loss.parameters() if p.ndim <= 1]
        optimizer = torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": run.train.weight_decay},
                {"params": others, "weight_decay": 0.0},
            ],
            lr=run.train.lr,
            betas=(0.9, run.train.beta2),
        )
        progress.parameters = sum(p.numel() for p in loss.parameters())
        self.engine, self.optimizer, *_ = deepspeed.initialize(
            model=loss, optimizer=optimizer, config=deepspeed_config(run, self.world, progress.parameters)
        )
        if (last := state.last) is not None:
            self.engine.load_checkpoint(str(state.folder), tag=last.name)

    def go(self) -> None:
        """Every step that is left."""
        run, progress = self.run, self.progress
        checkpoints = checkpoint_steps(self.steps, run.train.checkpoints)
        groups = islice(
            batches(training_rows(run, self.dataset), run.train.batch_rows), progress.step, self.steps
        )
        if progress.step == 0:
            self.validate(0)
        bar = tqdm(
            total=self.steps,
            initial=progress.step,
            desc=f"train {run.model}",
            unit="step",
            mininterval=0.2 if os.isatty(2) else 5,
            disable=self.rank != 0,
            ncols=None if os.isatty(2) else 110,
        )
        for step, group in enumerate(groups, start=progress.step + 1):
            began = time.monotonic()
            loss, tokens = self.step(step, group)
            bar.set_postfix_str(
                f"loss {loss:.3f}, {tokens / (time.monotonic() - began):,.0f} tokens/s", refresh=False
            )
            bar.update()
            metrics = {"loss": loss, "lr": progress.train_loss[-1][2]}
            if step % run.train.eval_every == 0 or step == self.steps:
                metrics["validation_loss"] = self.validate(step)
            if self.rank == 0:
                self.log(step, metrics)
            if step in checkpoints:
                self.save_checkpoint(step)
            if step == self.steps:
                progress.finished = True
            if step % run.train.save_every == 0 or step in checkpoints:
                self.save_state()
        bar.close()

    def step(self, step: int, group: list[Row]) -> tuple[float, int]:
        """One optimizer step over a global batch: (mean nats an answer token, tokens read)."""
        answers = sum(
            len(e) - e.answer for row in group for v in row for e in [self.dataset.encoded[v.index]]
        )
        rate = learning_rate(step, self.steps, self.run.train)
        for parameters in self.optimizer.param_groups:
            parameters["lr"] = rate
        mine = group[self.rank :: self.world]
        micro = micro_rows(self.run, self.world)
        parts = [mine[i : i + micro] for i in range(0, len(mine), micro)]
        total, read = 0.0, 0
        for part in parts:
            batch = self.batch(part)
            nats = self.engine(batch.inputs, batch.at, batch.targets).sum()
            # DeepSpeed takes the mean over accumulation and processes; the loss is a mean over answer tokens.
            self.engine.backward(nats / answers * len(parts) * self.world)
            self.engine.step()
            total += nats.item()
            read += self.note(step, batch, "train")
        total, read = self.sum_over_processes(total, read)
        progress = self.progress
        progress.step, progress.tokens = step, progress.tokens + read
        progress.answer_tokens += answers
        progress.train_loss.append((step, total / answers, rate))
        return total / answers, read

    def validate(self, step: int) -> float:
        """Mean nats an answer token over the validation records; every process reads all of them (ZeRO-3)."""
        import torch

        visits = [Visit(offset, 0, index) for offset, index in enumerate(self.dataset.validation)]
        rows = list(pack(visits, self.dataset.length, self.run.train.pack_tokens))
        total, answers = 0.0, 0
        self.engine.eval()
        with torch.no_grad():
            for i in range(0, len(rows), self.run.engine.micro_rows):
                batch = self.batch(rows[i : i + self.run.engine.micro_rows])
                total += self.engine(batch.inputs, batch.at, batch.targets).sum().item()
                answers += len(batch.targets)
                if self.rank == 0:
                    self.note(step, batch, "validation")
        self.engine.train()
        self.progress.validation_loss.append((step, total / answers))
        return total / answers

    def batch(self, rows: list[Row]) -> Batch:
        documents = [self.dataset.document(visit) for row in rows for visit in row]
        batch = collate(documents, self.dataset.grid, self.image, always_image=self.world > 1)
        return batch.to(self.device)

    def note(self, step: int, batch: Batch, role: str) -> int:
        """Record what the batch really held; returns its tokens."""
        for document in batch.documents:
            visit, tokens = document.visit, len(document.encoded)
            self.progress.consumption.append(
                (step, self.rank, visit.offset, visit.epoch, role, visit.index, tokens)
            )
        return sum(len(document.encoded) for document in batch.documents)

    def sum_over_processes(self, *values: float) -> list[Any]:
        if self.world == 1:
            return list(values)
        import torch

        both = torch.tensor(values, dtype=torch.float64, device=self.device)
        torch.distributed.all_reduce(both)
        return [type(value)(summed) for value, summed in zip(values, both.tolist(), strict=True)]

    def save_state(self) -> None:
        require_space(self.state.folder, self.progress.parameters)
        self.engine.save_checkpoint(
            str(self.state.folder), tag=self.state.tag(self.progress.step), save_latest=False
        )
        if self.world > 1:
            import torch

            gathered: list[Any] = [None] * self.world
            torch.distributed.all_gather_object(gathered, self.progress.consumption)
            mine = self.progress.consumption
            self.progress.consumption = sorted({tuple(row) for part in gathered for row in part})
            if self.rank != 0:
                self.progress.consumption = mine
        if self.rank == 0:
            self.state.complete(self.progress)
        if self.world > 1:
            torch.distributed.barrier()

    def save_checkpoint(self, step: int) -> None:
        """Weights as safetensors with the config beside them, so that the folder loads on its own."""
        require_space(self.state.folder, self.progress.parameters)
        model = self.engine.module.model
        if self.run.engine.zero_stage == 3:
            whole = self.engine._zero3_consolidated_16bit_state_dict()
            weights = {k.removeprefix("model."): v for k, v in whole.items()} if self.rank == 0 else None
        else:
            weights = model.state_dict()
        if self.rank == 0:
            model.save_pretrained(self.state.checkpoint(step), state_dict=weights)


def micro_rows(run: Run, world: int) -> int:
    """Rows a process reads at once. Raises JanusError where a global batch does not divide into them."""
    micro = max(1, min(run.engine.micro_rows, run.train.batch_rows // world))
    if run.train.batch_rows % (micro * world):
        raise JanusError(
            f"train.batch_rows {run.train.batch_rows} is no multiple of {micro} rows on {world} process(es)",
            where="engine.micro_rows, engine.workers",
            do="choose batch_rows as a multiple of engine.micro_rows times engine.workers",
        )
    return micro


def deepspeed_config(run: Run, world: int, parameters: int) -> dict[str, Any]:
    """DeepSpeed's own config. The learning rate is set by the loop, the optimizer is torch's AdamW."""
    micro = micro_rows(run, world)
    return {
        "train_batch_size": run.train.batch_rows,
        "train_micro_batch_size_per_gpu": micro,
        "gradient_accumulation_steps": run.train.batch_rows // micro // world,
        "gradient_clipping": run.train.clip,
        "bf16": {"enabled": run.engine.precision == "bf16"},
        "zero_optimization": {
            "stage": run.engine.zero_stage,
            "stage3_gather_16bit_weights_on_model_save": run.engine.zero_stage == 3,
            # With prefetch on, januscoderv on two processes stopped with mismatched collectives as soon as
            # every step was followed by a validation; without it, it equals one process.
            "stage3_prefetch_bucket_size": 0,
            # Allocated anew in every backward pass: no larger than the model (the default is 1 GB in bf16).
            "reduce_bucket_size": min(parameters, LARGEST_BUCKET),
            "allgather_bucket_size": min(parameters, LARGEST_BUCKET),
        },
        "zero_allow_untested_optimizer": True,
        "steps_per_print": 10**9,
    }
