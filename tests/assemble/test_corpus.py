"""The corpus as a table: a row for every sample, the same bytes always, terms of the sources, weights."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from stages.assemble.__main__ import assemble
from stages.assemble.ancestry import Origin, joint_attribution, joint_licence
from stages.assemble.config import AssembleSection, MixtureSection
from stages.assemble.mixture import weights
from stages.config import load_section
from stages.errors import JanusError
from stages.records.tables import read_rows, table_sha256, write_table
from tests.assemble import factory


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tables = factory.world()
    factory.write(tables)
    return tables


def test_every_sample_is_one_row_with_its_reason(world):
    rows = {r["sample_id"]: r for r in factory.corpus()}
    assert set(rows) == {s["record_id"] for s in world["samples"]}
    failed = next(r for r in world["rewards"] if r["decision"] == "drop")
    for sample in world["samples"]:
        row = rows[sample["record_id"]]
        if sample["decision"] == "drop":
            assert row["reason"] == f"synthesize: {sample['reason']}"
            assert row["parents"] == [sample["record_id"]]
        elif sample["record_id"] == failed["sample_id"]:
            assert row["reason"] == f"reward: {failed['reason']}"
        else:
            assert row["decision"] == "keep" and row["split"] and row["weight"] > 0
            # The picture's task and the text's have the same program.
            same = [s for s in world["samples"] if s["output_code"] == sample["output_code"]]
            assert row["cluster"] == min(
                s["record_id"] for s in same if rows[s["record_id"]]["decision"] == "keep"
            )
        if row["decision"] == "drop":
            assert row["split"] is None and row["weight"] is None
    assert sum(r["decision"] == "keep" for r in rows.values()) == 71


def test_images_are_the_renders_bytes(world):
    renders = {r["record_id"]: r["png"] for r in world["renders"]}
    rows = [r for r in factory.corpus() if r["task"] == "image_to_code"]
    assert rows and all(r["image"] == renders[r["image_render"]] for r in rows)
    assert all(r["image"] is None for r in factory.corpus() if r["task"] != "image_to_code")


def test_same_bytes_in_any_order(world):
    first = write_table("corpus", factory.corpus(), Path("one"))
    shuffled = {name: random.Random(3).sample(rows, len(rows)) for name, rows in world.items()}
    factory.write(shuffled)
    second = write_table("corpus", factory.corpus(), Path("two"))
    assert first["table_sha256"] == second["table_sha256"] == table_sha256("two")
    assert [p.read_bytes() for p in sorted(Path("one").iterdir())] == [
        p.read_bytes() for p in sorted(Path("two").iterdir())
    ]


def test_ids_do_not_depend_on_mixture_or_split(world):
    section, mixture = factory.sections()
    other = mixture.model_copy(update={"shares": {**mixture.shares, "generation/svg/text": 9.0}})
    first, second = assemble(section, mixture, 1)[0], assemble(section, other, 2)[0]
    assert {r["record_id"] for r in first} == {r["record_id"] for r in second}
    assert {r["sample_id"]: r["weight"] for r in first} != {r["sample_id"]: r["weight"] for r in second}


def test_slice_without_share_is_dropped(world):
    section, mixture = factory.sections()
    shares = {k: v for k, v in mixture.shares.items() if k != "editing/svg/text"}
    rows, metrics = assemble(section, mixture.model_copy(update={"shares": shares}), 1)
    gone = [r for r in rows if r["slice"] == "editing/svg/text"]
    assert gone and {r["reason"] for r in gone} == {"mixture: no share for editing/svg/text"}
    assert metrics["dropped"]["mixture"] == len(gone) and "editing/svg/text" not in metrics["slices"]


def test_exact_duplicate_names_what_it_repeats(world):
    original = next(s for s in world["samples"] if s["task"] == "generation" and s["decision"] == "keep"
                    and s["domain"] == "svg")  # fmt: skip
    again = factory.sample_row(
        "svg", "generation", original["instruction"], original["output_code"] + "\n", original["parents"]
    )
    world["samples"].append(again)
    world["rewards"].append(factory.reward_row(again))
    factory.write({k: world[k] for k in ("samples", "rewards")})
    rows = {r["sample_id"]: r for r in factory.corpus()}
    kept, gone = sorted([original["record_id"], again["record_id"]])
    assert rows[kept]["decision"] == "keep"
    assert rows[gone]["reason"] == f"exact duplicate: of {kept}"
    assert rows[gone]["cluster"] == rows[kept]["cluster"] <= kept


def test_metrics_add_up(world):
    rows, metrics = assemble(*factory.sections(), 1)
    assert metrics["rows"] == len(rows) == metrics["kept"] + sum(metrics["dropped"].values())
    assert metrics["kept"] == sum(metrics["splits"].values())
    assert metrics["kept"] == sum(s["kept"] for s in metrics["slices"].values())
    assert metrics["dropped"] == {"synthesize": 24, "reward": 1}


def test_weights_bring_slices_to_their_shares():
    mixture = MixtureSection(shares={"a": 3.0, "b": 1.0, "absent": 5.0}, limit=10.0)
    found = weights(["a"] * 10 + ["b"] * 30, mixture)
    assert found == {"a": 3.0, "b": 0.3333}
    assert weights(["a"] * 10 + ["b"] * 30, mixture.model_copy(update={"limit": 2.0})) == {"a": 2.0, "b": 0.5}


def test_terms_of_several_sources():
    sources = (
        Origin("a", "1", "MIT", "Ann"),
        Origin("b", "2", "MIT OR GPL-2.0-only", "Bo"),
        Origin("c", "3", "MIT", "Ann"),
    )
    assert joint_licence(sources) == "MIT AND (MIT OR GPL-2.0-only)"
    assert joint_attribution(sources) == "Ann; Bo"


def test_sample_without_a_source_is_an_error(world):
    orphan = factory.sample_row("svg", "generation", "x", factory.program("svg", "x"), ["0" * 32])
    write_table("samples", [*world["samples"], orphan], Path("data/samples"))
    with pytest.raises(JanusError, match="descends from no source file"):
        factory.corpus()


def test_benchmark_code_is_kept_out(world, tmp_path):
    kept = [s for s in world["samples"] if s["decision"] == "keep" and s["task"] == "generation"]
    folder = tmp_path / "outside" / "ChartMimic"
    (folder / "ori").mkdir(parents=True)
    exact, near = [s for s in kept if s["domain"] == "chart"][2:4]
    (folder / "ori/1.py").write_text("# a comment\n" + exact["output_code"])
    (folder / "ori/2.py").write_text(near["output_code"])
    rows = {r["sample_id"]: r for r in factory.corpus(benchmarks=[str(folder)])}
    assert rows[exact["record_id"]]["reason"] == "decontamination: exact: ChartMimic/ori/1.py"
    assert rows[near["record_id"]]["decision"] == "drop"
    verdicts = {r["decontamination"] for r in rows.values() if r["decision"] == "keep"}
    assert verdicts == {"clean"}
    assert {r["decontamination"] for r in factory.corpus()} == {"not checked"}
    with pytest.raises(JanusError, match="does not exist"):
        factory.corpus(benchmarks=["nowhere"])


@pytest.mark.parametrize("name", ["default", "januscode_800k"])
def test_mixtures_in_conf_are_valid(name):
    mixture = factory.section("mixture", MixtureSection, name)
    assert all(len(s.split("/")) == 3 for s in mixture.shares)


def test_wrong_params_name_the_key():
    good = factory.section("assemble", AssembleSection, "default").model_dump()
    with pytest.raises(JanusError, match="assemble.splits.*add up to 1"):
        load_section(
            "assemble",
            AssembleSection,
            {"assemble": {**good, "splits": {"train": 0.5, "validation": 0.1, "test": 0.1}}},
        )
    with pytest.raises(JanusError, match="assemble.permutations"):
        load_section("assemble", AssembleSection, {"assemble": {**good, "permutations": 12}})
    with pytest.raises(JanusError, match="mixture.*above 0.*generation/chart/text"):
        load_section(
            "mixture", MixtureSection, {"mixture": {"shares": {"generation/chart/text": 0.0}, "limit": 2.0}}
        )


def test_stage_refuses_without_gates_and_writes_with_them(world):
    """The stage as dvc calls it, refused at first, then through the real gates."""
    import subprocess
    import sys

    import yaml

    from stages.check.__main__ import check

    root = str(Path(__file__).parents[2])
    params = {"seed": 1}
    for group, name in (("assemble", "smoke"), ("mixture", "default"), ("check", "smoke")):
        params[group] = yaml.safe_load((factory.CONF / group / f"{name}.yaml").read_text())
    Path("params.yaml").write_text(yaml.safe_dump(params))

    def run():
        return subprocess.run(
            [sys.executable, "-m", "stages.assemble"],
            capture_output=True,
            text=True,
            env={"PYTHONPATH": root, "JANUS_CACHE": str(Path.cwd() / "cache")},
        )

    refused = run()
    assert refused.returncode == 1 and "the gate of seeds has not run" in refused.stderr
    assert not Path("data/corpus").exists()
    for table in ("seeds", "samples", "renders", "rewards"):
        assert check(table, factory.check_section())["passed"]
    done = run()
    assert done.returncode == 0, done.stderr
    assert len(read_rows("data/corpus")) == len(world["samples"])
    assert Path("reports/metrics/corpus.json").is_file()
