"""A domain, a connector and a strategy of one's own: one new file each, and one file of conf for all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from stages.records.tables import read_rows
from tests.pipeline.project import Project

pytestmark = [pytest.mark.registry, pytest.mark.timeout(900)]

DOMAIN = '''"""Haiku: a program that prints one, drawn as text."""
from stages.synthesize.domain import Claim, Description, Domain


class Haiku(Domain):
    name, version, language, runtime = "haiku", "1", "svg", "svg"

    def describe(self, program, register, rng):
        text = program.evidence["texts"][0]["text"]
        return Description(f'Write an SVG that says "{text}".', (Claim("text", {"text": text}),))

    def describe_image(self, register, rng):
        return "Write the SVG of this picture."

    def facts(self, program):
        return (Claim("text", {"text": program.evidence["texts"][0]["text"]}),)


DOMAINS = (Haiku(),)
'''
CONNECTOR = '''"""Haiku that are written here."""
import hashlib
from pathlib import Path
from typing import ClassVar

from stages.crawl.archive import Archive
from stages.crawl.config import Source
from stages.records.cache import cache_root


class SpokenSource(Source):
    wrapped: ClassVar[bool] = False
    words: list[str]


SOURCE = SpokenSource


def resolve(source):
    folder = Path(cache_root()) / "spoken"
    folder.mkdir(parents=True, exist_ok=True)
    for word in source.words:
        text = f'<text x="4" y="40" font-size="24">{word}</text>'
        code = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60">{text}</svg>'
        (folder / f"{word}.svg").write_text(code, encoding="utf-8")
    sha = hashlib.sha256(" ".join(source.words).encode()).hexdigest()
    return Archive("spoken", source.package, source.version, sha, folder)
'''
STRATEGY = '''"""Shout: the same task once more, in capitals."""
from stages.config import Section
from stages.synthesize.domain import Program
from stages.synthesize.draft import Draft, generation_rows


class Options(Section):
    mark: str


class Shout:
    name, version, starts_from = "shout", "1", ("reverse_instruction",)

    def __init__(self, mark):
        self.mark = mark

    def slots(self, source):
        return ("loud",)

    def propose(self, source, slot, attempt, context):
        code = source.program.code.replace("</text>", self.mark + "</text>")
        return None if attempt else Draft(source, self.name, "1", "loud", source.form, 0, slot, code)

    def write(self, draft, execution, context):
        generation, images = generation_rows(draft, Program(draft.code, execution.evidence), context)
        return [generation, *images]


def make(options):
    return Shout(options.mark)
'''
CONF = {
    "crawl": {
        "sources": {
            "haiku": {
                "connector": "spoken", "package": "haiku", "version": "1", "sha256": None, "licence": "MIT",
                "attribution": "nobody", "words": ["pond", "frog", "splash"],
                "select": {
                    "domain": "haiku", "language": "svg", "include": ["*.svg"], "exclude": [],
                    "max_bytes": 999, "cap": None,
                },
            }
        }
    },
    "strategy": {"steps": {"shout": {"mark": "!"}}},
}  # fmt: skip


@pytest.fixture(scope="module")
def project(smoke, tmp_path_factory) -> Project:
    """A built copy with the four files added, run up to the verdicts with the gates' counts lowered."""
    found = smoke.apart(tmp_path_factory.mktemp("additions"))
    files = {
        "stages/synthesize/domains/haiku.py": DOMAIN,
        "stages/crawl/connectors/spoken.py": CONNECTOR,
        "stages/synthesize/strategies/shout.py": STRATEGY,
    }
    for name, text in files.items():
        (found.folder / name).write_text(text, encoding="utf-8")
    (found.folder / "conf/experiment/haiku.yaml").write_text(conf(), encoding="utf-8")
    found.must(sys.executable, "-m", "stages.cli", "config", "write", "experiment=haiku")
    for stage in (
        "crawl",
        "check seeds",
        "synthesize",
        "check samples",
        "validate",
        "check renders",
        "reward",
    ):
        found.must(sys.executable, "-m", *f"stages.{stage}".split())
    return found


def conf() -> str:
    """The experiment: the new parts, and the gates asked for little."""
    few = {"rows": 1, "kept": 1, "kept_by_domain": {}, "kept_by_task": {}}
    tables = ("seeds", "samples", "renders", "rewards")
    check = {
        "domains": ["chart", "svg", "webui", "artifact", "animation", "scientific", "haiku"],
        **{table: few for table in tables},
    }
    head = "# @package _global_\ndefaults:\n  - override /crawl: smoke\n  - override /check: smoke\n"
    body = yaml.safe_dump({**CONF, "check": check}, sort_keys=False)
    return head + body


def rows(project: Project, table: str, columns: list[str]) -> list[dict]:
    return read_rows(project.folder / "data" / table, columns, keep=True)


def test_the_connector_fed_the_domain(project):
    seeds = rows(project, "seeds", ["domain", "kind", "connector", "url", "path"])
    mine = [s for s in seeds if s["domain"] == "haiku" and s["kind"] == "prepared"]
    assert {Path(s["path"]).stem for s in mine} == {"pond", "frog", "splash"}
    assert {(s["connector"], s["url"]) for s in mine} == {("spoken", "pkg:generic/haiku@1")}


def test_the_strategies_made_tasks_of_it_and_the_checkers_judged_them(project):
    samples = rows(project, "samples", ["record_id", "domain", "task", "strategy", "instruction"])
    mine = {s["record_id"]: s for s in samples if s["domain"] == "haiku"}
    assert {(s["strategy"], s["task"]) for s in mine.values()} == {
        (strategy, task)
        for strategy in ("reverse_instruction", "shout")
        for task in ("generation", "image_to_code")
    }
    assert any('"frog!"' in s["instruction"] for s in mine.values())
    rewards = [r for r in rows(project, "rewards", ["sample_id", "total"]) if r["sample_id"] in mine]
    assert len(rewards) == len(mine) and all(r["total"] == 1.0 for r in rewards)
