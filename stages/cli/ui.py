"""`janus ui`: the MLflow UI on this project's runs."""

from __future__ import annotations

import argparse
import os
import sys

from stages.errors import JanusError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=5000)


def run(args: argparse.Namespace) -> int:
    from stages.tracking.store import database, open_store, tracking_uri, writing

    if database() is None:
        uri = tracking_uri()
        raise JanusError("the runs are on a server, which has pages of its own", where=uri, do=f"open {uri}")
    with writing():
        store = open_store()
    # The experiment's own address lands on MLflow's overview of language model traces, empty here.
    page = f"http://127.0.0.1:{args.port}/#/experiments/{store.experiment}/runs"
    print(f"the runs: {page}\n  of {store.uri} (Ctrl-C ends it)", flush=True)
    serve = ["-m", "mlflow", "ui", "--backend-store-uri", store.uri, "--port", str(args.port)]
    os.execv(sys.executable, [sys.executable, *serve])
