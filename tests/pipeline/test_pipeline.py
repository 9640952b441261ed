"""The pipeline end to end, on the smoke preset, in clean copies."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stages.lineage.index import load
from stages.records.tables import file_hashes, read_rows, read_table
from tests.pipeline.project import Project, build_smoke, clean_copy

pytestmark = [pytest.mark.pipeline, pytest.mark.registry, pytest.mark.timeout(1200)]

MODELS = ("januscoder", "januscoderv")
TABLES = ("seeds", "samples", "renders", "rewards", "corpus", "predictions")


@pytest.fixture(scope="module")
def built(smoke, tmp_path_factory) -> Project:
    return smoke.apart(tmp_path_factory.mktemp("first"))


@pytest.fixture
def copy(built, tmp_path) -> Project:
    """The built project in a folder that a test may break."""
    return built.clone(tmp_path / "copy")


def test_every_stage_left_its_table(built):
    assert {len(built.outs()), len(TABLES)} == {16, 6}
    for table in TABLES:
        report = built.gate(table)
        assert report["passed"] and report["expectations"], table
    corpus = read_rows(built.folder / "data/corpus", ["domain", "task", "split"], keep=True)
    assert {r["domain"] for r in corpus} == {"chart", "svg", "scientific", "animation", "webui"}
    assert {r["task"] for r in corpus} == {"generation", "editing", "image_to_code", "translation"}
    assert {r["split"] for r in corpus} == {"train", "validation", "test"}
    for model in MODELS:
        assert list((built.folder / "models" / model).rglob("*.safetensors"))
        variants = set(
            read_table(built.folder / "data/predictions" / model, ["variant"])["variant"].to_pylist()
        )
        assert {"model", "untrained", "nearest"} <= variants
    page = (built.folder / "reports/index.html").read_text(encoding="utf-8")
    assert "<img" in page and "januscoderv" in page


def test_every_dropped_row_says_why(built):
    seen = 0
    for table in ("seeds", "samples", "renders", "rewards", "corpus"):
        for row in read_rows(built.folder / "data" / table, ["record_id", "decision", "reason"]):
            assert row["decision"] in ("keep", "drop")
            if row["decision"] == "drop":
                seen += 1
                assert row["reason"], (table, row["record_id"])
    assert seen > 0


def test_the_programmatic_teacher_proposes_fast_enough(built):
    """At least 50 candidates a second of processor time, in every domain; the benchmark asserts it."""
    shown = built.must(sys.executable, "-m", "tests.benchmarks.proposals")
    assert {"chart", "svg", "all"} <= {
        line.split("|")[1].strip() for line in shown.splitlines() if "| all |" in line
    }


def test_second_repro_is_up_to_date(built):
    assert list(built.folder.rglob("__pycache__")), "bytecode was written, or this shows nothing"
    before = processor_seconds()
    assert "up to date" in built.must("dvc", "repro")
    assert processor_seconds() - before < 5


def processor_seconds() -> float:
    """Of processes that this one started and that have ended: the clock says more about what else runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_two_cold_runs_give_the_same_bytes(built, tmp_path):
    """The first with one worker a stage, this one with two."""
    assert built.workers == 1
    other = build_smoke(tmp_path / "elsewhere", tmp_path / "cache", workers=2)
    assert other.outs() == built.outs()


def test_a_warm_cache_gives_the_same_bytes(built, tmp_path):
    project = clean_copy(tmp_path / "warm", tmp_path / "unused")
    warm = Project(project.folder, built.cache)
    warm.must(sys.executable, "-m", "stages.cli", "config", "write", "experiment=smoke")
    warm.must("dvc", "repro")
    assert warm.outs() == built.outs()


def test_trace_reaches_archives_and_impact_reaches_checkpoints(built):
    trace = json.loads(built.janus("trace", "models/januscoderv@final", "--json").stdout)
    assert set(trace) == {"ref", "kind", "nodes", "edges"} and trace["kind"] == "checkpoint"
    archives = {n["id"] for n in trace["nodes"] if n["kind"] == "archive"}
    assert len(archives) >= 2
    ids = {n["id"] for n in trace["nodes"]}
    assert trace["edges"] and all(a in ids and b in ids for a, b in trace["edges"])
    impact = json.loads(built.janus("impact", "pypi:matplotlib", "--json").stdout)
    reached = {n["id"].split("@")[0] for n in impact["nodes"] if n["kind"] == "checkpoint"}
    assert reached == {"models/januscoder", "models/januscoderv"}


def test_trace_and_impact_are_inverse_on_the_real_graph(built):
    graph = load(built.folder)
    assert graph.in_cycle() == []
    some = sorted({*graph.ids[::7], *graph.of_kind("archive"), *graph.of_kind("checkpoint")})
    kinds = {graph.kind(node) for node in some}
    assert {"archive", "file", "seed", "sample", "render", "corpus", "checkpoint"} <= kinds
    traced = {(x, y) for y in some for x in graph.ancestors([y]).intersection(some)}
    reached = {(x, y) for x in some for y in graph.descendants([x]).intersection(some)}
    assert traced == reached and len(traced) > len(some)


@pytest.mark.parametrize(
    "ref", ["models/januscoder@7777", "nothing!at/all.py", "pypi:unknown", "zz", "slice:a/b/c"]
)
def test_an_unknown_ref_is_an_error(built, ref):
    done = built.janus("trace", ref, "--json")
    assert done.returncode == 1 and ref in done.stderr and not done.stdout


def test_verify_finds_training_rows_in_their_archives_and_names_a_flipped_byte(copy):
    good = copy.janus("verify", "--json", "--archives", "200")
    assert good.returncode == 0 and json.loads(good.stdout)["ok"], good.stdout + good.stderr
    victim = sorted((copy.folder / "data/renders").glob("*.parquet"))[0]
    before = victim.stat()
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.chmod(0o644)
    victim.write_bytes(data)
    os.utime(victim, ns=(before.st_atime_ns, before.st_mtime_ns))
    bad = copy.janus("verify", "--json")
    found = json.loads(bad.stdout)
    assert bad.returncode == 1 and not found["ok"]
    assert any(p["path"].endswith(f"data/renders/{victim.name}") for p in found["problems"])


def test_a_fresh_clone_with_pulled_data_traces_and_verifies(copy, tmp_path):
    remote = tmp_path / "remote"
    copy.must("dvc", "remote", "add", "-d", "store", str(remote))
    copy.must("dvc", "push", "-q")
    copy.must("git", "add", "-A")
    copy.must("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "built")
    copy.must("git", "clone", "-q", str(copy.folder), str(tmp_path / "clone"))
    clone = Project(tmp_path / "clone", tmp_path / "no-cache")
    clone.must("dvc", "pull", "-q")
    ref = ("trace", "models/januscoderv@final", "--json")
    assert json.loads(clone.janus(*ref).stdout) == json.loads(copy.janus(*ref).stdout)
    assert "dropped" in clone.janus("why-dropped", "pypi:matplotlib").stdout
    verified = clone.janus("verify", "--json")
    assert verified.returncode == 0 and json.loads(verified.stdout)["checked"] > 1000, verified.stdout
    assert not (tmp_path / "no-cache").exists(), "nothing was run"


def test_the_published_corpus_loads_elsewhere(copy, tmp_path):
    out = tmp_path / "published"
    copy.must(sys.executable, "-m", "stages.cli", "publish", str(out))
    kept = read_rows(copy.folder / "data/corpus", ["record_id", "image"], keep=True)
    load = """
import json, sys
import datasets
out, cache = sys.argv[1:]
found = datasets.load_dataset(out, cache_dir=cache)
ids = [r for split in found.values() for r in split["record_id"]]
pictures = [r["image"].size for split in found.values() for r in split if r["image"] is not None]
print(json.dumps([sorted(ids), len(pictures), sorted(found)]))
"""
    said = copy.must(sys.executable, "-c", load, str(out), str(tmp_path / "hf")).splitlines()[-1]
    ids, pictures, splits = json.loads(said)
    assert ids == sorted(row["record_id"] for row in kept) and splits == ["test", "train", "validation"]
    assert pictures == sum(row["image"] is not None for row in kept) > 0
    copy.must("mlcroissant", "validate", "--jsonld", str(out / "croissant.json"))
    for name, entry in json.loads((out / "sharegpt/dataset_info.json").read_text()).items():
        rows = json.loads((out / "sharegpt" / entry["file_name"]).read_text())
        assert rows, name
        for row in rows:  # LLaMA-Factory refuses a record whose places and pictures differ in number
            said = "".join(turn["value"] for turn in row[entry["columns"]["messages"]])
            assert said.count("<image>") == len(row["images"])
            assert all((out / "sharegpt" / path).is_file() for path in row["images"])
    refused = copy.janus("publish", str(out))
    assert refused.returncode == 1 and "not empty" in refused.stderr


SABOTAGE = """
import sys
from pathlib import Path
from stages.records.schemas import seal
from stages.records.tables import read_rows, write_table

table, how = sys.argv[1:]
folder = Path("data") / table
rows = read_rows(folder)
for path in folder.glob("*.parquet"):
    path.unlink()
if how == "empty":
    rows = []
elif how == "null":
    rows = [{**r, "instruction": None} for r in rows]
elif how == "licence":
    rows = [{**r, "licence": "LicenseRef-unknown"} for r in rows]
elif how == "leak":
    first = next(r for r in rows if r["split"] == "train")
    rows = [{**r, "split": "test"} if r["record_id"] == first["record_id"] else r for r in rows]
write_table(table, rows, folder)
"""


@pytest.mark.parametrize(
    ("table", "producer", "following", "how"),
    [
        ("seeds", "crawl", "synthesize", "empty"),
        ("seeds", "crawl", "synthesize", "licence"),
        ("samples", "synthesize", "validate", "null"),
        ("corpus", "assemble", "train@januscoder", "leak"),
    ],
)
def test_a_broken_producer_is_stopped_by_its_gate(copy, table, producer, following, how):
    (copy.folder / "sabotage.py").write_text(SABOTAGE, encoding="utf-8")
    pipeline = copy.folder / "dvc.yaml"
    command = f"cmd: python -m stages.{producer}\n"
    text = pipeline.read_text(encoding="utf-8")
    assert command in text
    broken = f"cmd: python -m stages.{producer} && python sabotage.py {table} {how}\n"
    pipeline.write_text(text.replace(command, broken), encoding="utf-8")
    done = copy.run("dvc", "repro")
    assert done.returncode != 0
    assert f"check@{table}" in done.stdout + done.stderr
    report = copy.gate(table)
    assert not report["passed"] and report["failed"]
    if how in ("licence", "null", "leak"):
        assert any(f["rows"] for f in report["failed"]), "the report names the rows"
    after = copy.run("dvc", "repro", "-s", following)
    assert after.returncode != 0 and "gate" in after.stderr


def test_training_killed_at_half_ends_in_the_same_bytes(built, tmp_path):
    copy = built.clone(tmp_path / "copy")
    cache = tmp_path / "cache"
    cache.mkdir()
    killed = Project(copy.folder, cache)
    wanted = file_hashes(copy.folder / "models/januscoder")
    shutil.rmtree(copy.folder / "models/januscoder")
    started = subprocess.Popen(
        [sys.executable, "-m", "stages.train", "januscoder"],
        cwd=killed.folder,
        env=killed.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 300
    while not list(Path(cache).glob("training/*/*")) and started.poll() is None:
        assert time.monotonic() < deadline, "no training state appeared"
        time.sleep(0.05)
    assert started.poll() is None, "it was still training when it was killed"
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    shutil.rmtree(copy.folder / "models/januscoder", ignore_errors=True)
    killed.must(sys.executable, "-m", "stages.train", "januscoder")
    assert file_hashes(copy.folder / "models/januscoder") == wanted


def test_sync_writes_every_stage_once(copy):
    assert copy.janus("sync").returncode == 0
    again = copy.janus("sync")
    assert again.returncode == 0
    listing = """
import os
from mlflow import MlflowClient
from stages.tracking.store import tracking_uri
client = MlflowClient(tracking_uri())
experiments = client.search_experiments()
runs = [r for e in experiments for r in client.search_runs([e.experiment_id], max_results=1000)]
parents = [r for r in runs if "mlflow.parentRunId" not in r.data.tags]
models = client.search_logged_models(experiment_ids=[e.experiment_id for e in experiments])
print(len(parents), len(runs) - len(parents), len(models), "train.lr" in parents[0].data.params)
"""
    parents, children, models, has_lr = copy.must(sys.executable, "-c", listing).split()
    assert (parents, children, models, has_lr) == ("1", "16", "2", "True")


def without_nulls(value):
    """What DVC shows of a metrics file: it passes over keys without a number."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return value


def test_dvc_metrics_plots_and_experiments_read_the_same_numbers(copy):
    shown = json.loads(copy.must("dvc", "metrics", "show", "--json"))
    files = shown[""]["data"]
    for model in MODELS:
        path = f"reports/metrics/evaluate_{model}.json"
        written = json.loads((copy.folder / path).read_text(encoding="utf-8"))
        assert files[path]["data"] == without_nulls(written)
    assert "loss_januscoder" in copy.must("dvc", "plots", "show", "--json")
    assert copy.run("dvc", "exp", "show", "--json").returncode == 0
