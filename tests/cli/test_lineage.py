"""The lineage commands as a person calls them."""

from __future__ import annotations

import json
import re
from io import BytesIO
from urllib.parse import quote

import pytest
from PIL import Image

from stages.cli import show
from stages.cli.__main__ import main
from stages.lineage.edges import create_views
from stages.lineage.views import VIEWS, connect
from tests.lineage.conftest import project  # noqa: F401


@pytest.fixture
def ask(project, monkeypatch, capsys):  # noqa: F811
    """Run a command in the small project: (exit code, standard output, standard error)."""
    monkeypatch.chdir(project.root)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_filters_reach_the_answer(ask):
    _, out, _ = ask("trace", "models/tiny@final", "--json", "--stage", "crawl")
    found = json.loads(out)
    kinds = {node["kind"] for node in found["nodes"]}
    assert kinds == {"archive", "file", "seed", "checkpoint"}
    assert any(child == "models/tiny@20" for _, child in found["edges"]), "hidden stages are bridged"
    _, out, _ = ask("impact", "npm:icons", "--json", "--decision", "drop")
    assert {n["kind"] for n in json.loads(out)["nodes"] if n["stage"] == "synthesize"} == {"sample"}


def test_a_condition_alone_is_enough_for_impact(ask):
    code, out, _ = ask("impact", "--where", "package = 'plots'", "--json")
    assert code == 0 and any(n["kind"] == "checkpoint" for n in json.loads(out)["nodes"])
    code, _, err = ask("trace", "--where", "package = 'plots'")
    assert code == 1 and "no REF" in err


def test_fail_on_is_told_from_success_and_error(ask):
    code, _, err = ask("impact", "pypi:plots", "--fail-on", "checkpoint")
    assert code == 3 and "models/tiny@" in err
    assert ask("impact", "npm:icons", "--fail-on", "checkpoint")[0] == 0
    assert ask("impact", "npm:nothing", "--fail-on", "checkpoint")[0] == 1


def test_mermaid_draws_every_node_and_edge(ask):
    _, out, _ = ask("trace", "models/tiny@10", "--mermaid")
    _, plain, _ = ask("trace", "models/tiny@10", "--json")
    found = json.loads(plain)
    assert out.startswith("flowchart LR\n")
    assert out.count("-->") == len(found["edges"]) and out.count('["') == len(found["nodes"])


def test_show_prints_a_record(ask, project, tmp_path):  # noqa: F811
    record = project.seen["record_id"]
    code, out, _ = ask("show", record[:12], "--out", str(tmp_path / "p.png"))
    assert code == 0 and record in out and "image_to_code of draw(1)" in out
    assert (tmp_path / "p.png").read_bytes() == project.renders["draw(1)"]["png"]
    assert "models/tiny@10  never saw it" in out and "models/tiny@20  saw it" in out
    found = json.loads(ask("show", record, "--json")[1])
    assert [one["saw"] for one in found["checkpoints"]] == ["no", "yes"]
    code, _, err = ask("show", "pypi:plots")
    assert code == 1 and "not one record" in err


def test_a_picture_in_the_terminal_has_its_colours():
    data = BytesIO()
    Image.new("RGB", (80, 40), (200, 10, 10)).save(data, "PNG")
    text = show.blocks(data.getvalue())
    assert len(text.splitlines()) == 18 and text.count("▀") == 18 * show.COLUMNS
    assert "48;2;200;10;10" in text


def test_sql_answers_and_every_view_is_documented(ask, project):  # noqa: F811
    code, out, _ = ask("sql", "select count(*) as n from seeds", "--json-lines")
    assert code == 0 and json.loads(out) == {"n": 4}
    code, _, err = ask("sql", "select nothing from nowhere")
    assert code == 1 and "--views" in err
    _, out, _ = ask("sql", "--views")
    assert all(f"{view}: " in out for view in VIEWS)
    sources = connect(project.root)
    create_views(sources)
    names = {row[0] for row in sources.connection.execute("select view_name from duckdb_views()").fetchall()}
    assert set(VIEWS) <= names


def test_sql_prompt_reads_statements(ask, monkeypatch):
    lines = iter(["select 7 as seven", "", "select x from nowhere"])

    def typed(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    code, out, err = ask("sql", "--json-lines")
    assert code == 1 and json.loads(out.splitlines()[0]) == {"seven": 7} and "nowhere" in err


def test_why_dropped_and_diff_print(ask):
    code, out, _ = ask("why-dropped", "npm:icons")
    assert code == 0 and "2 records dropped" in out and "exception" in out
    code, out, _ = ask("diff", "models/tiny@10", "models/tiny@final")
    assert code == 0 and "0 only in a, 1 only in b" in out
    code, _, err = ask("diff", "corpus/train", "corpus/train", "--with", "nowhere")
    assert code == 1 and "dvc.yaml" in err


def test_prov_holds_the_same_graph_under_names_that_are_valid(ask):
    _, out, _ = ask("trace", "models/tiny@final", "--prov")
    found = json.loads(ask("trace", "models/tiny@final", "--json")[1])
    document = json.loads(out)
    assert set(document) == {"prefix", "entity", "activity", "wasGeneratedBy", "wasDerivedFrom"}
    names = {f"janus:{quote(node['id'], safe='')}": node for node in found["nodes"]}
    assert set(document["entity"]) == set(names) and len(names) > 10
    assert all(re.fullmatch(r"janus:[\w.~%-]+", name) for name in names), "local names of PROV-N"
    edges = {(e["prov:usedEntity"], e["prov:generatedEntity"]) for e in document["wasDerivedFrom"].values()}
    assert edges == {tuple(f"janus:{quote(n, safe='')}" for n in pair) for pair in found["edges"]}
    made = {g["prov:entity"]: g["prov:activity"] for g in document["wasGeneratedBy"].values()}
    assert made["janus:models%2Ftiny%4020"] == "janus:stage%2Ftrain"
    assert set(made.values()) <= set(document["activity"])
