"""Processes of a run: this one, or one an accelerator under torchrun. Environment before torch starts."""

from __future__ import annotations

import os
import subprocess
import sys

from stages.errors import JanusError
from stages.train.run import Run


def start_engine(run: Run) -> None:
    """Join (or found) the process group. Raises JanusError where the configured device is absent."""
    os.environ["DS_ACCELERATOR"] = run.engine.device
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    if run.engine.launcher == "inline":
        os.environ.update(RANK="0", LOCAL_RANK="0", WORLD_SIZE="1")
    import torch

    torch.set_num_threads(run.engine.threads)
    if run.engine.device == "cuda":
        if not torch.cuda.is_available():
            raise JanusError(
                "params say engine.device: cuda, and torch finds no GPU",
                where=f"torch {torch.__version__}",
                do="use engine=cpu (`janus config write engine=cpu`), or install torch for CUDA",
            )
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    # Kernels without a deterministic form exist on GPUs alone (masked attention): warned of, not refused.
    torch.use_deterministic_algorithms(True, warn_only=run.engine.device == "cuda")
    torch.utils.deterministic.fill_uninitialized_memory = False  # a debugging aid that costs each allocation
    import deepspeed

    # The shared-memory collective only makes several CPU processes on one host faster, and building it needs
    # a C++ compiler and half a minute.
    deepspeed.ops.__compatible_ops__["deepspeed_shm_comm"] = False
    backend = "nccl" if run.engine.device == "cuda" else "gloo"
    if run.engine.launcher == "inline":
        # A store inside the process: no port that another run could take.
        store = torch.distributed.HashStore()
        torch.distributed.init_process_group(backend, store=store, rank=0, world_size=1)
    deepspeed.init_distributed(dist_backend=backend, verbose=False)


def launch(run: Run) -> None:
    """Train in `engine.workers` processes on this machine. Raises JanusError where one of them fails."""
    command = [
        *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
        *("--nproc-per-node", str(run.engine.workers), "-m", "stages.train.worker", run.model),
        run.corpus_sha256,
        run.code_sha256,
    ]
    if (code := subprocess.run(command).returncode) != 0:
        raise JanusError(
            f"training of {run.model} ended with code {code}",
            where=" ".join(command[1:]),
            do="read the worker's message above; a re-run goes on from the last state",
        )
