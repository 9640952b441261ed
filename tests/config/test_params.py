"""Typed params: unknown keys and wrong types are errors that name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from stages.config import Section, load_section
from stages.config.compose import compose_params, drift
from stages.config.sections import check_sections
from stages.errors import JanusError

ROOT = Path(__file__).parents[2]


class Inner(Section):
    size: int


class Example(Section):
    lr: float
    name: str
    inner: Inner


GOOD = {"lr": 1, "name": "x", "inner": {"size": 3}}


def test_a_section_is_typed_and_frozen():
    section = load_section("train", Example, {"train": GOOD})
    assert section.lr == 1.0 and section.inner.size == 3
    with pytest.raises(ValueError):
        section.lr = 2.0


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({**GOOD, "lr": "fast"}, "train.lr"),
        ({**GOOD, "speed": 1}, "train.speed"),
        ({**GOOD, "inner": {"size": 1.5}}, "train.inner.size"),
        ({**GOOD, "inner": {}}, "train.inner.size"),
        ({"lr": 1}, "train.name"),
    ],
)
def test_errors_name_the_key(values, key):
    with pytest.raises(JanusError) as caught:
        load_section("train", Example, {"train": values})
    assert key in str(caught.value)


def test_params_yaml_agrees_with_conf(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert drift([]) == ""


def test_the_whole_file_is_checked(monkeypatch):
    monkeypatch.chdir(ROOT)
    params = check_sections(compose_params([]))
    assert params["seed"] > 0 and params["crawl"]
    with pytest.raises(JanusError, match="train.lr"):
        check_sections(compose_params(["train.lr=fast"]))
    with pytest.raises(JanusError, match="train.speed"):
        check_sections(compose_params(["+train.speed=1"]))


def test_an_unknown_key_in_an_override_is_named(monkeypatch):
    monkeypatch.chdir(ROOT)
    with pytest.raises(JanusError, match="speed"):
        compose_params(["train.speed=1"])
    with pytest.raises(JanusError, match="nothing"):
        compose_params(["experiment=nothing"])


@pytest.mark.parametrize("experiment", sorted(p.stem for p in (ROOT / "conf/experiment").glob("*.yaml")))
def test_every_experiment_is_valid(experiment, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert check_sections(compose_params([f"experiment={experiment}"]))


def test_composition_is_dvcs(monkeypatch, tmp_path):
    """`dvc exp run` writes params.yaml with DVC's own composer; ours must give the same bytes."""
    from dvc.utils.hydra import compose_and_dump

    monkeypatch.chdir(ROOT)
    overrides = ["train.lr=3e-4", "experiment=smoke"]
    target = tmp_path / "params.yaml"
    compose_and_dump(str(target), str(ROOT / "conf"), None, "config", str(tmp_path), overrides)
    assert target.read_text(encoding="utf-8") == compose_params(overrides)
