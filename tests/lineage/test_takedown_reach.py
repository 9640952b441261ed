"""What a takedown of a file takes with it, and what cannot be said of a model's pretrained base."""

from __future__ import annotations

import json

import yaml

from stages.lineage.index import load
from stages.lineage.refs import resolve
from stages.lineage.takedown.entries import CONF, contents_of
from stages.lineage.verify import verify
from stages.records.identity import sha256
from stages.records.tables import read_rows
from tests.lineage.many import build_many


def test_a_file_takes_what_was_prepared_with_its_help(tmp_path):
    """Style sheets and modules that are no seeds of their own, and those that are."""
    build_many(tmp_path, 1)
    graph = load(tmp_path)
    helped = {}
    for row in read_rows(tmp_path / "data/seeds"):
        for name in row["includes"] or []:
            archive = f"{row['connector']}:{row['package']}@{row['version']}"
            top = "" if row["connector"] == "deb" else "top/"
            helped.setdefault(f"{archive}!{top}{name.partition('@')[0]}", set()).add(sha256(row["content"]))
    assert len(helped) >= 6
    for file, contents in helped.items():
        assert contents <= set(contents_of(graph, resolve(graph, file)))
    sheet = next(file for file in helped if file.endswith("own.css"))
    assert contents_of(graph, resolve(graph, sheet)) == sorted(helped[sheet])


def test_verification_says_what_it_cannot_know_of_a_base(project):
    (project.root / "conf").mkdir()
    entry = {"ref": "a", "reason": "asked for", "contents": [sha256(b"elsewhere")]}
    (project.root / CONF).write_text(yaml.safe_dump({"entries": [entry]}))
    assert verify(project.root).notes == []
    settings = project.root / "models/tiny/training.json"
    settings.write_text(json.dumps({"architecture": {"pretrained": "Org/Base-8B"}}))
    (note,) = verify(project.root).notes
    assert "models/tiny began with Org/Base-8B" in note and "ancestry unknown" in note
