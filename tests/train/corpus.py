"""A small corpus with the real schema and a passed gate, for training tests."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import yaml
from omegaconf import OmegaConf
from PIL import Image, ImageDraw

from stages.records.identity import producer
from stages.records.schemas import seal
from stages.records.tables import write_table

ROOT = Path(__file__).parents[2]
COLOURS = {"red": "#d62728", "green": "#2ca02c", "blue": "#1f77b4", "gold": "#bcbd22"}
SHAPES = ("rect", "ellipse")


def drawing(seed: int) -> tuple[str, str, bytes]:
    """Instruction, SVG-like program and its picture."""
    rng = random.Random(seed)
    colour, shape, x = rng.choice(sorted(COLOURS)), rng.choice(SHAPES), rng.randint(4, 30)
    code = f'<svg viewBox="0 0 64 64">\n  <{shape} x="{x}" fill="{COLOURS[colour]}"/>\n</svg>\n'
    image = Image.new("RGB", (96, 64), "white")
    getattr(ImageDraw.Draw(image), {"rect": "rectangle", "ellipse": "ellipse"}[shape])(
        (x, 8, x + 40, 56), fill=COLOURS[colour]
    )
    png = io.BytesIO()
    image.save(png, "PNG")
    return f"Draw a {colour} {shape} at {x}.", code, png.getvalue()


def corpus_rows(count: int) -> list[dict]:
    rows = []
    for number in range(count):
        instruction, code, png = drawing(number)
        split = {0: "validation", 1: "test"}.get(number % 8, "train")
        for task, modality, asked, old, image in (
            ("generation", "text", instruction, None, None),
            ("editing", "text", "Turn it round.", code.replace("64", "32"), None),
            ("image_to_code", "image", "Write the program of this picture.", None, png),
        ):
            rows.append(
                seal(
                    "corpus",
                    {
                        "parents": [f"{number:032x}"],
                        "producer": producer("test", "1"),
                        "stage": "assemble",
                        "decision": "keep",
                        "domain": "svg",
                        "task": task,
                        "modality": modality,
                        "sample_id": f"{number:030x}{task[:2]}",
                        "split": split,
                        "slice": f"{task}/svg/{modality}",
                        "form": "source" if number % 5 == 0 else "canonical",
                        "weight": 1.0,
                        "instruction": asked,
                        "input_code": old,
                        "output_code": code * (60 if number == 13 else 1),
                        "image": image,
                    },
                )
            )
    return rows


def make_project(folder: Path, *overrides: str, count: int = 32) -> Path:
    """A folder in which `python -m stages.train` can run: params.yaml, data/corpus, its gate's report."""
    manifest = write_table("corpus", corpus_rows(count), folder / "data" / "corpus")
    report = folder / "reports" / "checks" / "corpus.json"
    report.parent.mkdir(parents=True)
    report.write_text(json.dumps({"passed": True, "failed": [], "table_sha256": manifest["table_sha256"]}))
    write_params(folder, *overrides)
    return folder


def write_params(folder: Path, *overrides: str) -> None:
    """The smoke sections of conf/, with overrides such as `train.steps=4`."""
    groups = {"model": "smoke", "train": "smoke", "engine": "cpu"}
    params = OmegaConf.create(
        {"seed": 7, **{g: OmegaConf.load(ROOT / "conf" / g / f"{name}.yaml") for g, name in groups.items()}}
    )
    for override in overrides:
        key, value = override.split("=", 1)
        OmegaConf.update(params, key, yaml.safe_load(value))
    OmegaConf.resolve(params)
    (folder / "params.yaml").write_text(OmegaConf.to_yaml(params))
