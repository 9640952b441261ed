"""Folders in the formats of six benchmarks, written from planted programs, and what repeats their items."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

from stages.records.identity import stream
from tests.likeness.drawings import picture
from tests.likeness.plants import NOUNS, instruction, parts, program


def function(*key: Any, near: bool = False) -> tuple[str, str, str]:
    """Head with its docstring, body, and request of a small function; `near`: under other names."""
    numbers = stream("function", *key)
    name, text = "_".join(numbers.sample(NOUNS, 2)), " ".join(numbers.sample(NOUNS, 9))
    low, high, step = (numbers.randint(2, 9999) for _ in range(3))
    values, total, item = ("rows", "found", "row") if near else ("items", "total", "item")
    head = f'def {name}({values}):\n    """Return the {text} above {low} and below {high}."""\n'
    body = (
        f"    {total} = []\n    for {item} in {values}:\n        if {low} < {item} * {step} < {high}:\n"
        f"            {total}.append({item} % {step} + {low})\n"
        f"    return sorted({total}, reverse=True)[:{high}]\n"
    )
    request = f"Write a function to find the {text} of a list, above {low} and below {high}."
    return head, body, request


def write_folders(root: Path, each: int) -> list[str]:
    """Six folders of `each` items under `root`; their paths."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for n in range(each):
        _write(root / f"ChartMimic/direct_600/{n}.py", program("python", "chartmimic", n))
        _write(root / f"ChartMimic/direct_600/{n}.png", picture("chartmimic", n))
        _write(root / f"Design2Code/testset_final/{n}.html", program("html", "design2code", n))
        _write(root / f"Design2Code/testset_final/{n}.png", picture("design2code", n))
        said = f"Change the colour of the {NOUNS[n % 12]}.\n" + program("svg", "query", n)
        _write(root / f"SVGEditBench/1_ChangeColor/query/{n}.txt", said)
        _write(root / f"SVGEditBench/1_ChangeColor/answer/{n}.svg", program("svg", "answer", n))
    human = [
        dict(zip(("prompt", "canonical_solution"), function("human", n), strict=False)) for n in range(each)
    ]
    lines = "\n".join(json.dumps({"task_id": f"HumanEval/{n}", **row}) for n, row in enumerate(human))
    _write(root / "HumanEval/HumanEval.jsonl.gz", gzip.compress(lines.encode()))
    mbpp = []
    for n in range(each):
        head, body, request = function("mbpp", n)
        mbpp.append(
            json.dumps({"task_id": n, "text": request, "code": head + body, "test_list": ["assert 1"]})
        )
    _write(root / "MBPP/mbpp.jsonl", "\n".join(mbpp))
    rows = [
        {
            "id": n,
            "code_plot": program("python", "pandas", n),
            "task__plot_description": instruction(parts("pandas", n)),
            "plots_gt": [base64.b64encode(picture("pandas", n)).decode()],
        }
        for n in range(each)
    ]
    (root / "PandasPlotBench/data").mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(rows), root / "PandasPlotBench/data/test.parquet")
    return [str(root / name) for name in sorted(p.name for p in root.iterdir())]


def repeats(n: int) -> list[tuple[str, dict[str, Any]]]:
    """What a corpus may have taken from item `n` of every benchmark: (benchmark, fields of a sample)."""
    human, mbpp = function("human", n, near=True), function("mbpp", n, near=True)
    return [
        ("ChartMimic", {"output_code": program("python", "chartmimic", n, near=True)}),
        ("ChartMimic", {"image": picture("chartmimic", n, quality=80)}),
        ("Design2Code", {"output_code": program("html", "design2code", n, near=True), "language": "html"}),
        ("Design2Code", {"image": picture("design2code", n, scale=0.8)}),
        ("SVGEditBench", {"output_code": program("svg", "answer", n, near=True), "language": "svg"}),
        ("SVGEditBench", {"input_code": program("svg", "query", n, near=True), "input_language": "svg"}),
        ("HumanEval", {"output_code": human[0] + human[1]}),
        ("MBPP", {"output_code": mbpp[0] + mbpp[1]}),
        ("MBPP", {"instruction": mbpp[2] + " Please."}),
        ("PandasPlotBench", {"instruction": instruction(parts("pandas", n)).upper()}),
    ]


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
