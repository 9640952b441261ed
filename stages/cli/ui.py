"""`janus ui`: the MLflow UI on this project's runs."""

from __future__ import annotations

import argparse
import os
import sys


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=5000)


def run(args: argparse.Namespace) -> int:
    from stages.tracking.store import tracking_uri

    uri = tracking_uri()
    print(f"MLflow on {uri}: http://127.0.0.1:{args.port}/#/experiments (Ctrl-C ends it)", flush=True)
    command = [sys.executable, "-m", "mlflow", "ui", "--backend-store-uri", uri, "--port", str(args.port)]
    os.execv(sys.executable, command)
