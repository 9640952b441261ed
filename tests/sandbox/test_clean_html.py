"""Real pages and diagrams, written by people who knew no sandbox: each is shown, and shown in full."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Execution, Executor
from stages.sandbox.runtimes.libraries import Library
from stages.sandbox.unpacked import unpacked
from tests.sandbox.conftest import SAFE, requires, runtimes

pytestmark = [pytest.mark.registry, requires("html"), requires("mermaid")]

SPECTRE = Library(
    "spectre.css",
    "0.5.9",
    "285c3bc709a1c30a83c8276f0f87b838e3089ec41c78621e496b638146eeeb03",
    ("docs/**/*.html", "docs/dist/*.min.css"),
)
EXAMPLES = Library(
    "@mermaid-js/examples",
    "1.0.0",
    "e5112e008dbf2cdf2783c804d6a5a835e550b0cb81a94a3e3a8dc8f4c1415b84",
    ("package.json", "dist/mermaid-examples.core.mjs"),
)
PAGES = {
    "components": "accordions avatars badges bars breadcrumbs cards chips empty modals nav panels steps",
    "elements": "buttons code forms labels tables",
    "layout": "grid hero navbar",
    "utilities": "colors shapes text",
}
_SHEET = re.compile(r'<link rel="stylesheet" href="\.\./(dist/[\w.-]+)">')


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    with Executor(runtimes(cpu_s=20.0, memory_mb=2048, output_kb=16384), SAFE, None, count=1) as executor:
        yield executor


def pages() -> dict[str, str]:
    """Pages of the documentation of spectre.css, with their style sheets put in."""
    docs = unpacked(SPECTRE) / "docs"
    return {
        name: _SHEET.sub(
            lambda found: f"<style>{(docs / found[1]).read_text()}</style>",
            (docs / folder / f"{name}.html").read_text(),
        )
        for folder, names in PAGES.items()
        for name in names.split()
    }


def diagrams() -> list[tuple[str, str]]:
    """(title, diagram) of mermaid's own examples."""
    module = unpacked(EXAMPLES) / "dist" / "mermaid-examples.core.mjs"
    script = (
        f"import({json.dumps(module.as_uri())}).then(m => console.log(JSON.stringify("
        "m.diagramData.flatMap(d => d.examples.map(e => [d.id + ': ' + e.title, e.code])))))"
    )
    done = subprocess.run([shutil.which("node"), "-e", script], capture_output=True, text=True, check=True)
    return [(title, code) for title, code in json.loads(done.stdout)]


def test_real_pages_are_shown(executor: Executor) -> None:
    found = pages()
    assert len(found) >= 20
    done: dict[str, Execution] = dict(
        zip(found, executor.map([(code, "html") for code in found.values()]), strict=True)
    )
    assert {name: d.stderr for name, d in done.items() if d.status != "ok"} == {}
    assert all(d.evidence["title"] and len(d.evidence["boxes"]) > 20 for d in done.values())
    said = {error.partition(" ")[0] for d in done.values() for error in d.evidence["errors"]["first"]}
    assert said <= {"ReferenceError:", "Pattern"}  # a library that is not packaged, a pattern of their own
    assert len({d.png for d in done.values()}) == len(found)
    shown = " ".join(box.get("text", "") for box in done["buttons"].evidence["boxes"])
    assert "Buttons include simple button styles" in shown


@pytest.mark.skipif(shutil.which("node") is None, reason="reading the examples needs node")
def test_real_diagrams_are_drawn(executor: Executor) -> None:
    found = diagrams()
    assert len(found) >= 20
    done = list(executor.map([(code, "mermaid") for _, code in found]))
    wrong = {t: (d.status, d.stderr) for (t, _), d in zip(found, done, strict=True) if d.status != "ok"}
    assert wrong == {}
    assert all(d.evidence["texts"] for d in done)


def test_what_is_unpacked_is_what_was_asked_for() -> None:
    names = {p.name for p in unpacked(EXAMPLES).rglob("*") if isinstance(p, Path) and p.is_file()}
    assert names == {"package.json", "mermaid-examples.core.mjs"}
