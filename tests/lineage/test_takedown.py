"""A takedown in a small project: what it writes and refuses, what descends, what is emptied and marked."""

from __future__ import annotations

import json
import subprocess
from types import SimpleNamespace

import pytest
import yaml

from stages.cli.__main__ import main
from stages.config.params import raw_params
from stages.crawl.takedown import TAKEN_DOWN
from stages.errors import JanusError
from stages.lineage.index import load
from stages.lineage.takedown.descent import descent
from stages.lineage.takedown.entries import CONF, read_entries
from stages.lineage.takedown.objects import cached_files, drop_objects, listings, sort_outputs
from stages.lineage.takedown.run import enter, purge
from stages.lineage.verify import verify
from stages.lineage.views import table_files
from stages.records.cache import RecordCache
from stages.records.identity import canonical_json, sha256
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import write_table
from stages.sandbox import RuntimeSection, limits_of, render_key
from tests.lineage.planting import cached
from tests.lineage.test_verify import lock, rewrite
from tests.pipeline.project import ROOT


@pytest.fixture
def small(project, monkeypatch, tmp_path) -> SimpleNamespace:
    """The small project with conf, params, a lock, DVC's cache and an empty record cache, in git."""
    root = project.root
    monkeypatch.chdir(root)
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{root}/.janus/mlflow.db")
    (root / "conf").mkdir()
    (root / CONF).write_text("entries: []\n")
    params = {"takedown": {"entries": []}, "runtime": raw_params(ROOT / "params.yaml")["runtime"]}
    (root / "params.yaml").write_text(yaml.safe_dump(params))
    lock(root)
    cached(root)
    git("init", "-q")
    commit()
    return project


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], check=True)


def commit() -> None:
    git("add", "conf", "params.yaml")
    git("commit", "-q", "-m", "x")


def found_in(root, *contents: bytes):
    here = [path for table in SCHEMAS for path in table_files(root, table)]
    return descent({sha256(content) for content in contents}, here, cached_files(root))


def rebuilt(project) -> None:
    """Seeds as crawl writes them with the entry, and nothing made of the one that went."""
    lost = {project.raw[0]["record_id"], project.ready[0]["record_id"]}
    left = {"content": None, "decision": "drop", "reason": TAKEN_DOWN + "asked for"}
    rewrite(project.root, "seeds", lambda row: row | left if row["record_id"] in lost else row)
    lock(project.root)


@pytest.mark.parametrize("name", ["raw", "ready", "file", "package"])
def test_every_ref_to_a_seed_gives_the_entry_of_its_bytes(small, name):
    ref = {
        "raw": small.raw[0]["record_id"],
        "ready": small.ready[0]["record_id"][:8],
        "file": "plots!plots/one.py",
        "package": "pypi:plots",
    }[name]
    entry = enter(small.root, ref, "asked for: really")
    assert entry.contents == sorted(sha256(row["content"]) for row in (small.raw[0], small.ready[0]))
    written = yaml.safe_load((small.root / CONF).read_text())
    assert written["entries"] == raw_params()["takedown"]["entries"] == [entry.model_dump()]
    assert read_entries(small.root, committed=False).entries == [entry]


def test_bad_input_is_an_error_and_loses_nothing(small):
    def refused(match: str, ref: str, reason: str = "asked for") -> None:
        before = (small.root / CONF).read_bytes(), (small.root / "params.yaml").read_bytes()
        with pytest.raises(JanusError, match=match):
            enter(small.root, ref, reason)
        assert before == ((small.root / CONF).read_bytes(), (small.root / "params.yaml").read_bytes())

    refused("unknown REF", "pypi:nothing")
    refused("begins at a seed", small.generated["record_id"])
    refused("begins at a seed", "models/tiny@final")
    refused("bad reason", "pypi:plots", "${secret}")
    enter(small.root, "pypi:plots", "asked for")
    refused("not committed", "npm:icons")
    commit()
    refused("already taken down: asked for", small.ready[0]["record_id"])
    enter(small.root, "npm:icons", "asked for too")
    commit()
    (small.root / CONF).write_text("entries: [")
    refused("not readable", "npm:icons")
    (small.root / CONF).write_text("entries: []")
    commit()
    refused("disagree", "npm:icons")
    assert main(["takedown", "npm:icons"]) == 1 and main(["takedown"]) == 1


def test_descent_is_what_the_graph_says(small):
    found = found_in(small.root, small.raw[0]["content"])
    graph = load(small.root)
    below = {small.raw[0]["record_id"]} | graph.descendants([small.raw[0]["record_id"]])
    rows = {node for node in below if graph.kind(node) not in ("render", "checkpoint", "metric")}
    assert len(rows) > 8 and rows == {node for node in found.records if "/" not in node}
    assert not found.unclear
    # draws what a dropped sample of the other package draws too: that one still needs its execution
    assert ("draw(1)", "python") not in found.executed and ("draw(2)", "python") in found.executed


def test_caches_are_emptied_of_it_alone(small):
    root = small.root
    limits = limits_of(RuntimeSection.model_validate(raw_params()["runtime"]).of("python"))
    executions, proposals = RecordCache("executions"), RecordCache("proposals")
    for code in ("draw(1)", "draw(2)", "draw(3)"):
        executions.put(render_key(code, "python", limits), {"stderr": code})
    for n, row in enumerate(small.ready):
        proposals.put(["propose", n], {"seed_id": row["record_id"], "draft": {"code": f"draw({n})"}})
    proposals.put("old form", {"draft": {"code": "draw(9)"}})
    verdicts = RecordCache("verdicts")
    for row in (small.generated, small.samples[3], {"record_id": "of a build that is gone"}):
        verdicts.put(row["record_id"], {"sample_id": row["record_id"], "row": {}})
    enter(root, small.raw[0]["record_id"], "asked for")
    done = purge(root, read_entries(root, committed=False))
    assert done.counts["proposals"] == 2 and done.counts["executions"] == 1 and done.counts["verdicts"] == 2
    assert verdicts.get(small.samples[3]["record_id"])
    assert proposals.get(["propose", 1]) and not proposals.get(["propose", 0])
    assert executions.get(render_key("draw(3)", "python", limits))
    assert executions.get(render_key("draw(1)", "python", limits))
    assert not executions.get(render_key("draw(2)", "python", limits))
    left = found_in(root, small.raw[0]["content"]).files
    assert left and not any(".dvc" in path.parts for path in left)
    other = sha256(small.raw[1]["content"])
    assert any(".dvc" in p.parts for p in found_in(root, small.raw[1]["content"]).files), other
    assert purge(root, read_entries(root, committed=False)).counts["cached_outputs"] == 0


def test_replies_to_what_was_asked_about_it_are_forgotten(small):
    from stages.endpoint.journal import Journal, journal_folder

    request = {row["record_id"]: f"key of {row['record_id']}" for row in small.samples}
    rewrite(
        small.root,
        "samples",
        lambda row: row | {"sampling": json.dumps({"request": request.get(row["record_id"])})},
    )
    folder = journal_folder("endpoint", "m")
    Journal(folder).append([{"key": key, "text": key} for key in request.values()])
    enter(small.root, "pypi:plots", "asked for")
    assert purge(small.root, read_entries(small.root, committed=False)).counts["replies"] == 3
    left = Journal(folder)
    icon = small.samples[3]["record_id"]
    assert left.known == 1 and left.entries(request[icon])[0]["text"] == request[icon]


def test_what_a_judge_said_of_it_is_forgotten(small):
    from stages.endpoint.journal import Journal, journal_folder

    request = {row["sample_id"]: f"key of {row['sample_id']}" for row in small.rewards}
    rewrite(
        small.root,
        "rewards",
        lambda row: row | {"judge": json.dumps([{"request": request[row["sample_id"]], "reply": "yes"}])},
    )
    folder = journal_folder("endpoint", "m", "judge")
    asked = [*request.values(), "asked in a calibration"]
    Journal(folder).append([{"key": key, "text": key} for key in asked])
    enter(small.root, "pypi:plots", "asked for")
    assert purge(small.root, read_entries(small.root, committed=False)).counts["replies"] == 4
    assert Journal(folder).known == 1 and Journal(folder).entries(request[small.samples[3]["record_id"]])


def test_caches_of_another_machine_are_found_by_the_ids_that_are_left(small):
    enter(small.root, "pypi:plots", "asked for")
    rebuilt(small)
    proposals = RecordCache("proposals")
    for row in small.ready:
        proposals.put(row["record_id"], {"seed_id": row["record_id"], "draft": None})
    assert purge(small.root, read_entries(small.root, committed=False)).counts["proposals"] == 1
    assert proposals.get(small.ready[1]["record_id"])


def planted(row: dict, code: str) -> dict:
    """A row of table `calibration`: a defect planted on a sample."""
    change = canonical_json({"output_code": code})
    place = {key: row[key] for key in ("domain", "task", "modality")}
    made = {"parents": [row["record_id"]], "producer": "defects@1", "stage": "calibrate", "decision": "drop"}
    more = {"sample_id": row["record_id"], "kind": "wrong_colour", "changes": change, "criteria": []}
    return seal("calibration", {**made, **place, **more, "held_out": False, "what": "red", "total": 0.5})


def test_a_calibration_that_planted_on_it_goes_whole(small):
    table = small.root / "data/calibration"
    limits = limits_of(RuntimeSection.model_validate(raw_params()["runtime"]).of("python"))
    executions = RecordCache("executions")
    for code in ("defect(1)", "defect(2)"):
        executions.put(render_key(code, "python", limits), {"stderr": code})
    rows = [planted(small.samples[0], "defect(1)"), planted(small.samples[-1], "defect(2)")]
    write_table("calibration", rows, table)
    assert verify(small.root).as_dict()["ok"]
    enter(small.root, small.raw[0]["record_id"], "asked for")
    purge(small.root, read_entries(small.root, committed=False))
    assert not table.exists()
    assert not executions.get(render_key("defect(1)", "python", limits))
    assert executions.get(render_key("defect(2)", "python", limits))


def test_a_model_that_learned_from_it_leaves_the_cache_whole(small):
    stored = listings(small.root)
    (model,) = (md5 for md5, listing in stored.items() if "consumption/0.parquet" in listing)
    found = found_in(small.root, small.raw[0]["content"])
    assert model in sort_outputs(small.root, found).tainted
    drop_objects(small.root, found)
    names = {path.parent.name + path.name for path in cached_files(small.root)}
    assert not names & {model, *stored[model].values()} and names


def test_verification_knows_what_is_taken_down(small):
    enter(small.root, small.raw[0]["record_id"], "asked for")
    place = f"data/seeds/{small.raw[0]['record_id'][0]}.parquet#{small.raw[0]['record_id']}"
    live = {p["path"]: p for p in verify(small.root).as_dict()["problems"]}
    assert live[place]["expected"] == "taken down: asked for" and "dvc repro" in live[place]["found"]
    rebuilt(small)
    problems = {p["path"]: p for p in verify(small.root).as_dict()["problems"]}
    ready = small.ready[0]["record_id"]
    assert "came of it" in problems[f"data/seeds/{ready[0]}.parquet#{ready}"]["found"]
    assert place not in problems, "its id follows from its content hash, and an entry says why"
    (small.root / CONF).write_text("entries: []\n")
    problems = {p["path"]: p for p in verify(small.root).as_dict()["problems"]}
    assert "no entry" in problems[place]["found"]


def test_models_in_mlflow_are_marked_and_pages_removed(small):
    from stages.tracking.store import open_store

    root = small.root
    store = open_store()
    client = store.client
    manifest = json.loads((root / "models/tiny/manifest.json").read_text())
    md5 = {
        path: md5
        for entry in yaml.safe_load((root / "dvc.lock").read_text())["stages"].values()
        for path, md5 in ((out["path"], out["md5"]) for out in entry["outs"])
    }
    run = client.create_run(store.experiment).info.run_id
    client.log_param(run, "md5.data/seeds", md5["data/seeds"])
    (root / "index.html").write_text("<!doctype html>")
    client.log_artifact(run, str(root / "index.html"), "report")
    tags = {"janus.sha256": manifest["table_sha256"], "janus.checkpoint": "models/tiny@20"}
    model = client.create_logged_model(
        store.experiment, "tiny-20", tags={**tags, "janus.md5": md5["models/tiny"]}
    )
    lost = client.create_logged_model(
        store.experiment, "tiny-9", tags={**tags, "janus.sha256": "f" * 64, "janus.md5": "0" * 32 + ".dir"}
    )
    client.create_registered_model("best")
    client.create_model_version("best", f"models:/{model.model_id}", model_id=model.model_id)
    client.set_registered_model_alias("best", "champion", "1")

    enter(root, "pypi:plots", "asked for")
    done = purge(root, read_entries(root, committed=False))
    assert {k: done.counts[k] for k in ("models", "aliases", "pages")} == {
        "models": 2,
        "aliases": 1,
        "pages": 1,
    }
    tags = client.get_logged_model(model.model_id).tags
    assert tags["janus.tainted"] == "pypi:plots taken down: asked for"
    assert "unknown" in client.get_logged_model(lost.model_id).tags["janus.tainted"]
    assert not client.get_registered_model("best").aliases
    assert not client.list_artifacts(run, "report")
    found = verify(root).as_dict()
    assert [p["found"] for p in found["problems"] if p["path"] == "models/tiny"] == [
        "tainted: pypi:plots taken down: asked for"
    ]
    assert [note for note in found["notes"] if lost.model_id in note]


def test_a_ref_limits_verification_to_what_it_came_from(small):
    from tests.lineage.test_verify import flip

    whole, one = verify(small.root), verify(small.root, small.generated["record_id"])
    assert 3 < one.checked < whole.checked and not one.problems
    icon = small.raw[1]["record_id"]
    flip(small.root / f"data/corpus/{small.corpus[0]['record_id'][0]}.parquet", 99)
    assert not verify(small.root, icon).problems
    flip(small.root / f"data/seeds/{icon[0]}.parquet", 99)
    assert list(verify(small.root, icon).problems) == [f"data/seeds/{icon[0]}.parquet"]
    with pytest.raises(JanusError, match="unknown REF"):
        verify(small.root, "pypi:nothing")
