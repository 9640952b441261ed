"""The page as a whole: same bytes, nothing from outside, and what a reader looks for."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stages.errors import JanusError
from stages.records.tables import read_rows
from tests.report.conftest import build, written
from tests.report.project import MODELS, pass_gate

OUTPUTS = (
    "index.html",
    "explorer/index.html",
    "explorer/000.js",
    "metrics/funnel.json",
    "plots/funnel.csv",
    "plots/rewards.csv",
    "plots/evaluation.csv",
    "plots/yields.csv",
)
CHROMIUM = shutil.which("chromium")


class Links(HTMLParser):
    """Every URL that an attribute names, the ids, and the tags in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.ids: list[str] = []
        self.images: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.urls += [found[k] for k in ("href", "src", "srcset", "action", "data", "poster") if found.get(k)]
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "img":
            self.images.append(found)


@pytest.fixture(scope="module")
def html(page) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def links(html) -> Links:
    return Links(html)


def test_equal_tables_in_another_folder_give_equal_bytes(page, project, tmp_path):
    other = written(tmp_path / "somewhere" / "else")
    build(other)
    for name in OUTPUTS:
        first = (project / "reports" / name).read_bytes()
        assert first == (other / "reports" / name).read_bytes() and first
    assert str(project).encode() not in page.read_bytes()


def test_nothing_comes_from_outside(html, links):
    assert len(links.urls) > 50
    allowed = re.compile(r"#|data:image/(png|svg\+xml)|data_docs/$|explorer/index\.html")
    assert [u for u in links.urls if not allowed.match(u)] == []
    assert "default-src 'none'" in html
    style = html[html.index("<style>") : html.index("</style>")]
    assert "url(" not in style and "@import" not in style


def test_every_link_inside_the_page_has_its_target_and_ids_are_unique(links):
    targets = [u[1:] for u in links.urls if u.startswith("#")]
    assert set(targets) <= set(links.ids) and len(targets) > 20
    assert len(links.ids) == len(set(links.ids))


def test_pictures_have_a_text_and_a_size(links):
    assert len(links.images) >= 12
    assert all(i["alt"] and int(i["width"]) <= 120 and int(i["height"]) <= 120 for i in links.images)


def test_code_and_instructions_are_text_never_markup(html):
    assert "&lt;" in html
    assert '<svg xmlns="http://www.w3.org' not in html  # programs of the svg domain, unescaped


def test_both_models_are_in_the_gallery_and_each_answer_has_its_lineage(html, links):
    for model in MODELS:
        assert html.count(f'data-model="{model}"') >= 4
    answers, lineages = html.count("data-outcome="), [i for i in links.ids if i.startswith("lineage-")]
    assert answers == 12 and len(lineages) == 12 + 6
    for identity in lineages:
        record = identity.removeprefix("lineage-")
        assert f"janus trace {record}" in html and f'href="#{identity}"' in html


def test_numbers_of_the_metrics_file_stand_in_the_page(html, project):
    metrics = json.loads((project / "reports/metrics/evaluate_januscoderv.json").read_text())
    for variant in ("model", "untrained", "wrong_image"):
        assert f"{metrics['variants'][variant]['all']['answer_loss']['value']:.3f}" in html


def test_funnel_counts_every_row_of_every_table(page, project):
    steps = list(json.loads((project / "reports/metrics/funnel.json").read_text()).values())
    tables = [
        read_rows(project / "data" / t, ["decision"]) for t in ("samples", "renders", "rewards", "corpus")
    ]
    assert [s["in"] for s in steps[2:6]] == [len(t) for t in tables]
    assert [s["out"] for s in steps[2:6]] == [sum(r["decision"] == "keep" for r in t) for t in tables]
    assert steps[0]["in"] + steps[1]["in"] == len(read_rows(project / "data/seeds", ["decision"]))
    assert all(sum(s["dropped"].values()) == s["in"] - s["out"] for s in steps)
    assert any(s["dropped"] for s in steps)


def test_plots_hold_what_dvc_plots_shows(page, project):
    with (project / "reports/plots/evaluation.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {r["variant"] for r in rows} == {"model", "untrained", "nearest", "wrong_image"}
    with (project / "reports/plots/rewards.csv").open() as file:
        counted = sum(int(r["records"]) for r in csv.DictReader(file))
    assert counted == len(read_rows(project / "data/rewards", ["decision"]))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("reports/checks/predictions.json", "gate of predictions has not run"),
        ("reports/metrics/evaluate_januscoder.json", "januscoder is not evaluated"),
        ("reports/plots/loss_januscoderv.csv", "januscoderv has no learning curve"),
        ("data/rewards/manifest.json", "manifest.json"),
    ],
)
def test_what_is_missing_is_named(project, tmp_path, path, message):
    shutil.copytree(project, tmp_path / "copy")
    (tmp_path / "copy" / path).unlink()
    with pytest.raises(JanusError, match=message):
        build(tmp_path / "copy")


def test_refuses_a_failed_gate_and_bytes_that_no_gate_saw(project, tmp_path):
    root = tmp_path / "copy"
    shutil.copytree(project, root)
    shard = next((root / "data/corpus").glob("*.parquet"))
    shard.rename(shard.with_name("moved.parquet"))
    with pytest.raises(JanusError, match="passed for other bytes"):
        build(root)
    pass_gate(root, "corpus")
    path = root / "reports/checks/corpus.json"
    report = json.loads(path.read_text())
    path.write_text(json.dumps({**report, "passed": False, "failed": report["expectations"]}))
    with pytest.raises(JanusError, match="gate of corpus failed: values_not_null"):
        build(root)


def chromium(page: Path, profile: Path, *arguments: str, hash: str = "") -> subprocess.CompletedProcess[str]:
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--no-first-run", "--disable-sync", "--enable-logging=stderr",
        "--virtual-time-budget=3000", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}",
        *arguments, f"{page.as_uri()}{hash}",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_opens_in_a_browser_without_a_complaint(page, links, tmp_path):
    lineage = next(i for i in links.ids if i.startswith("lineage-"))
    done = chromium(page, tmp_path, "--dump-dom", hash=f"#{lineage}")
    assert done.returncode == 0
    assert "CONSOLE" not in done.stderr, done.stderr  # script errors and refused requests
    assert re.search(rf'<dialog id="{lineage}"[^>]* open=', done.stdout)
    form = re.search(r'<form class="filters"[^>]*>', done.stdout)
    assert form and "hidden" not in form[0]  # the script ran


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_fits_a_narrow_window(page, tmp_path):
    """Nothing makes the page scroll sideways (wide tables scroll inside their own box)."""
    width = "document.documentElement.scrollWidth + '/' + innerWidth"
    measure = f"<script>document.title = {width}</script></body>"
    copy = tmp_path / "page.html"
    copy.write_text(page.read_text(encoding="utf-8").replace("</body>", measure), encoding="utf-8")
    done = chromium(copy, tmp_path / "profile", "--window-size=500,1200", "--hide-scrollbars", "--dump-dom")
    found = re.search(r"<title>(\d+)/(\d+)</title>", done.stdout)
    assert found and found[1] == found[2] == "500"
