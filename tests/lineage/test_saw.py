"""What is said of checkpoints ("saw", "never saw", "ancestry unknown") is what a second way finds."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter

import pyarrow.parquet as pq
import pytest

from stages.cli.__main__ import main
from stages.crawl.connectors import connectors
from stages.lineage.edges import WRAPPED
from stages.lineage.index import load
from stages.lineage.refs import resolve
from stages.lineage.saw import claims
from stages.records.tables import write_parquet
from tests.lineage.many import build_many
from tests.lineage.read_back import ReadBack, expected


def said(root, ref: str) -> dict[str, str]:
    graph = load(root)
    return {one["checkpoint"]: one["saw"] for one in claims(graph, resolve(graph, ref))}


def test_every_claim_is_that_of_an_independent_reading_of_the_log(tmp_path):
    build_many(tmp_path, 1)
    should = expected(ReadBack(tmp_path))
    graph = load(tmp_path)
    asked = random.Random(3).sample(sorted(should), 210)
    counts = Counter()
    for ref in asked:
        found = {one["checkpoint"]: one["saw"] for one in claims(graph, resolve(graph, ref))}
        assert found == should[ref], ref
        kind = "slice" if ref.startswith(("slice:", "corpus/")) else graph.kind(ref)
        counts.update((kind, word) for word in found.values())
    assert counts.total() == 210 * 12
    for kind in ("file", "seed", "sample", "render", "reward", "corpus"):
        assert counts[kind, "yes"] > 0 and counts[kind, "no"] > 0, counts
    assert min(Counter(word for _, word in counts.elements()).values()) > 50, counts


def test_a_pretrained_base_is_an_ancestor_of_unknown_ancestry(project):
    settings = project.root / "models/tiny/training.json"
    settings.write_text(json.dumps({"architecture": {"pretrained": "Org/Base-8B"}}))
    graph = load(project.root)
    assert graph.kind("base:Org/Base-8B") == "base"
    assert "base:Org/Base-8B" in graph.ancestors(["models/tiny@10"])
    assert said(project.root, "npm:icons") == {"models/tiny@10": "unknown", "models/tiny@20": "unknown"}
    assert said(project.root, "pypi:plots")["models/tiny@10"] == "yes", "what was read was read"
    assert said(project.root, "base:Org/Base-8B") == {}


def test_the_command_says_it_of_every_checkpoint(project, capsys):
    assert main(["impact", "npm:icons", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["checkpoints"]
    assert [(one["checkpoint"], one["saw"]) for one in found] == [
        ("models/tiny@10", "no"),
        ("models/tiny@20", "no"),
    ]
    assert main(["impact", project.seen["record_id"]]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("models/tiny@10  never saw it" in line for line in lines)
    assert any("models/tiny@20  saw it: records read: train 1 from step 15" in line for line in lines)
    assert main(["trace", "models/tiny@20", "--json"]) == 0
    assert "checkpoints" not in json.loads(capsys.readouterr().out)


def test_a_log_of_another_corpus_rules_nothing_out(project):
    """The data were built again and the model was not: what it read is not in the tables."""
    assert said(project.root, "npm:icons")["models/tiny@20"] == "no"
    for path in (project.root / "data/corpus").glob("*.parquet"):
        table = pq.read_table(path)
        rows = [row for row in table.to_pylist() if row["record_id"] != project.corpus[1]["record_id"]]
        write_parquet(table.from_pylist(rows, schema=table.schema), path)
    assert said(project.root, "npm:icons") == {"models/tiny@10": "no", "models/tiny@20": "unknown"}


@pytest.mark.parametrize(
    "gone", ["data/samples", "data/corpus", "models/tiny/consumption", "models/tiny/training.json"]
)
def test_what_is_not_here_rules_nothing_out(project, gone):
    path = project.root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert said(project.root, "npm:icons") == {"models/tiny@10": "unknown", "models/tiny@20": "unknown"}


def test_connectors_whose_archives_have_a_top_folder():
    assert sorted(name for name, module in connectors().items() if module.SOURCE.wrapped) == sorted(WRAPPED)
