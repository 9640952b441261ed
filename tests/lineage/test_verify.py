"""Verification finds what was done to the bytes, ids and edges, and nothing else."""

from __future__ import annotations

import json
import os
import random
import shutil

import pytest
import yaml

from stages.cli.__main__ import main
from stages.errors import JanusError
from stages.lineage.findings import file_digest
from stages.lineage.lock import folder_md5
from stages.lineage.verify import verify
from stages.records.schemas import seal
from stages.records.tables import read_rows, write_table


def paths(root) -> list[str]:
    return [problem["path"] for problem in verify(root).as_dict()["problems"]]


def lock(root) -> None:
    """Write the dvc.lock that DVC would write for the outputs here."""
    folders = ["data/seeds", "data/samples", "data/renders", "data/rewards", "data/corpus", "models/tiny"]
    stages = {}
    more = [path for path in ("data/predictions/tiny", "data/calibration") if (root / path).is_dir()]
    for folder in [*folders, *more]:
        files = {
            p.relative_to(root / folder).as_posix(): file_digest(p, "md5")
            for p in (root / folder).rglob("*")
            if p.is_file()
        }
        stages[folder] = {"cmd": "x", "outs": [{"path": folder, "hash": "md5", "md5": folder_md5(files)}]}
    metrics = "reports/metrics/evaluate_tiny.json"
    stages["m"] = {"cmd": "x", "outs": [{"path": metrics, "md5": file_digest(root / metrics, "md5")}]}
    (root / "dvc.lock").write_text(yaml.safe_dump({"schema": "2.0", "stages": stages}))


def flip(path, bit: int) -> None:
    """Change one bit; size and modification time stay as they were."""
    stat = path.stat()
    data = bytearray(path.read_bytes())
    data[bit // 8 % len(data)] ^= 1 << (bit % 8)
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_mtime_ns == stat.st_mtime_ns and path.stat().st_size == stat.st_size


def rewrite(root, table: str, change) -> None:
    """Edit a table's rows and write it again with a matching manifest, as a careful forger would."""
    rows = [row for row in (change(row) for row in read_rows(root / "data" / table)) if row is not None]
    parents = json.loads((root / "data" / table / "manifest.json").read_text())["parents"]
    shutil.rmtree(root / "data" / table)
    write_table(table, rows, root / "data" / table, params={"p": 1}, parents=parents)


def test_an_untouched_project_is_ok(project, capsys):
    lock(project.root)
    assert main(["verify", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True and found["problems"] == [] and found["checked"] > 80
    assert list(found) == ["ok", "checked", "problems", "notes"]


def test_a_flipped_bit_in_any_file_is_found_and_named(project):
    lock(project.root)
    files = sorted(
        p for top in ("data", "models", "reports") for p in (project.root / top).rglob("*") if p.is_file()
    )
    assert len(files) > 15
    rng = random.Random(5)
    for path in files:
        before = path.read_bytes()
        stat = path.stat()
        flip(path, rng.randrange(len(before) * 8))
        found = paths(project.root)
        name = path.relative_to(project.root).as_posix()
        # without DVC's cache a changed manifest that still parses can only be placed in its folder
        assert name in found or (
            path.name == "manifest.json" and path.parent.as_posix().endswith(found[0])
        ), name
        path.write_bytes(before)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert paths(project.root) == []


def test_the_command_names_the_file_and_exits_with_1(project, capsys):
    flip(project.root / "models/tiny/checkpoints/20/model.safetensors", 9)
    assert main(["verify", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    (problem,) = found["problems"]
    assert problem["path"] == "models/tiny/checkpoints/20/model.safetensors"
    assert set(problem) == {"path", "expected", "found"} and problem["expected"] != problem["found"]
    assert main(["verify"]) == 1
    assert "do:" in capsys.readouterr().out


def test_the_result_is_attested(project, tmp_path):
    lock(project.root)
    out = tmp_path / "statement.json"
    assert main(["verify", "--json", "--attest", str(out)]) == 0
    good = json.loads(out.read_text())
    assert good["_type"] == "https://in-toto.io/Statement/v1" and good["predicate"]["result"] == "PASSED"
    named = {subject["name"]: subject["digest"]["sha256"] for subject in good["subject"]}
    manifest = json.loads((project.root / "data/corpus/manifest.json").read_text())
    assert named["data/corpus"] == manifest["table_sha256"] and "models/tiny" in named
    flip(project.root / "models/tiny/checkpoints/20/model.safetensors", 9)
    assert main(["verify", "--json", "--attest", str(out)]) == 1
    bad = json.loads(out.read_text())["predicate"]
    assert bad["result"] == "FAILED"
    assert bad["failedTests"] == ["models/tiny/checkpoints/20/model.safetensors"]


def test_files_that_came_or_went(project):
    (project.root / "data/corpus/extra.txt").write_text("x")
    os.remove(project.root / "models/tiny/checkpoints/10/model.safetensors")
    assert paths(project.root) == ["data/corpus/extra.txt", "models/tiny/checkpoints/10/model.safetensors"]


def test_an_edited_row_is_found_although_all_file_hashes_were_recomputed(project):
    ready = project.ready[0]["record_id"]
    rewrite(project.root, "seeds", lambda r: {**r, "content": b"evil()"} if r["record_id"] == ready else r)
    found = {p["path"]: p for p in verify(project.root).as_dict()["problems"]}
    place = f"data/seeds/{ready[0]}.parquet#{ready}"
    assert place in found and "content_hash" in found[place]["expected"]
    # what was made from the former table says so
    assert "data/samples/manifest.json" in found


def test_a_deleted_parent_and_a_duplicate_are_found(project):
    gone = project.generated["record_id"]
    rewrite(project.root, "samples", lambda r: None if r["record_id"] == gone else r)
    found = verify(project.root).as_dict()["problems"]
    ends = [p for p in found if p["found"] == "absent"]
    owners = {project.rewards[0]["record_id"], project.corpus[0]["record_id"], project.edited["record_id"]}
    assert {p["path"].partition("#")[2] for p in ends} == owners
    assert all(gone in p["expected"] for p in ends)


def test_a_record_that_training_read_must_be_in_the_corpus(project):
    gone = project.corpus[0]["record_id"]
    rewrite(project.root, "corpus", lambda r: None if r["record_id"] == gone else r)
    assert any(path.startswith("models/tiny/consumption#offset") for path in paths(project.root))


def test_what_dvc_lock_names_must_be_there_and_what_it_does_not_need_not(project):
    lock(project.root)
    shutil.rmtree(project.root / "data/predictions")
    assert paths(project.root) == ["data/predictions/tiny"]
    (project.root / "dvc.lock").unlink()
    assert paths(project.root) == []


def test_dvcs_listing_names_the_manifest(project):
    lock(project.root)
    folder = project.root / "data/seeds"
    files = {p.name: file_digest(p, "md5") for p in folder.iterdir()}
    md5 = folder_md5(files)
    listing = project.root / ".dvc/cache/files/md5" / md5[:2] / md5[2:]
    listing.parent.mkdir(parents=True)
    listing.write_text(json.dumps([{"md5": files[name], "relpath": name} for name in sorted(files)]))
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace('"rows": 4', '"rows": 5'))
    assert paths(project.root) == ["data/seeds/manifest.json"]


def test_a_damaged_metrics_file_is_a_problem_even_without_a_lock(project):
    (project.root / "reports/metrics/evaluate_tiny.json").write_bytes(b"\xff{")
    (path,) = paths(project.root)
    assert path == "reports/metrics/evaluate_tiny.json"


def test_a_lock_that_cannot_be_read_is_an_error(project):
    (project.root / "dvc.lock").write_text("stages: [")
    with pytest.raises(JanusError, match="dvc.lock is not readable"):
        verify(project.root)


def test_sealing_is_what_verification_recomputes(project):
    row = seal("seeds", {**project.raw[0], "record_id": None, "content_hash": None})
    assert row["record_id"] == project.raw[0]["record_id"]
