"""A small world of sealed tables: two domains, real ancestry, three tasks, verdicts, a corpus, predictions.

Rows go through `seal` and `write_table` as the stages' rows do; the corpus is made by the stage itself.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import yaml

from stages.assemble.__main__ import assemble
from stages.assemble.config import AssembleSection, MixtureSection
from stages.check.config import CheckSection
from stages.config import load_section
from stages.records.identity import canonical_json, content_hash, producer, sha256, stream
from stages.records.schemas import seal
from stages.records.tables import write_table

Row = dict[str, Any]
CONF = Path(__file__).parents[2] / "conf"
PACKAGES = {"chart": ("pypi", "matplotlib", "3.11.2"), "svg": ("npm", "circle-flags", "2.8.3")}
LICENCES = {"chart": "PSF-2.0", "svg": "MIT"}
LANGUAGE = {"chart": "python", "svg": "svg"}


def png(*key: Any) -> bytes:
    """A real 2×2 RGB PNG whose colours depend on the key."""
    pixels = stream(*key).randbytes(12)
    raw = b"\0" + pixels[:6] + b"\0" + pixels[6:]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    )


def program(domain: str, *key: Any) -> str:
    """A program whose data depend on the key, unlike any other key's."""
    numbers = stream(domain, *key)
    if domain == "chart":
        data = [numbers.randint(1, 99_999) for _ in range(12)]
        title = f"T{numbers.randint(1, 10**6)}"
        return f"import matplotlib.pyplot as plt\n\nplt.plot({data})\nplt.title('{title}')\n"
    path = " ".join(f"L{numbers.randint(0, 999)} {numbers.randint(0, 999)}" for _ in range(12))
    colour = f"#{numbers.randint(0, 0xFFFFFF):06x}"
    return f'<svg viewBox="0 0 999 999"><path d="M0 0 {path}" fill="{colour}"/></svg>\n'


def seed_rows(domain: str, name: str) -> list[Row]:
    """A raw file and the prepared row made from it."""
    connector, package, version = PACKAGES[domain]
    content = program(domain, name).encode()
    place = {
        "domain": domain,
        "language": LANGUAGE[domain],
        "runtime": LANGUAGE[domain],
        "connector": connector,
        "package": package,
        "version": version,
        "path": f"{package}-{version}/{name}",
        "span": {"start": 0, "end": len(content)},
        "archive_sha256": sha256(package),
        "url": f"pkg:{connector}/{package}@{version}",
        "licence": LICENCES[domain],
        "attribution": f"the authors of {package}",
        "stage": "crawl",
        "decision": "keep",
        "producer": producer("crawl", "1"),
    }
    raw = seal("seeds", {**place, "kind": "raw", "content": content, "parents": []})
    prepared = seal(
        "seeds",
        {**place, "kind": "prepared", "content": b"# prepared\n" + content, "parents": [raw["record_id"]]},
    )
    return [raw, prepared]


def render_row(code: str, domain: str) -> Row:
    picture = png("render", code)
    return seal(
        "renders",
        {
            "code": code,
            "code_hash": sha256(code),
            "runtime": LANGUAGE[domain],
            "limits": canonical_json({"cpu_s": 5}),
            "status": "ok",
            "stderr": "",
            "png": picture,
            "width": 2,
            "height": 2,
            "frames": [],
            "figures": 1,
            "evidence": canonical_json({"shapes": 1}),
            "runtime_fingerprint": sha256("runtime"),
            "result_hash": sha256(picture),
            "stage": "validate",
            "decision": "keep",
            "producer": producer("validate", "1"),
        },
    )


def sample_row(
    domain: str, task: str, instruction: str, code: str, parents: list[str], **changes: Any
) -> Row:
    """A kept sample of `code`; renders are named as the validate stage would."""
    render = render_row(code, domain)["record_id"]
    row = {
        "domain": domain,
        "task": task,
        "modality": "image" if task == "image_to_code" else "text",
        "form": "canonical",
        "language": LANGUAGE[domain],
        "runtime": LANGUAGE[domain],
        "instruction": instruction,
        "output_code": code,
        "output_render": render,
        "image_render": render if task == "image_to_code" else None,
        "strategy": "reverse_instruction",
        "concept": "canonical",
        "register": "plain",
        "teacher": f"programmatic/{domain}@1",
        "prompt_hash": content_hash([task]),
        "sampling": canonical_json({"seed": 1}),
        "rng_key": f"{parents}/{task}",
        "attempt": 0,
        "claims": canonical_json([{"kind": "drawn", "args": {}, "weight": 1.0}]),
        "parents": parents,
        "producer": producer("synthesize.test", "1"),
        "stage": "synthesize",
        "decision": "keep",
    }
    if before := changes.get("input_code"):
        row["input_render"] = render_row(before, domain)["record_id"]
        row |= {"input_language": LANGUAGE[domain], "input_runtime": LANGUAGE[domain]}
    return seal("samples", {**row, **changes})


def samples_of(domain: str, name: str, prepared: str) -> list[Row]:
    """Generation, image-to-code and an edit of one prepared seed, and an attempt that was dropped."""
    code, after = program(domain, name, "canonical"), program(domain, name, "edited")
    words = stream(domain, name, "words")
    said = " ".join(f"w{words.randint(0, 10**6)}" for _ in range(8))
    generation = sample_row(domain, "generation", f"Draw {said}.", code, [prepared])
    image = sample_row(
        domain, "image_to_code", "Write the code of this picture.", code, [generation["record_id"]]
    )
    edit = sample_row(
        domain, "editing", f"Change it: {said}.", after, [generation["record_id"]], input_code=code
    )
    lost = sample_row(
        domain, "generation", None, program(domain, name, "lost"), [prepared],
        decision="drop", reason="canonical: 300 tokens, at most 256",
    )  # fmt: skip
    return [generation, image, edit, lost]


def reward_row(sample: Row, passed: bool = True) -> Row:
    criteria = [
        {
            "id": f"{n}:{kind}",
            "kind": kind,
            "weight": weight,
            "passed": verdict,
            "evidence": "seen",
            "checker": "t@1",
        }
        for n, (kind, weight, verdict) in enumerate([("executes", 1.0, True), ("drawn", 3.0, passed)])
    ]
    return seal(
        "rewards",
        {
            **{c: sample[c] for c in ("domain", "task", "modality")},
            "parents": [sample["record_id"]],
            "producer": producer("reward.evidence", "1", {"threshold": 0.9}),
            "stage": "reward",
            "decision": "keep" if passed else "drop",
            "reason": None if passed else "total 0.250 under 0.9: drawn: nothing",
            "sample_id": sample["record_id"],
            "render": sample["output_render"],
            "criteria": criteria,
            "total": 1.0 if passed else 0.25,
            "threshold": 0.9,
        },
    )


def world(files: int = 12) -> dict[str, list[Row]]:
    """Seeds, samples, renders and rewards over `files` source files a domain.

    Every seed gives three kept samples and a dropped one; one sample in all fails its criteria.
    """
    seeds, samples = [], []
    for domain in ("chart", "svg"):
        for number in range(files):
            rows = seed_rows(domain, f"file{number}")
            seeds += rows
            samples += samples_of(domain, f"file{number}", rows[1]["record_id"])
    kept = [s for s in samples if s["decision"] == "keep"]
    codes = {(c, s["domain"]) for s in samples for c in (s["input_code"], s["output_code"]) if c}
    return {
        "seeds": seeds,
        "samples": samples,
        "renders": [render_row(code, domain) for code, domain in sorted(codes)],
        "rewards": [reward_row(s, passed=s is not kept[0]) for s in kept],
    }


def write(tables: dict[str, list[Row]]) -> None:
    """The tables into data/ of the working directory."""
    for name, rows in tables.items():
        write_table(name, rows, Path("data") / name)


def section(group: str, kind: type, name: str = "smoke", **changes: Any):
    """A section from conf/, as `janus config write` would put it into params.yaml."""
    values = yaml.safe_load((CONF / group / f"{name}.yaml").read_text(encoding="utf-8"))
    return load_section(group, kind, {group: {**values, **changes}})


def sections() -> tuple[AssembleSection, MixtureSection]:
    return section("assemble", AssembleSection), section("mixture", MixtureSection, "default")


def check_section(**changes: Any) -> CheckSection:
    return section("check", CheckSection, **changes)


def corpus(seed: int = 1, **changes: Any) -> list[Row]:
    """Rows of the corpus that the stage makes of the tables in data/."""
    assembling, mixture = sections()
    return assemble(assembling.model_copy(update=changes), mixture, seed)[0]


def prediction_rows(corpus_rows: list[Row]) -> list[Row]:
    """Every model's answers, in every variant, to the test records."""
    test = [r for r in corpus_rows if r["decision"] == "keep" and r["split"] == "test"]
    rows = []
    for model in ("januscoder", "januscoderv"):
        for record in test:
            variants = ["model", "untrained", "nearest"]
            variants += ["wrong_image"] if record["image"] is not None and model == "januscoderv" else []
            for variant in variants:
                node = {"untrained": f"models/{model}@0", "nearest": None}.get(variant, f"models/{model}@240")
                rows.append(_prediction(record, model, variant, node))
    return rows


def _prediction(record: Row, model: str, variant: str, node: str | None) -> Row:
    return seal(
        "predictions",
        {
            **{c: record[c] for c in ("domain", "task", "modality", "sample_id")},
            "parents": [record["record_id"], *([node] if variant in ("model", "wrong_image") else [])],
            "producer": producer("evaluate", "1", {"model": model}),
            "stage": "evaluate",
            "decision": "keep",
            "corpus_id": record["record_id"],
            "model": model,
            "checkpoint": node,
            "variant": variant,
            "prompt_hash": content_hash(record["instruction"]),
            "output": record["output_code"],
            "status": "ok",
            "stderr": "",
            "render": record["output_render"],
            "png": png(record["record_id"]),
            "answer_loss": None if variant == "nearest" else 1.5,
            "parsed": True,
            "executed": True,
            "criteria": [],
            "criteria_passed": 1.0,
            "ssim": 1.0,
            "colour_similarity": 1.0,
        },
    )
