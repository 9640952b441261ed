"""Train one model of the matrix: `python -m stages.train januscoder` or `python -m stages.train januscoderv`.

Reads data/corpus (its gate must have passed) and the sections `model`, `train` and `engine` of params.yaml.
Writes models/MODEL, reports/metrics/train_MODEL.json and reports/plots/loss_MODEL.csv. A run that is killed
goes on from its last saved state when started again, and ends in the same bytes.

Not covered: several machines in one run; partitioned loading of pretrained weights (each process reads the
whole model before ZeRO-3 shards it); kernels for GPUs beyond torch's own attention.
"""

from __future__ import annotations

import argparse

from stages.check.gate import require_gate
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord
from stages.train.config import MODELS


def train(model: str, record: RunRecord) -> None:
    from stages.tracking.live import training_log
    from stages.train.distributed import launch
    from stages.train.loop import fit
    from stages.train.publish import publish
    from stages.train.run import CORPUS, Run, prepare
    from stages.train.state import RunState

    manifest = require_gate("corpus", CORPUS)
    record.input("corpus", manifest)
    run = Run.of(model, manifest["table_sha256"])
    tokenizer, dataset = prepare(run)
    state = RunState(run.folder)
    with training_log(record) as log:
        if run.engine.launcher == "inline":
            record.metric(**fit(run, tokenizer, dataset, log.metrics))
        else:
            launch(run)
            for step, loss, rate in state.progress().train_loss:
                log.metrics(step, {"loss": loss, "lr": rate})
    record.output(f"models/{model}", publish(run, state.progress(), tokenizer, dataset))
    state.remove()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m stages.train", description="Train one model.")
    parser.add_argument("model", choices=MODELS)
    model = parser.parse_args().model
    run_stage(f"train@{model}", lambda record: train(model, record))


if __name__ == "__main__":
    main()
