"""What a model is shown: the task's words, the programs, their pictures, in two orders of presentation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from stages.endpoint.protocol import Turn

PROMPTS = Path("conf/prompts")
ORDERS = ("shown_first", "task_first")
"""The answer before the task, and after it: a judge that leans to what it reads first or last disagrees with
itself."""
RENDERS = ("output_render", "input_render", "image_render")
"""Columns of a sample that name its pictures."""


@dataclass(frozen=True)
class Material:
    """A sample (columns of data/samples), and PNGs where they are to be seen."""

    sample: Mapping[str, Any]
    after: bytes | None = None
    """Of the output program; `before`: of the input program; `given`: the picture in the task."""
    before: bytes | None = None
    given: bytes | None = None
    checked: tuple[str, ...] = ()
    """Claims that checkers found true, in words."""

    @classmethod
    def of(
        cls, sample: Mapping[str, Any], criteria: Iterable[Mapping[str, Any]], drawn: Mapping[str, bytes]
    ) -> Material:
        """`criteria`: of the evidence. `drawn`: PNGs by ids of renders; what is not there is not shown."""
        passed = {criterion["id"] for criterion in criteria if criterion["passed"]}
        claims = enumerate(json.loads(sample["claims"]))
        checked = tuple(_claim(claim) for n, claim in claims if f"{n}:{claim['kind']}" in passed)
        return cls(sample, *(drawn.get(sample[column]) for column in RENDERS), checked)


def turns(material: Material, question: str, order: str, **more: Any) -> tuple[Turn, Turn]:
    """System and user turn. `question`: a template of conf/prompts/judge, given `more`."""
    sample = material.sample
    values = {
        "task": sample["task"],
        "instruction": sample["instruction"],
        "checked": material.checked,
        "has_picture": sample["image_render"] is not None,
        "given": material.given is not None,
        "pictured": material.after is not None,
        **more,
    }
    task: list[str | bytes] = [_said("task", values)]
    if material.given is not None:
        task.append(material.given)
    shown: list[str | bytes] = []
    domain = sample["domain"]
    if sample["input_code"] is not None:
        shown += _program("before", domain, sample["input_code"], sample["input_language"], material.before)
    shown += _program("answer", domain, sample["output_code"], sample["language"], material.after)
    parts = [*shown, *task] if order == "shown_first" else [*task, *shown]
    return (
        Turn("system", (_said("system", values),)),
        Turn("user", tuple(_joined([*parts, _said(question, values)]))),
    )


def pictures(folder: Path, samples: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """PNGs of the samples' renders in a table, by id, where they drew."""
    wanted = {s[column] for s in samples for column in RENDERS} - {None}
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.parquet")):
        here = sorted(r for r in wanted if r.startswith(path.stem))
        if here:
            rows = pq.read_table(path, columns=["record_id", "png"], filters=[("record_id", "in", here)])
            found |= {r["record_id"]: r["png"] for r in rows.to_pylist() if r["png"]}
    return found


def _claim(claim: dict[str, Any]) -> str:
    """`text: text "A & B"`: kind and arguments of a claim, for a reader."""
    args = ", ".join(f"{k} {json.dumps(v, ensure_ascii=False)}" for k, v in sorted(claim["args"].items()))
    kind = claim["kind"].replace("_", " ")
    return f"{kind}: {args}" if args else kind


def _program(which: str, domain: str, code: str, language: str, png: bytes | None) -> list[str | bytes]:
    values = {"which": which, "domain": domain, "code": code.rstrip("\n"), "language": language}
    said = _said("shown", {**values, "pictured": png is not None})
    return [said] if png is None else [said, png]


def _joined(parts: list[str | bytes]) -> Iterable[str | bytes]:
    """Neighbouring texts as one: a turn without pictures is a single text."""
    texts: list[str] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        yield "\n\n".join(texts)
        yield part
        texts = []
    yield "\n\n".join(texts)


def _said(name: str, values: Mapping[str, Any]) -> str:
    return _templates(PROMPTS).get_template(f"judge/{name}.j2").render(values).strip()


@cache
def _templates(folder: Path) -> Environment:
    return Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined)
