"""What a REF means, and what a wrong one says."""

from __future__ import annotations

import json

import pytest

from stages.cli.__main__ import main
from stages.errors import JanusError
from stages.lineage.graph import Graph
from stages.lineage.index import load
from stages.lineage.refs import resolve
from stages.records.schemas import seal
from stages.records.tables import write_table
from tests.lineage.conftest import seed


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


COMMIT = "0123456789abcdef" * 2 + "01234567"
ARCHIVES = {
    "deb:art@1:0.18+dfsg-19": "usr/share/a.svg",
    "deb:art-extra@2:1.0~rc1-1": "usr/share/a.svg",
    f"git:https://example.org/x/plots.git@{COMMIT}": "src/plot.py",
    f"git:git@example.org:x/plots.git@{COMMIT}": "src/plot.py",
    "huggingface:owner/set@refs/convert/parquet": "train.parquet",
    "npm:@scope/icons@2.1": "package/a.svg",
}


@pytest.fixture(scope="module")
def awkward(tmp_path_factory):
    """A project whose archives have colons, slashes and at signs in names and versions: a raw seed each."""
    root = tmp_path_factory.mktemp("awkward")
    rows = []
    for archive, path in ARCHIVES.items():
        connector, _, rest = archive.partition(":")
        package, _, version = rest.rpartition("@")
        place = {"connector": connector, "package": package, "version": version, "path": path}
        rows.append(seal("seeds", seed("raw", "pypi:plots@1.0", archive.encode(), [], path) | place))
    write_table("seeds", iter(rows), root / "data/seeds")
    return root


@pytest.mark.parametrize("archive", ARCHIVES)
def test_names_and_versions_may_hold_colons_slashes_and_at_signs(awkward, archive):
    graph = load(awkward)
    bare, path = archive.rpartition("@")[0], ARCHIVES[archive]
    assert resolve(graph, archive).ids == resolve(graph, bare).ids == (archive,)
    for package in (archive, bare, archive.partition(":")[2], bare.partition(":")[2]):
        assert resolve(graph, f"{package}!{path}").ids == (f"{archive}!{path}",)
    assert resolve(graph, f"{bare}!{path.rpartition('/')[2]}").ids == (f"{archive}!{path}",)


@pytest.mark.parametrize("part", ["npm:", "npm:@scope", "git:git", "deb:art@1", "git:https"])
def test_a_part_of_a_name_is_no_name(awkward, part):
    with pytest.raises(JanusError, match="unknown REF") as error:
        resolve(load(awkward), part)
    assert part.partition(":")[0] + ":" in str(error.value).partition("candidates")[2]


@pytest.mark.parametrize("form", [[], ["--mermaid"], ["--prov"], ["--json"]])
def test_trace_and_impact_of_such_names(awkward, monkeypatch, capsys, form):
    monkeypatch.chdir(awkward)
    for archive, path in ARCHIVES.items():
        bare = archive.rpartition("@")[0]
        assert main(["impact", bare, *form]) == main(["trace", f"{archive}!{path}", *form]) == 0
        assert capsys.readouterr().out.count(archive[:40]) >= 2  # labels of a flowchart are cut


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
