"""1,000 planted near-duplicates and 200 benchmark items are found; known-distinct pairs stay apart."""

from __future__ import annotations

from typing import Any

import pytest

from stages.assemble.duplicates import find
from stages.assemble.place import contamination
from stages.likeness.benchmarks import read_items
from stages.likeness.materials import materials
from stages.records.identity import sha256
from tests.assemble.factory import sections
from tests.likeness.benchmark_folders import repeats, write_folders
from tests.likeness.drawings import picture
from tests.likeness.plants import LANGUAGES, instruction, parts, program

Sample = dict[str, Any]
TEXTS, PICTURES = 100, 200
"""Planted near-duplicates: a language, and with pictures."""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("JANUS_WORKERS", "1")


def sample(name: str, language: str, code: str, said: str, **changes: Any) -> Sample:
    return {
        "record_id": name, "domain": language, "task": "generation", "language": language,
        "instruction": said, "input_code": None, "input_language": None, "output_code": code,
        "image_render": None, "output_render": None, **changes,
    }  # fmt: skip


def compared(samples: list[Sample], images: dict[str, bytes]):
    return materials(samples, images, {render: sha256(png) for render, png in images.items()})


def planted() -> tuple[list[Sample], dict[str, bytes]]:
    """`NAME` and `NAME~`, its near-duplicate; `NAME!`, which says and draws something else."""
    samples: list[Sample] = []
    images: dict[str, bytes] = {}
    for language, write in LANGUAGES.items():
        for n in range(TEXTS):
            own, other = parts(language, n), parts(language, n, "other")
            name = f"{language}{n:03}"
            said = instruction(own)
            samples.append(sample(name, language, write(own, False), said))
            samples.append(
                sample(name + "~", language, write(own, True), said.replace("Draw", "Please draw"))
            )
            # The hardest that is known to be distinct: other texts and colours over the same data.
            hard = own | {key: other[key] for key in ("title", "label", "first", "second")}
            samples.append(sample(name + "!", language, write(hard, False), instruction(hard)))
    for n in range(PICTURES):
        name, code = f"picture{n:03}", program("python", "picture", n)
        again = {"quality": 80} if n % 2 else {"scale": 0.8}
        images |= {name: picture(n), name + "~": picture(n, **again), name + "!": picture(n, "other")}
        for mark in ("", "~", "!"):
            shown = {"task": "image_to_code", "image_render": name + mark}
            samples.append(sample(name + mark, "python", code, f"Code for {mark}", **shown))
    return samples, images


def test_planted_near_duplicates():
    samples, images = planted()
    duplicates = find(samples, compared(samples, images), sections()[0])
    kept = duplicates.exact | duplicates.near
    names = [s["record_id"] for s in samples if s["record_id"][-1].isdigit()]
    assert len(names) == 1000
    found = sum(kept.get(name + "~") == name for name in names)
    merged = sum(name + "!" in kept for name in names)
    assert found >= 980
    assert merged < 5
    assert not set(kept) & set(names), "distinct programs of one template were merged"
    assert all(
        duplicates.cluster[name + "~"] == duplicates.cluster[name] for name in names if name + "~" in kept
    )


def test_planted_benchmark_items(tmp_path):
    folders = write_folders(tmp_path / "benchmarks", 20)
    samples, images, wanted = [], {}, {}
    for n in range(20):
        for place, (benchmark, fields) in enumerate(repeats(n)):
            name = f"{benchmark}{n}.{place}"
            if image := fields.pop("image", None):
                images[name] = image
                fields = {"image_render": name, "task": "image_to_code"}
            own = sample(name, "python", program("python", name), instruction(parts(name)))
            samples.append({**own, **fields})
            wanted[name] = benchmark
        clean = sample(f"clean{n}", "python", program("python", "clean", n), instruction(parts("clean", n)))
        images[f"clean{n}"] = picture("clean", n)
        samples.append({**clean, "image_render": f"clean{n}"})
    section = sections()[0].model_copy(update={"benchmarks": folders})
    verdicts = contamination(samples, compared(samples, images), section)
    assert len(wanted) == 200
    named = [name for name, benchmark in wanted.items() if f": {benchmark}/" in verdicts[name]]
    assert len(named) >= 196
    kinds = {verdicts[name].split(":")[0] for name in named}
    assert kinds == {"near", "instruction", "picture"}
    assert {verdicts[f"clean{n}"] for n in range(20)} == {"clean"}


def test_items_of_every_format(tmp_path):
    folders = write_folders(tmp_path / "benchmarks", 2)
    found = {(i.name.split("/")[0], i.kind, i.language) for i in read_items(folders)}
    assert found == {
        ("ChartMimic", "code", "python"), ("ChartMimic", "picture", None),
        ("Design2Code", "code", "html"), ("Design2Code", "picture", None),
        ("HumanEval", "code", "python"), ("HumanEval", "instruction", None),
        ("MBPP", "code", "python"), ("MBPP", "instruction", None),
        ("PandasPlotBench", "code", "python"), ("PandasPlotBench", "instruction", None),
        ("PandasPlotBench", "picture", None),
        ("SVGEditBench", "code", "svg"), ("SVGEditBench", "instruction", None),
    }  # fmt: skip
    names = {i.name for i in read_items(folders)}
    assert "HumanEval/HumanEval.jsonl.gz#HumanEval/1" in names and not any(n.startswith("/") for n in names)
