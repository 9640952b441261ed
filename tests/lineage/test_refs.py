"""What a REF means, and what a wrong one says."""

from __future__ import annotations

import json

import pytest

from stages.cli.__main__ import main
from stages.errors import JanusError
from stages.lineage.graph import Graph
from stages.lineage.index import load
from stages.lineage.refs import resolve


def test_every_form_of_a_ref(project):
    graph = load(project.root)
    sample = project.samples[0]["record_id"]
    train = tuple(sorted(row["record_id"] for row in project.corpus[:2]))
    place = "pypi:plots@1.0!top/plots/one.py"
    expected = {
        sample: ("sample", (sample,)),
        sample[:12]: ("sample", (sample,)),
        "corpus/train": ("slice", train),
        "slice:image_to_code/chart/image": (
            "slice",
            tuple(sorted(project.corpus[n]["record_id"] for n in (1, 3))),
        ),
        "models/tiny@10": ("checkpoint", ("models/tiny@10",)),
        "models/tiny@final": ("checkpoint", ("models/tiny@20",)),
        "pypi:plots@1.0": ("archive", ("pypi:plots@1.0",)),
        "pypi:plots": ("archive", ("pypi:plots@1.0",)),
        "npm:icons": ("archive", ("npm:icons@2.1",)),
        place: ("file", (place,)),
        "plots!top/plots/one.py": ("file", (place,)),
        "plots@1.0!one.py": ("file", (place,)),
        "pypi:plots!plots/one.py": ("file", (place,)),
        "metric:tiny:execution_rate": ("metric", ("metric:tiny:execution_rate",)),
    }
    found = {ref: resolve(graph, ref) for ref in expected}
    assert {ref: (r.kind, r.ids) for ref, r in found.items()} == expected


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("pypi:plot", "candidates: pypi:plots@1.0"),
        ("pypi:plots@9", "candidates: pypi:plots@1.0"),
        ("corpus/tain", "candidates: corpus/test, corpus/train"),
        ("slice:editing/chart/text", "slice:generation/chart/text"),
        ("models/tiny@15", "models/tiny@final, models/tiny@10, models/tiny@20"),
        ("models/tiny", "needs @final or @STEP"),
        ("models/tinny@final", "models/tiny@10"),
        ("plots!two.py", "pypi:plots@1.0!top/plots/one.py"),
        ("ffffffffffffffffffff", "no record has an id that begins with it"),
        ("what", "models/tiny@final"),
    ],
)
def test_an_unknown_ref_lists_candidates(project, ref, says):
    with pytest.raises(JanusError, match="unknown REF") as error:
        resolve(load(project.root), ref)
    assert says in str(error.value)


def test_ambiguous_prefixes_and_short_ones():
    ids = {"abcd1" + "0" * 27: "seed", "abcd2" + "0" * 27: "sample"}
    graph = Graph.of([], ids)
    with pytest.raises(JanusError, match="ambiguous REF 'abcd': 2 matches") as error:
        resolve(graph, "abcd")
    assert "(seed)" in str(error.value) and "(sample)" in str(error.value)
    with pytest.raises(JanusError, match="at least 4 characters"):
        resolve(graph, "abc")
    assert resolve(graph, "abcd2").kind == "sample"


def test_a_file_name_in_two_packages_is_ambiguous():
    graph = Graph.of(
        [], {"pypi:a@1!x/one.py": "file", "pypi:a@1!y/one.py": "file", "npm:@s/b@2!one.py": "file"}
    )
    with pytest.raises(JanusError, match="ambiguous"):
        resolve(graph, "a!one.py")
    assert resolve(graph, "a!x/one.py").ids == ("pypi:a@1!x/one.py",)
    assert resolve(graph, "@s/b!one.py").ids == resolve(graph, "npm:@s/b@2!one.py").ids


def test_the_commands_print_the_contract(project, capsys):
    assert main(["trace", "models/tiny@final", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["ref", "kind", "nodes", "edges"]
    assert (found["ref"], found["kind"]) == ("models/tiny@final", "checkpoint")
    ids = [node["id"] for node in found["nodes"]]
    assert ids == sorted(ids) and {"models/tiny@20", "pypi:plots@1.0"} <= set(ids)
    assert {tuple(node) for node in found["nodes"]} == {("id", "kind", "stage", "label")}
    assert all(a in ids and b in ids for a, b in found["edges"]) and len(found["edges"]) > 8

    assert main(["impact", "pypi:plots", "--json"]) == 0
    assert "models/tiny@20" in {node["id"] for node in json.loads(capsys.readouterr().out)["nodes"]}


def test_the_text_is_a_tree_and_an_error_exits_with_1(project, capsys):
    assert main(["trace", "models/tiny@final"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("trace of models/tiny@final: 1 archive, 1 file, 2 seed, 2 sample")
    assert lines[1] == "checkpoint  × 2" and any("└─ archive  pypi:plots@1.0" in line for line in lines)
    assert main(["impact", "nothing"]) == 1
    assert "unknown REF 'nothing'" in capsys.readouterr().err
