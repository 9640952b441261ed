"""`janus config write|check [OVERRIDE ...]`: params.yaml from conf/."""

from __future__ import annotations

import argparse

from stages.config.compose import compose_params, drift
from stages.config.params import PARAMS_FILE
from stages.config.sections import check_sections
from stages.errors import JanusError
from stages.records.cache import write_atomic


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("write", "check"))
    parser.add_argument("overrides", nargs="*", help="Hydra overrides, e.g. train.lr=3e-4 experiment=smoke")


def run(args: argparse.Namespace) -> int:
    text = compose_params(args.overrides)
    check_sections(text)
    if args.action == "write":
        write_atomic(PARAMS_FILE, text.encode("utf-8"))
        print(
            f"{PARAMS_FILE} written from conf/"
            + (f" with {' '.join(args.overrides)}" if args.overrides else "")
        )
        return 0
    if difference := drift(args.overrides):
        raise JanusError(
            f"{PARAMS_FILE} and conf/ disagree:\n{difference}",
            do="run `janus config write` with the same overrides",
        )
    print(f"{PARAMS_FILE} agrees with conf/")
    return 0
