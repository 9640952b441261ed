"""Code and conf values in run records, and the way from bytes to the run that made them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from stages.cli.__main__ import main as janus
from stages.records.tables import write_table
from stages.tracking.code import code_facts
from stages.tracking.made import made
from stages.tracking.run_record import recorded
from tests.lineage.conftest import build

ROOT = Path(__file__).parents[2]
DECLARED = {
    "stages": {
        "assemble": {"deps": ["stages/assemble", "constraints.txt", "data/rewards"], "params": ["mixture"]},
        "train": {"matrix": {"model": ["tiny"]}, "deps": ["stages/train"], "params": ["model.${item.model}"]},
        "check": {"foreach": {}, "do": {"deps": ["stages/check", "${item.one}"], "params": ["check"]}},
    }
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The small project of tests/lineage with code, params and a dvc.yaml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JANUS_RUNS", raising=False)
    for stage in ("assemble", "train", "check"):
        (tmp_path / "stages" / stage).mkdir(parents=True)
        (tmp_path / "stages" / stage / "one.py").write_text(f"# {stage}\n")
    (tmp_path / "constraints.txt").write_text("numpy==1\n")
    (tmp_path / "dvc.yaml").write_text(yaml.safe_dump(DECLARED))
    params = {"mixture": {"chart": 2}, "model": {"tiny": {"width": 8}}, "check": {}, "other": 1}
    (tmp_path / "params.yaml").write_text(yaml.safe_dump(params))
    return build(tmp_path)


def test_a_stage_is_its_code_and_its_params_and_nothing_else(project):
    facts = code_facts("assemble")
    assert list(facts["code"]) == ["stages/assemble", "constraints.txt"]
    assert facts["params"] == {"mixture": {"chart": 2}}
    assert code_facts("train@tiny")["params"] == {"model.tiny": {"width": 8}}
    assert list(code_facts("check@corpus")["code"]) == ["stages/check"]
    assert code_facts("elsewhere") == {}
    cache = project.root / "stages/assemble/__pycache__"
    cache.mkdir()
    (cache / "one.pyc").write_bytes(b"x")
    (project.root / "stages/train/one.py").write_text("# other\n")
    assert code_facts("assemble") == facts
    (project.root / "stages/assemble/one.py").write_text("# other\n")
    assert code_facts("assemble")["code_sha256"] != facts["code_sha256"]


def test_every_stage_of_the_real_pipeline_has_code(monkeypatch):
    monkeypatch.chdir(ROOT)
    for stage in (
        "crawl",
        "check@corpus",
        "synthesize",
        "train@januscoderv",
        "evaluate@januscoder",
        "report",
    ):
        facts = code_facts(stage)
        assert f"stages/{stage.partition('@')[0]}" in facts["code"] and facts["params"], stage


def run_assemble(root: Path) -> dict:
    manifest = json.loads((root / "data/corpus/manifest.json").read_bytes())
    with recorded("assemble") as record:
        record.output("corpus", manifest)
    return record.data


def test_bytes_lead_to_the_newest_run_that_wrote_them(project):
    assert made(project.root / "data/corpus") is None
    first = run_assemble(project.root)
    (project.root / "stages/assemble/one.py").write_text("# other\n")
    second = run_assemble(project.root)  # the same execution: one record a stage
    found = made(project.root / "data/corpus")
    assert found["code_sha256"] == second["code_sha256"] != first["code_sha256"]
    shutil.rmtree(project.root / "data/corpus")
    write_table("corpus", project.corpus[:1], project.root / "data/corpus")
    assert made(project.root / "data/corpus") is None, "other bytes than any run wrote"


def test_show_and_trace_say_what_made_it(project, capsys):
    data = run_assemble(project.root)
    record = project.corpus[0]["record_id"]
    told = f"data/corpus: assemble at {(data['git_revision'] or 'no git revision')[:12]}"
    for command in (("show", record), ("trace", record)):
        assert janus([*command]) == 0
        out = capsys.readouterr().out
        assert told in out and data["code_sha256"][:12] in out and data["execution"] in out
    assert "data/samples: no run record here names these bytes" in out
    assert janus(["trace", record, "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"ref", "kind", "nodes", "edges"}


def test_show_of_a_checkpoint_lists_files_code_and_conf_values(project, capsys):
    manifest = json.loads((project.root / "models/tiny/manifest.json").read_bytes())
    with recorded("train@tiny") as record:
        record.output("models/tiny", manifest)
    assert janus(["show", "models/tiny@final"]) == 0
    out = capsys.readouterr().out
    digest = manifest["files"]["checkpoints/20/model.safetensors"]["sha256"]
    assert f"checkpoints/20/model.safetensors  sha256 {digest}" in out and "checkpoints/10" not in out
    assert 'model.tiny = {"width": 8}' in out
    assert f"stages/train  sha256 {record.data['code']['stages/train']}" in out
    assert janus(["show", "models/tiny@10", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["made_by"]["stage"] == "train@tiny"
