"""A small project on disk, sealed and written like a real one: seeds to predictions, gates, metrics."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from PIL import Image, ImageDraw

from stages.evaluate.bootstrap import Bootstrap
from stages.evaluate.scores import tabulate
from stages.lineage.views import FOLDERS, OPTIONAL
from stages.records.identity import canonical_json, producer, sha256
from stages.records.schemas import SCHEMAS, seal
from stages.records.tables import table_sha256, write_manifest, write_parquet, write_table

PACKAGES = {
    "pypi:matplotlib@3.11.2": ("chart", "python", "PSF-2.0"),
    "npm:lucide-static@1.62.0": ("svg", "svg", "ISC"),
}
MODELS = {"januscoder": ("text",), "januscoderv": ("text", "image")}
STEPS = 200
COLOURS = ("crimson", "steelblue", "seagreen", "darkorange", "purple", "goldenrod")
PRODUCER = producer("fixture", "1")


def picture(domain: str, code: str) -> bytes:
    """A stand-in for a render: bars or discs whose colours and sizes follow from the code."""
    rng = random.Random(code)
    image = Image.new("RGB", (320, 240), "white")
    draw = ImageDraw.Draw(image)
    for i in range(5):
        colour, size = rng.choice(COLOURS), rng.randint(30, 180)
        if domain == "chart":
            draw.rectangle((40 + i * 52, 220 - size, 78 + i * 52, 220), fill=colour)
        else:
            x, y = rng.randint(60, 260), rng.randint(60, 180)
            draw.ellipse((x - size // 4, y - size // 4, x + size // 4, y + size // 4), fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def program(domain: str, name: str, colour: str) -> str:
    if domain == "svg":
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\n  <!-- {name} -->\n'
            f'  <circle cx="12" cy="12" r="9" fill="{colour}"/>\n</svg>\n'
        )
    return (
        f"import matplotlib.pyplot as plt\n\n# {name}\nfig, ax = plt.subplots(figsize=(4, 3))\n"
        f'ax.bar(["a", "b", "c"], [3, 7, 5], color="{colour}")\nax.set_title("{name}")\nplt.show()\n'
    )


class Project:
    """Rows of every table of a project with `files` source files a package."""

    def __init__(self, files: int, draw: Callable[[str, str], bytes] = picture) -> None:
        self.draw = draw
        self.tables: dict[str, list[dict[str, Any]]] = {
            table: [] for table in FOLDERS if table not in OPTIONAL
        }
        self._renders: dict[str, dict[str, Any]] = {}
        for package, (domain, language, licence) in PACKAGES.items():
            for number in range(files):
                self._file(package, domain, language, licence, number, files)
        self.tables["renders"] = list(self._renders.values())

    def _add(self, table: str, **row: Any) -> dict[str, Any]:
        sealed = seal(table, {"producer": PRODUCER, "decision": "keep", **row})
        self.tables[table].append(sealed)
        return sealed

    def _render(self, domain: str, code: str, runtime: str, status: str = "ok") -> str:
        row = seal(
            "renders",
            {
                "producer": PRODUCER, "stage": "validate", "decision": "keep" if status == "ok" else "drop",
                "reason": None if status == "ok" else status, "code": code, "code_hash": sha256(code),
                "runtime": runtime, "limits": "{}", "status": status, "stderr": "",
                "png": self.draw(domain, code) if status == "ok" else None, "figures": 1,
                "width": 320, "height": 240, "evidence": "{}",
            },
        )  # fmt: skip
        return self._renders.setdefault(row["record_id"], row)["record_id"]

    def _file(self, package: str, domain: str, language: str, licence: str, number: int, files: int) -> None:
        connector, _, rest = package.partition(":")
        name, _, version = rest.partition("@")
        path = f"galleries/{domain}_{number:03}.{'py' if language == 'python' else 'svg'}"
        colour = COLOURS[number % len(COLOURS)]
        code = program(domain, f"{domain} {number}", colour)
        source = {
            "stage": "crawl", "domain": domain, "language": language, "runtime": language,
            "connector": connector, "package": name, "version": version, "path": path,
            "archive_sha256": sha256(package), "url": f"pkg:{connector}/{name}@{version}", "licence": licence,
            "attribution": f"the {name} authors",
        }  # fmt: skip
        refused = number % 7 == 6
        raw = self._add(
            "seeds", **source, kind="raw", content=f"# as found\n{code}".encode(),
            span={"start": 0, "end": len(code) + 11}, decision="drop" if refused else "keep",
            reason="reads a file that is not in the package" if refused else None,
        )  # fmt: skip
        if refused:
            return
        seed = self._add(
            "seeds", **source, kind="prepared", content=code.encode(), parents=[raw["record_id"]]
        )
        self._render(domain, code, language)
        split = {files - 1: "validation", files - 2: "test", files - 3: "test", 0: "test"}.get(
            number, "train"
        )
        placed = {"split": split, "root": f"{package}!{path}", "licence": licence, "domain": domain}
        edited = program(domain, f"{domain} {number}", COLOURS[(number + 1) % len(COLOURS)])
        generation = self._sample(
            placed,
            language,
            "generation",
            [seed["record_id"]],
            f"Draw {domain} number {number} in {colour}.",
            code,
        )
        self._sample(placed, language, "image_to_code", [generation], "Write the code of this picture.", code)
        self._sample(
            placed,
            language,
            "editing",
            [generation],
            f"Change the colour {colour} to the next one.",
            edited,
            code,
        )
        if number % 5 == 0:
            broken = f"{code}raise ValueError(1)\n" if language == "python" else "<svg"
            self._add(
                "samples", stage="synthesize", domain=domain, task="generation", modality="text",
                parents=[seed["record_id"]], instruction=None, output_code=broken, runtime=language,
                strategy="guided_evolution", teacher="programmatic/chart/python@1",
                decision="drop", reason="exception: ValueError: 1",
                output_render=self._render(domain, broken, language, "exception"),
            )  # fmt: skip

    def _sample(
        self,
        placed: dict[str, str],
        language: str,
        task: str,
        parents: list[str],
        instruction: str,
        code: str,
        before: str | None = None,
    ) -> str:
        domain = placed["domain"]
        render = self._render(domain, code, language)
        image = render if task == "image_to_code" else None
        place = {"domain": domain, "task": task, "modality": "image" if image else "text"}
        texts = {
            "form": "canonical", "language": language, "runtime": language, "instruction": instruction,
            "input_code": before, "input_language": before and language, "input_runtime": before and language,
            "output_code": code,
            "image_render": image, "output_render": render,
            "claims": canonical_json([{"kind": "title", "args": {}, "weight": 1.0}]),
        }  # fmt: skip
        sample = self._add(
            "samples", stage="synthesize", parents=parents, strategy="reverse_instruction",
            teacher="programmatic/svg/svg@1", **place, **texts,
            input_render=self._render(domain, before, language) if before else None,
        )  # fmt: skip
        total = (0.5, 0.95, 1.0, 1.0)[int(sample["record_id"][:4], 16) % 4]
        judged = {"stage": "reward", "parents": [sample["record_id"]], "sample_id": sample["record_id"]}
        kept = {"decision": "keep"} if total > 0.9 else {
            "decision": "drop", "reason": f"total {total} under 0.9: title: other words"
        }  # fmt: skip
        reward = self._add(
            "rewards", **judged, **place, **kept, render=render, total=total, threshold=0.9,
            criteria=[
                criterion("executes", True), criterion("title", total > 0.5),
                criterion("colour", total == 1.0),
            ],
        )  # fmt: skip
        placing = {"split": placed["split"], "weight": 1.0} if total > 0.9 else {}
        self._add(
            "corpus", stage="assemble", parents=[sample["record_id"], reward["record_id"]], **place,
            **texts, **kept, **placing, sample_id=sample["record_id"], licence=placed["licence"],
            slice="/".join(place.values()).replace(f"{domain}/{task}", f"{task}/{domain}"),
            roots=[placed["root"]], attribution="its authors",
            image=self._renders[render]["png"] if image else None,
        )  # fmt: skip
        return sample["record_id"]

    def answer(self, model: str, skill: float) -> tuple[list[dict[str, Any]], dict[str, dict[str, float]]]:
        """Rows of predictions of `model`, and its losses; `skill` 0..1 says how often an answer is right."""
        rows, losses = [], {}
        tests = [
            r for r in self.tables["corpus"] if r["split"] == "test" and r["modality"] in MODELS[model]
        ]  # fmt: skip
        for variant in ("model", "untrained", "nearest", "wrong_image"):
            for record in tests:
                if variant == "wrong_image" and record["image"] is None:
                    continue
                rng = random.Random(f"{record['record_id']}{variant}{model}")
                reach = {"model": skill, "untrained": 0.0, "nearest": 0.9, "wrong_image": skill * 0.8}[
                    variant
                ]
                drew = rng.random() < reach
                output = (
                    record["output_code"] if drew else "plt.bar(((" if variant == "model" else "\u00a7 \u00a7"
                )
                loss = {"model": 1.1 - skill, "untrained": 6.2, "wrong_image": 1.3 - skill}.get(variant)
                if loss is not None:
                    losses.setdefault(variant, {})[record["record_id"]] = loss + rng.random() / 10
                checkpoint = {"nearest": None, "untrained": f"models/{model}@0"}
                trained = f"models/{model}@{STEPS}"
                criteria = [criterion("title", drew), criterion("colour", drew and rng.random() < 0.6)]
                rows.append(
                    seal(
                        "predictions",
                        {
                            "producer": producer("evaluate", "1", {"model": model}), "stage": "evaluate",
                            "decision": "keep", "domain": record["domain"], "task": record["task"],
                            "modality": record["modality"], "sample_id": record["sample_id"], "model": model,
                            "parents": [record["record_id"]], "corpus_id": record["record_id"],
                            "checkpoint": checkpoint.get(variant, trained), "variant": variant,
                            "output": output,
                            "status": "ok" if drew else "exception", "parsed": drew, "executed": drew,
                            "stderr": "" if drew else "  File\nSyntaxError: '(' was never closed",
                            "png": self.draw(record["domain"], output) if drew else None,
                            "prompt_hash": sha256(record["instruction"]),
                            "answer_loss": loss, "criteria": criteria,
                            "criteria_passed": sum(c["passed"] for c in criteria) / 2,
                            "ssim": 0.5 + rng.random() / 2 if drew else 0.0,
                            "colour_similarity": rng.random() if drew else 0.0,
                        },
                    )
                )  # fmt: skip
        return rows, losses

    def write(self, root: Path) -> None:
        """Everything that `python -m stages.report` reads, under `root`."""
        data, reports = root / "data", root / "reports"
        for table, rows in self.tables.items():
            if table != "predictions":
                write_table(table, rows, data / table)
        (reports / "metrics").mkdir(parents=True)
        (reports / "plots").mkdir()
        for model, modalities in MODELS.items():
            self._model(root, model, modalities)
            rows, losses = self.answer(model, 0.7)
            write_table("predictions", rows, data / "predictions" / model)
            placed = {r["record_id"]: (r["slice"], r["roots"][0]) for r in self.tables["corpus"]}
            tested = {i for values in losses.values() for i in values}
            placed = {i: where for i, where in placed.items() if i in tested}
            head = {
                "model": model,
                "checkpoint": f"models/{model}@{STEPS}",
                "confidence": 0.95,
                "resamples": 200,
            }
            scores = tabulate(rows, losses, placed, Bootstrap(1, 200, 0.95), model)
            (reports / "metrics" / f"evaluate_{model}.json").write_text(json.dumps(head | scores))
        for table in self.tables:
            pass_gate(root, table)

    def _model(self, root: Path, model: str, modalities: tuple[str, ...]) -> None:
        folder = root / "models" / model
        (folder / "checkpoints" / str(STEPS)).mkdir(parents=True)
        (folder / "checkpoints" / str(STEPS) / "model.safetensors").write_bytes(model.encode())
        consumed = [
            {
                "model": model, "step": 1 + i % STEPS, "checkpoint": STEPS, "rank": 0, "offset": i,
                "epoch": 0, "role": "train", "corpus_id": r["record_id"], "sample_id": r["sample_id"],
                "tokens": 100,
            }
            for i, r in enumerate(self.tables["corpus"])
            if r["split"] == "train" and r["modality"] in modalities
        ]  # fmt: skip
        write_parquet(
            pa.Table.from_pylist(consumed, SCHEMAS["consumption"]), folder / "consumption" / "0.parquet"
        )
        write_manifest(folder, artifact=f"models/{model}", rows=len(consumed))
        rng = random.Random(model)
        with (root / "reports" / "plots" / f"loss_{model}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["step", "train_loss", "validation_loss", "lr"])
            for step in range(0, STEPS + 1, 20):
                loss = 0.5 + 5.5 * 0.97**step + rng.random() * 0.1
                writer.writerow([step, loss, loss + 0.1, 1e-3])


def criterion(kind: str, passed: bool) -> dict[str, Any]:
    return {
        "id": f"0:{kind}", "kind": kind, "weight": 1.0, "passed": passed, "checker": "reward.chart@1",
        "evidence": "as asked" if passed else "another one was found",
    }  # fmt: skip


def pass_gate(root: Path, table: str) -> None:
    """A gate report that passed for the bytes now under data/TABLE."""
    path = root / "reports" / "checks" / f"{table}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    why = "a null would break every reader"
    outcome = {"expectation": "values_not_null", "column": "record_id", "severity": "stop", "passed": True}
    report = {
        "table": table, "table_sha256": table_sha256(root / "data" / table), "rows": 10, "passed": True,
        "expectations": [{**outcome, "unexpected_count": 0, "why": why}], "failed": [], "warnings": [],
    }  # fmt: skip
    path.write_text(json.dumps(report))
