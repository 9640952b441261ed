"""A corpus of small SVG programs with real renders, and what `stages.evaluate` needs beside it."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from stages.records.identity import canonical_json, producer
from stages.records.schemas import seal
from stages.records.tables import table_sha256, write_table
from stages.sandbox import Executor, RuntimeLimits, RuntimeSection, SandboxSection, limits_of, render_row

ROOT = Path(__file__).parents[2]
COLOURS = ("red", "blue", "green", "orange", "purple", "teal", "black", "gold")
FILES = 16
LIMITS = {"cpu_s": 5.0, "wall_s": None, "memory_mb": 512, "disk_mb": 8, "output_kb": 4096, "processes": 4}
SECTIONS = {
    "runtime": RuntimeSection.alike(RuntimeLimits(**LIMITS, required=False)).model_dump(by_alias=True),
    "sandbox": {"allow_unsafe": False},
    "evaluate": {
        "forms": ["canonical"], "records_per_slice": 2, "loss_records_per_slice": 4, "resamples": 200,
        "confidence": 0.95,
    },
}  # fmt: skip


def circle(number: int, colour: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<circle cx="12" cy="12" r="{4 + number % 7}" fill="{colour}"/></svg>'
    )


def write_project(root: Path, smoke: dict) -> None:
    """params.yaml, data/renders, data/corpus, passed gates. `smoke`: sections model, train, engine, seed."""
    (root / "params.yaml").write_text(yaml.safe_dump({**smoke, **SECTIONS}))
    sources = [(circle(i, COLOURS[i % 8]), circle(i, COLOURS[(i + 3) % 8])) for i in range(FILES)]
    jobs = [(code, "svg") for pair in sources for code in pair]
    runtimes = RuntimeSection.model_validate(SECTIONS["runtime"])
    with Executor(runtimes, SandboxSection(allow_unsafe=False), None) as executor:
        renders = [render_row(e, limits_of(runtimes.svg)) for e in executor.map(jobs, label="fixture")]
    assert all(r["status"] == "ok" for r in renders)
    by_code = {r["code"]: r for r in renders}
    rows = []
    for number, (code, edited) in enumerate(sources):
        split = "test" if number < 5 else "validation" if number < 7 else "train"
        count = canonical_json([{"kind": "shape_count", "args": {"n": 1}, "weight": 1.0}])
        tasks = [
            ("generation", f"Draw a {COLOURS[number % 8]} disc, radius {4 + number % 7}.", None, code),
            ("editing", f"Make the disc {COLOURS[(number + 3) % 8]}.", code, edited),
            ("image_to_code", "Write this picture as SVG.", None, code),
        ]
        if number == 0:
            tasks.append(("generation", "Draw " + "a very small grey disc and " * 200, None, code))
        for task, instruction, before, after in tasks:
            image = by_code[after]["png"] if task == "image_to_code" else None
            place = {"domain": "svg", "task": task, "modality": "image" if image else "text"}
            rows.append(
                seal(
                    "corpus",
                    {
                        **place, "parents": [], "producer": producer("fixture", "1"), "stage": "assemble",
                        "decision": "keep", "sample_id": f"sample{number}{task}{len(instruction)}",
                        "split": split, "slice": f"{task}/svg/{place['modality']}", "form": "canonical",
                        "weight": 1.0, "licence": "MIT", "roots": [f"npm:discs@1.0.0!{number}.svg"],
                        "language": "svg", "runtime": "svg", "instruction": instruction, "input_code": before,
                        "input_runtime": before and "svg", "output_code": after, "image": image,
                        "output_render": by_code[after]["record_id"],
                        "claims": count,
                    },
                )
            )  # fmt: skip
    write_table("renders", by_code.values(), root / "data/renders")
    write_table("corpus", rows, root / "data/corpus")
    for table in ("renders", "corpus"):
        report = {"passed": True, "failed": [], "table_sha256": table_sha256(root / "data" / table)}
        path = root / f"reports/checks/{table}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(report))


def smoke_sections() -> dict:
    """The smoke sections of conf/, with the seed filled in."""
    seed = 7
    train = yaml.safe_load((ROOT / "conf/train/smoke.yaml").read_text().replace("${seed}", str(seed)))
    sections = {
        name: f"conf/{name}/{choice}.yaml" for name, choice in (("model", "smoke"), ("engine", "cpu"))
    }
    read = {name: yaml.safe_load((ROOT / path).read_text()) for name, path in sections.items()}
    return {"seed": seed, "train": {**train, "steps": 4, "save_every": 4, "eval_every": 4}, **read}
