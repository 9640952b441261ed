"""`janus sign PATH --key KEY`: sign a model, a table or an attestation by key; writes PATH.sig beside it.

janus sign models/januscoder --key own.key
janus verify --attest verified.json && janus sign verified.json --key own.key
janus verify --signature models/januscoder --key own.pub     (finds what is not as it was signed)
"""

from __future__ import annotations

import argparse
from pathlib import Path


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help="a folder or file")
    parser.add_argument("--key", type=Path, required=True, help="private key, PEM (P-256, P-384, P-521)")


def run(args: argparse.Namespace) -> int:
    from stages.lineage.signatures import sign

    print(sign(args.path, args.key))
    return 0
