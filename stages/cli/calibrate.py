"""`janus calibrate`: what the planted defects say of the reward; `propose` and `learn` write judges into
conf.

`propose` writes conf/judge/calibrated.yaml, the judge of params.yaml with the threshold that reaches the
target precision on the kinds of defect that are not held out. `learn` fits the learned judge on the same
kinds and writes conf/judge/learned.json with its weights and conf/judge/learned.yaml, which names them by
hash. Use them with `janus config write judge=calibrated` or `judge=learned`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

JUDGES = Path("conf/judge")
PROPOSED, LEARNED, WEIGHTS = JUDGES / "calibrated.yaml", JUDGES / "learned.yaml", JUDGES / "learned.json"


def add(parser: argparse.ArgumentParser) -> None:
    """One optional word."""
    parser.add_argument("do", nargs="?", choices=("show", "propose", "learn"), default="show")


def run(args: argparse.Namespace) -> int:
    """Print the report, or write a judge. Raises JanusError where nothing was calibrated."""
    import json

    from stages.calibrate.__main__ import METRICS, REPORT
    from stages.errors import JanusError

    if not METRICS.is_file():
        raise JanusError(
            "nothing was calibrated yet",
            where=str(METRICS),
            do="run `dvc repro reports/calibration/dvc.yaml`",
        )
    if args.do == "show":
        print(REPORT.read_text(encoding="utf-8"), end="")
        return 0
    return _propose(json.loads(METRICS.read_text(encoding="utf-8"))) if args.do == "propose" else _learn()


def _propose(figures: dict[str, Any]) -> int:
    from stages.calibrate.__main__ import METRICS
    from stages.config import raw_params
    from stages.errors import JanusError

    if figures["proposed_threshold"] is None:
        raise JanusError(
            "no threshold keeps to the false rejects",
            where=str(METRICS),
            do="read `janus calibrate`, mend the criteria that reject good samples",
        )
    judge = {**_of_evidence(raw_params()["judge"]), "threshold": figures["proposed_threshold"]}
    _write(PROPOSED, "The threshold that the planted defects recommend: `janus calibrate propose`.", judge)
    return 0


def _learn() -> int:
    import json

    from stages.calibrate.__main__ import TABLE
    from stages.calibrate.learn import fit, is_fitted_on, measure, pairs_of
    from stages.config import raw_params
    from stages.records.identity import sha256
    from stages.records.tables import read_rows

    judge = _of_evidence(raw_params()["judge"])
    pairs = pairs_of(read_rows(TABLE))
    model = fit([pair for pair in pairs if is_fitted_on(pair)])
    rest = [pair for pair in pairs if not is_fitted_on(pair)]
    measured = {
        "held_out_kinds": measure(model, [p for p in rest if p[1]["held_out"]], judge["threshold"]),
        "held_out_samples": measure(model, [p for p in rest if not p[1]["held_out"]], judge["threshold"]),
    }
    text = json.dumps({**model, "measured": measured}, indent=1) + "\n"
    WEIGHTS.write_text(text, encoding="utf-8")
    for name, figures in measured.items():
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in figures.items()))
    fitted = {**judge, "name": "learned", "weights": str(WEIGHTS), "weights_sha256": sha256(text)}
    _write(LEARNED, "The judge fitted on planted pairs: `janus calibrate learn`.", fitted)
    return 0


def _of_evidence(judge: dict[str, Any]) -> dict[str, Any]:
    """The section of a judge without the model that it asks: what was measured is its checkers."""
    own = {key: value for key, value in judge.items() if key != "asked"}
    return {**own, "name": "evidence"} if judge.get("asked") else own


def _write(path: Path, what: str, judge: dict[str, Any]) -> None:
    import yaml

    given = {key: value for key, value in judge.items() if value is not None}
    path.write_text(f"# {what}\n" + yaml.safe_dump(given, sort_keys=False), encoding="utf-8")
    print(f"{path} written; next: janus config write judge={path.stem} && dvc repro")
