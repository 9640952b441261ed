"""The whole stage with a judge at an endpoint, as a process of its own: killed, taken up again; its key."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from stages.config import raw_params
from stages.records.identity import canonical_json, producer
from stages.records.schemas import seal
from stages.records.tables import read_rows, write_table
from tests.reward.asked.conftest import KEY, ROOT, SHOWN_FIRST, judge, png, rated, said
from tests.reward.test_verdict import COUNT, RED, WRONG, sample
from tests.synthesize.teachers.conftest import KEY as TEACHERS_KEY

CUT_OFF, TWO_WAYS, FALSE, SILENT, GOOD = range(5)
"""Samples: one is illegible to the model, of one it says both, one fails its claims, one gets prose."""
REPLIES = {
    f"disc {CUT_OFF}\\..*legible": said("no", "the rim", f"cut off {KEY}"),
    f"(?=.*disc {TWO_WAYS}\\..*legible){SHOWN_FIRST}": said(quote="the rim"),
    f"disc {TWO_WAYS}\\..*legible": said("no", "the rim"),
    f"disc {SILENT}\\.": "Looks good to me!",
    "": said(quote="disc"),
}


def table(name: str, rows: list[dict[str, Any]], folder: Path) -> None:
    manifest = write_table(name, rows, folder / "data" / name)
    report = folder / f"reports/checks/{name}.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps({"passed": True, "failed": [], "table_sha256": manifest["table_sha256"]}))


@pytest.fixture
def project(tmp_path):
    """`project(url, count, ...)`: a folder with so many samples, whose params name the server."""

    def make(url: str, count: int = 6, **settings: Any) -> Path:
        folder = tmp_path / "project"
        renders = [
            seal(
                "renders",
                {
                    "producer": producer("sandbox.svg", "1"),
                    "stage": "validate",
                    "decision": "keep",
                    "code": f"<svg id='{n}'/>",
                    "runtime": "svg",
                    "status": "ok",
                    "png": png(n % 256),
                    "evidence": canonical_json(RED),
                },
            )
            for n in range(count)
        ]
        samples = []
        for n, drawn in enumerate(renders):
            claims = [COUNT, WRONG] if n == FALSE else [COUNT]
            row = sample(claims, instruction=f"Draw disc {n}.", output_code=drawn["code"])
            del row["record_id"]
            row |= {"output_render": drawn["record_id"], "stage": "synthesize", "decision": "keep"}
            samples.append(seal("samples", {**row, "producer": producer("test", "1")}))
        table("renders", renders, folder)
        table("samples", samples, folder)
        params = raw_params(ROOT / "params.yaml")
        params["judge"] = judge(url, **settings).model_dump()
        (folder / "params.yaml").write_text(yaml.safe_dump(params))
        (folder / "conf").symlink_to(ROOT / "conf")
        return folder

    return make


def start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    own = {"PYTHONPATH": str(ROOT), "JANUS_RUNS": str(folder / "runs"), "JANUS_WORKERS": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "stages.reward"],
        cwd=folder,
        env=os.environ | own | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(folder: Path, **environment: str) -> str:
    running = start(folder, **environment)
    output, _ = running.communicate(timeout=120)
    assert running.returncode == 0, output
    return output


def rewards(folder: Path) -> dict[int, dict[str, Any]]:
    """Rows by the number of the sample."""
    numbers = {s["record_id"]: int(s["instruction"][10:-1]) for s in read_rows(folder / "data/samples")}
    return {numbers[row["sample_id"]]: row for row in read_rows(folder / "data/rewards")}


def metrics(folder: Path) -> dict[str, Any]:
    (record,) = (folder / "runs").rglob("reward.json")
    return json.loads(record.read_text())["metrics"]


def everything(*folders: Path) -> bytes:
    return b"".join(p.read_bytes() for f in folders for p in sorted(f.rglob("*")) if p.is_file())


def test_what_the_model_says_decides_and_stands_in_the_row(project, serve, own_cache):
    server = serve(key=KEY, faults={"429": 0.1, "500": 0.1}, replies=REPLIES)
    folder = project(server.url, votes=2, tries=20)
    output = run(folder)
    found = rewards(folder)
    decisions = {n: row["decision"] for n, row in found.items()}
    assert decisions == {
        CUT_OFF: "drop",
        TWO_WAYS: "drop",
        FALSE: "drop",
        SILENT: "drop",
        GOOD: "keep",
        5: "keep",
    }
    assert 'sensible: 0 of 4 votes say yes; "the rim": cut off' in found[CUT_OFF]["reason"]
    assert found[CUT_OFF]["total"] == 0.0 and found[GOOD]["total"] == 1.0
    assert found[TWO_WAYS]["reason"].startswith(
        "sensible: undecided: 2 of 4 votes say yes, the order task_first"
    )
    assert found[TWO_WAYS]["total"] == 1.0
    assert (
        "shows_what_is_asked: undecided: " in found[SILENT]["reason"]
        and "malformed: " in found[SILENT]["reason"]
    )
    assert found[FALSE]["judge"] is None and "shape_count" in found[FALSE]["reason"]
    replies = json.loads(found[SILENT]["judge"])
    assert len(replies) == 8 and {r["reply"] for r in replies} == {"Looks good to me!"}
    seen = everything(folder / "runs", folder / "reports", own_cache) + repr(found).encode() + output.encode()
    assert b"$JANUS_JUDGE_KEY" in seen and b"cut off $JANUS" in everything(own_cache)
    assert KEY.encode() not in seen and TEACHERS_KEY.encode() not in seen
    first = (folder / "data/rewards/manifest.json").read_bytes()
    assert metrics(folder)["undecided_sensible"] == 2 and metrics(folder)["judge_calls"] > 40
    run(folder)
    assert (folder / "data/rewards/manifest.json").read_bytes() == first
    assert "judge_calls" not in metrics(folder) and metrics(folder)["judge_from_journal"] == 40


def test_a_killed_run_is_taken_up_and_asks_nothing_twice(project, serve, own_cache):
    count, places = 80, 4
    server = serve(latency_s=0.01, replies={"": said(quote="disc")})
    folder = project(server.url, count, concurrency=places)
    running = start(folder)
    end = time.monotonic() + 100
    while sum(p.read_bytes().count(b"\n") for p in own_cache.rglob("*.jsonl")) < count:
        assert time.monotonic() < end and running.poll() is None, "ended before it could be killed"
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    assert not (folder / "data/rewards").exists()
    run(folder)
    asked = server.facts()["asked"]
    wanted = 4 * (
        count - 1
    )  # two questions in two orders; the sample that fails its claims is not asked about
    assert len(asked) == wanted and metrics(folder)["judge_from_journal"] >= count
    assert sum(asked.values()) <= wanted + 2 * places  # under way, or in the fsync that the kill cut off
    assert {row["decision"] for n, row in rewards(folder).items() if n != FALSE} == {"keep"}


def test_the_papers_judge(project, serve):
    server = serve(
        replies={f"disc {CUT_OFF}\\.": rated(2, 3, 3, 3), f"disc {SILENT}\\.": "5/5", "": rated(3, 3, 3, 3)}
    )
    folder = project(server.url, name="januscoder")
    run(folder)
    found = rewards(folder)
    assert [found[n]["total"] for n in (CUT_OFF, FALSE, GOOD)] == [0.4375, 0.5, 0.5]
    assert [found[n]["decision"] for n in (CUT_OFF, FALSE, GOOD)] == ["drop", "keep", "keep"]
    assert found[GOOD]["threshold"] == 0.5 and "task_relevance" in found[CUT_OFF]["reason"]
    assert found[SILENT]["decision"] == "drop" and found[SILENT]["reason"].startswith("ratings: undecided: ")


def test_without_a_judges_key_nothing_is_judged(project, serve, own_cache):
    folder = project(serve(key=KEY).url)
    running = start(folder, JANUS_JUDGE_KEY="")
    output, _ = running.communicate(timeout=60)
    assert running.returncode == 1 and "judge has no key" in output and "JANUS_JUDGE_KEY" in output
    assert not (folder / "data/rewards").exists() and TEACHERS_KEY not in output
