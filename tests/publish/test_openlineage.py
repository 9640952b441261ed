"""Run records as OpenLineage events: versions, edges, ends of runs; written, and posted to a local server."""

from __future__ import annotations

import importlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import pytest

from stages.cli.__main__ import main as janus
from stages.crawl.downloads import file_sha256
from stages.publish.openlineage import events
from stages.tracking.run_record import recorded
from tests.lineage.conftest import build

FACET = {"type": "object", "required": ["_producer", "_schemaURL"]}
FACETS = {"type": "object", "additionalProperties": FACET}
SOURCE = {
    "type": "object",
    "required": ["namespace", "name", "facets"],
    "properties": {"facets": FACETS, "outputFacets": FACETS},
}
EVENT = {
    "type": "object",
    "required": ["run", "job", "eventTime", "producer", "schemaURL"],
    "properties": {
        "eventType": {"enum": ["START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER"]},
        "eventTime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$"},
        "run": {
            "required": ["runId"],
            "properties": {
                "runId": {"pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
                "facets": FACETS,
            },
        },
        "job": {"required": ["namespace", "name"], "properties": {"facets": FACETS}},
        "inputs": {"type": "array", "items": SOURCE},
        "outputs": {"type": "array", "items": SOURCE},
    },
}
"""What specification 2-0-2 requires of an event, in our words."""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JANUS_RUNS", raising=False)
    return build(tmp_path)


@pytest.fixture
def exported(project) -> list[dict]:
    """Events of a crawl, an assembly, and a training that failed."""

    def manifest(folder: str) -> dict:
        return json.loads((project.root / folder / "manifest.json").read_bytes())

    with recorded("crawl") as record:
        record.output("seeds", manifest("data/seeds"))
    with recorded("assemble") as record:
        record.input("rewards", manifest("data/rewards"))
        record.output("corpus", manifest("data/corpus"))
        record.data["params"] = {"mixture": {"chart": 2}}
    with pytest.raises(ValueError), recorded("train@tiny") as record:
        record.input("corpus", manifest("data/corpus"))
        raise ValueError("broken")
    assert janus(["export", "openlineage", "out"]) == 0
    return [json.loads(line) for line in Path("out/openlineage.jsonl").read_text().splitlines()]


def test_events_are_what_the_specification_asks_for(exported):
    assert len(exported) == 6
    for event in exported:
        jsonschema.validate(event, EVENT)
    told = [(e["job"]["name"], e["eventType"]) for e in exported]
    assert told == [
        ("crawl", "START"), ("crawl", "COMPLETE"), ("assemble", "START"), ("assemble", "COMPLETE"),
        ("train@tiny", "START"), ("train@tiny", "FAIL"),
    ]  # fmt: skip
    assert [e["eventTime"] for e in exported] == sorted(e["eventTime"] for e in exported)
    runs = [e["run"]["runId"] for e in exported]
    assert runs[0] == runs[1] and runs[2] == runs[3] and len(set(runs)) == 3
    assert len({e["run"]["facets"]["parent"]["run"]["runId"] for e in exported} - set(runs)) == 1


def test_data_sets_have_versions_and_edges_are_explicit(exported, project):
    crawl, assemble, train = exported[1::2]
    (corpus,) = assemble["outputs"]
    sha = json.loads((project.root / "data/corpus/manifest.json").read_bytes())["table_sha256"]
    assert corpus["facets"]["version"]["datasetVersion"] == sha
    assert corpus["outputFacets"]["outputStatistics"]["rowCount"] == 4
    assert train["inputs"][0]["facets"] == corpus["facets"] and train["outputs"] == []
    (entry,) = assemble["job"]["facets"]["lineage"]["entries"]
    assert (entry["name"], [source["name"] for source in entry["inputs"]]) == ("corpus", ["rewards"])
    archives = {(source["namespace"], source["name"]) for source in crawl["inputs"]}
    assert archives == {("pypi", "plots@1.0"), ("npm", "icons@2.1")}


def test_facets_carry_code_conf_values_and_the_error(exported):
    facets = exported[3]["run"]["facets"]
    (parameter,) = facets["executionParameters"]["parameters"]
    assert parameter == {"key": "mixture", "value": '{"chart": 2}'}
    assert facets["janusforge_code"]["git_dirty"] in (True, False)
    assert exported[5]["run"]["facets"]["errorMessage"]["message"] == "ValueError: broken"


def test_a_run_under_way_has_no_end():
    record = {
        "execution": "x", "stage": "crawl", "status": "running", "started": 0.0, "inputs": {}, "outputs": {},
    }  # fmt: skip
    assert [event["eventType"] for event in events([record], {})] == ["START"]


def test_the_classes_of_the_published_package_take_every_facet(exported):
    """Where openlineage-python is installed: its classes are generated from the published schemas."""
    generated = pytest.importorskip("openlineage.client.generated")
    known = {}
    for path in Path(generated.__path__[0]).glob("*.py"):
        module = importlib.import_module(f"openlineage.client.generated.{path.stem}")
        known |= {c._get_schema(): c for c in vars(module).values() if hasattr(c, "_get_schema")}
    taken = 0
    for event in exported:
        for one in (event["run"], event["job"], *event["inputs"], *event.get("outputs", [])):
            for facet in (one["facets"] | one.get("outputFacets", {})).values():
                fields = {name: value for name, value in facet.items() if not name.startswith("_")}
                if not facet["_schemaURL"].startswith("urn:"):
                    known[facet["_schemaURL"]](**fields)
                    taken += 1
    assert taken > 20


@pytest.fixture
def endpoint():
    """A server that takes events; it refuses those after `limit`."""
    taken: list[tuple[dict, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        limit = 100

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            full = len(taken) >= self.limit
            if not full:
                taken.append((body, self.headers["Authorization"]))
            self.send_response(507 if full else 201)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1/lineage", taken, Handler
    server.shutdown()
    server.server_close()


def test_events_are_posted_in_order_with_the_key_of_the_environment(exported, endpoint, monkeypatch, capsys):
    url, taken, handler = endpoint
    monkeypatch.setenv("OPENLINEAGE_API_KEY", "secret-of-the-endpoint")
    before = file_sha256(Path("out/openlineage.jsonl"))
    assert janus(["export", "openlineage", "out", "--post", url]) == 0
    assert [body for body, _ in taken] == exported
    assert {key for _, key in taken} == {"Bearer secret-of-the-endpoint"}
    assert file_sha256(Path("out/openlineage.jsonl")) == before
    handler.limit = len(taken) + 2
    assert janus(["export", "openlineage", "out", "--post", url]) == 1
    assert "no event after 2: it answered 507" in capsys.readouterr().err


def test_no_server_and_no_run_record_are_errors(project, capsys):
    assert janus(["export", "openlineage", "out"]) == 1
    assert "no run record is here" in capsys.readouterr().err
    with recorded("crawl"):
        pass
    assert janus(["export", "openlineage", "out", "--post", "http://127.0.0.1:9/"]) == 1
    assert "no event after 0" in capsys.readouterr().err
