"""`janus COMMAND ...` (also `python -m stages.cli`)."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from stages.errors import JanusError

COMMANDS = {
    "config": "write params.yaml from conf/, or check that both agree",
    "doctor": "what this machine has and lacks, with the install line",
    "execute": "run a program in the sandbox and print its verdict",
    "trace": "what a record, slice or checkpoint came from",
    "impact": "what a record, file, package or slice reached",
    "show": "everything about one record, its picture included; what made a checkpoint",
    "why-dropped": "records around a record, file or package that were dropped, and why",
    "diff": "two checkpoints or corpora: records, decisions, sources, params, code, metrics",
    "sql": "DuckDB with every table and the lineage graph as views",
    "coverage": "records by domain, task and concept; weights that even them out",
    "calibrate": "what the reward finds of planted defects, and rejects of what its claims keep; a threshold",
    "gate": "the gates of all tables, as a Markdown summary",
    "publish": "the corpus as a data set to load, with card, metadata and attribution",
    "takedown": "take content out: an entry in conf/, empty caches, marked models",
    "export": "runs and data sets as OpenLineage events, to a file or an endpoint",
    "verify": "re-hash every artifact and check ids and edges",
    "sign": "sign a model, a table or an attestation by key",
    "sync": "write MLflow runs for what DVC ran or reused",
    "ui": "the MLflow UI on this project's runs",
}


def main(arguments: list[str] | None = None) -> int:
    """Parse, run the command's module, return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="janus", description="Multimodal code corpora and models, with lineage."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((a for a in arguments if a in COMMANDS), None)
    modules = {}
    for name, text in COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=text)
        if name == chosen:
            modules[name] = importlib.import_module(f"stages.cli.{name.replace('-', '_')}")
            modules[name].add(sub)
    args = parser.parse_args(arguments)
    try:
        return modules[args.command].run(args)
    except JanusError as error:
        print(f"janus {args.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


if __name__ == "__main__":
    sys.exit(main())
