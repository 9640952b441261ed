"""One process of a run under torchrun: `python -m stages.train.worker MODEL CORPUS_SHA256 CODE_SHA256`.

Started by `python -m stages.train` where `engine.launcher` is torchrun, never by hand.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import torch.distributed as dist

from stages.errors import JanusError
from stages.train.loop import fit
from stages.train.run import Run, prepare


def main() -> None:
    model, corpus_sha256, code_sha256 = sys.argv[1:]
    try:
        run = replace(Run.of(model, corpus_sha256), code_sha256=code_sha256)
        fit(run, *prepare(run), log=lambda step, metrics: None)
        dist.destroy_process_group()  # else gloo's threads may still run when the process ends, and abort it
    except JanusError as error:
        sys.exit(f"train@{model}: {error}")


if __name__ == "__main__":
    main()
