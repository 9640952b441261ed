"""The explorer: its blocks say what the graph says, a browser walks from a checkpoint to a seed and back."""

from __future__ import annotations

import base64
import itertools
import json
import re
import shutil
import zlib
from pathlib import Path

import pytest

from stages.lineage.index import load
from stages.records.schemas import seal
from stages.records.tables import write_table
from stages.report.explorer import write
from stages.report.explorer.pictures import thumbnail
from tests.report.project import STEPS, Project, picture
from tests.sandbox.conftest import requires

CHECKPOINT = f"models/januscoder@{STEPS}"


def unpacked(text: str) -> bytes:
    return zlib.decompress(base64.b64decode(text))


@pytest.fixture(scope="module")
def explorer(page) -> Path:
    return page.parent / "explorer" / "index.html"


@pytest.fixture(scope="module")
def blocks(explorer) -> dict[str, bytes]:
    html = explorer.read_text(encoding="utf-8")
    found = re.findall(r'<script type="text/plain" id="block-(\w+)">([^<]*)</script>', html)
    return {name: unpacked(text) for name, text in found}


def integers(data: bytes) -> list[int]:
    n = len(data) // 4
    return [int.from_bytes(bytes(data[k * n + i] for k in range(4)), "little", signed=True) for i in range(n)]


def test_the_blocks_hold_every_node_and_edge_of_the_graph(blocks, project):
    graph = load(project)
    ids = blocks["ids"].decode().split("\n")
    assert sorted(ids) == list(graph.ids) and len(ids) > 300
    kinds = [kind for kind, n in json.loads(blocks["kinds"]) for _ in range(n)]
    assert kinds == [graph.kind(node) for node in ids]
    parents = itertools.accumulate(integers(blocks["parents"]))
    edges = {
        (ids[next(parents)], child)
        for child, n in zip(ids, integers(blocks["counts"]), strict=True)
        for _ in range(n)
    }
    assert edges == set(graph.edges(graph.ids)) and next(parents, None) is None


def test_verdicts_are_those_of_the_tables_and_labels_do_not_repeat_them(blocks, project):
    rows = load(project).sources.connection.execute(
        "select record_id, decision, coalesce(reason, '') from samples"
        " union all select record_id, decision, coalesce(reason, '') from seeds"
    )
    verdicts, decided = json.loads(blocks["verdicts"]), integers(blocks["decided"])
    place = {node: n for n, node in enumerate(blocks["ids"].decode().split("\n"))}
    told = [
        (verdicts[decided[place[record]]], [decision, reason]) for record, decision, reason in rows.fetchall()
    ]
    assert all(a == b for a, b in told) and {b[0] for _, b in told} == {"keep", "drop"}
    assert "[dropped" not in blocks["labels"].decode()


def test_details_carry_code_criteria_and_pictures(explorer, project):
    details, texts = {}, []
    for path in explorer.parent.glob("*.js"):
        body = re.fullmatch(r'explorer\.part\(\d+, "(.*)"\);\n', path.read_text())[1]
        part = json.loads(unpacked(body))
        texts += part["texts"]
        details |= part["rows"]
    assert any("plt.show()" in text for text in texts)
    assert sum("criteria" in d for d in details.values()) > 20
    assert sum(d.get("picture", "").startswith("data:image/webp") for d in details.values()) > 20
    assert all(f"{place}" in details for d in details.values() for _, place in d["see"])


def test_a_seed_whose_content_was_withdrawn_is_shown_without_code(tmp_path):
    lost = seal(
        "seeds",
        {
            "producer": "p", "stage": "crawl", "decision": "drop", "reason": "taken down", "kind": "raw",
            "connector": "pypi", "package": "a", "version": "1", "path": "x.py",
        },
    )  # fmt: skip
    write_table("seeds", [lost], tmp_path / "data/seeds")
    write(load(tmp_path), tmp_path / "explorer", 100)
    body = re.search(r'"(.*)"', (tmp_path / "explorer/000.js").read_text())[1]
    part = json.loads(unpacked(body))
    (detail,) = part["rows"].values()
    assert "code" not in detail and detail["facts"]["archive"] == "pypi:a@1" and part["texts"] == []


def test_a_picture_on_no_paper_gets_white_paper_and_keeps_its_shape():
    import io

    from PIL import Image

    clear = io.BytesIO()
    Image.new("RGBA", (640, 320), (0, 0, 0, 0)).save(clear, "PNG")
    data = base64.b64decode(thumbnail(clear.getvalue(), 100).partition(",")[2])
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (100, 50) and image.convert("RGB").getpixel((9, 9)) >= (253, 253, 253)
    assert thumbnail(picture("chart", "a"), 120) == thumbnail(picture("chart", "a"), 120)


def test_nothing_comes_from_outside(explorer):
    html = explorer.read_text(encoding="utf-8")
    page = html.partition('id="block-')[0]
    urls = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    assert [url for url in urls if not url.startswith("data:image/svg+xml,")] == ["../index.html"]
    assert "default-src 'none'" in page and "fetch(" not in html and "XMLHttpRequest" not in html


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def window(browser, explorer):
    """The explorer opened from its folder; complaints of the page fail the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(15_000)
    page.goto(f"{explorer.as_uri()}#{CHECKPOINT.replace('/', '%2F')}")
    page.wait_for_selector("body[data-ready]")
    yield page
    page.close()
    assert complaints == []


def shown(window) -> str:
    return window.evaluate("document.body.dataset.shown")


def counted(window, side: str) -> dict[str, int]:
    rows = window.locator(f"#{side} details")
    found = rows.evaluate_all("all => all.map(one => [one.dataset.kind, one.querySelector('b').textContent])")
    return {kind: int(text.replace(",", "")) for kind, text in found}


@requires("html")
def test_clicks_lead_from_a_checkpoint_to_a_seed_and_back(window, project):
    graph = load(project)
    assert shown(window) == CHECKPOINT
    by_kind = counted(window, "up")
    assert sum(by_kind.values()) == len(graph.ancestors([CHECKPOINT]))
    window.click("#up details[data-kind=seed] summary")
    window.locator("#up details[data-kind=seed] li a", has_text="prepared").first.click()
    window.wait_for_selector("#focus pre")
    seed = shown(window)
    assert graph.kind(seed) == "seed" and seed in graph.ancestors([CHECKPOINT])
    assert sum(counted(window, "down").values()) == len(graph.descendants([seed]))
    way = window.locator(".way a").evaluate_all("all => all.map(a => decodeURIComponent(a.hash.slice(1)))")
    assert (way[0], way[-1]) == (CHECKPOINT, seed) and len(way) > 2
    assert all(graph.parents([child]) >= {parent} for child, parent in itertools.pairwise(way))
    window.locator("#down details[data-kind=checkpoint] a", has_text=CHECKPOINT).click()
    assert shown(window) == CHECKPOINT


@requires("html")
@pytest.mark.parametrize("drawn", ["chart", "svg", "nothing"])
def test_as_many_examples_are_shown_as_are_said(browser, tmp_path, drawn):
    def draw(domain: str, code: str) -> bytes | None:
        return picture(domain, code) if domain == drawn else None

    Project(16, draw).write(tmp_path)
    graph = load(tmp_path)
    write(graph, tmp_path / "explorer", 100)
    kept = "select record_id from renders where decision = 'keep' and png is not null"
    pictured = {record for (record,) in graph.sources.connection.execute(kept).fetchall()}
    there = len(pictured & graph.ancestors([CHECKPOINT]))
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'explorer/index.html').as_uri()}#{CHECKPOINT.replace('/', '%2F')}")
    heading = page.inner_text("#focus h3")
    if drawn == "nothing":
        assert heading == "No render with a picture is connected with it"
    else:
        told = re.fullmatch(r"(\d+) of the (\d+) renders with a picture that it came from", heading)
        assert told and 1 < int(told[1]) <= 8 < int(told[2]) == there
        page.wait_for_function(
            "n => document.querySelectorAll('#focus figure img').length === n", arg=int(told[1])
        )
    page.close()


@requires("html")
def test_the_page_walks_as_the_graph_does_both_ways_from_every_node(window, project):
    graph = load(project)
    walks = window.evaluate(
        """() => {
          const graph = explorer.view.graph;
          const reached = (node, up) => {
            const steps = graph.walk([node], up);
            return graph.ids.filter((_, i) => steps[i] > 1);
          };
          return graph.ids.map((id, node) => [id, reached(node, true), reached(node, false)]);
        }"""
    )
    assert len(walks) == len(graph)
    for node, up, down in walks:
        assert set(up) == graph.ancestors([node]) and set(down) == graph.descendants([node])


@requires("html")
def test_an_answer_stands_beside_its_reference(window, project):
    drew = (
        load(project)
        .sources.connection.execute(
            "select record_id from predictions where variant = 'model' and png is not null order by 1"
        )
        .fetchone()[0]
    )
    window.evaluate("id => (location.hash = id)", drew)
    window.wait_for_selector("figure:nth-child(2)")
    assert window.locator("#focus figcaption").all_inner_texts() == ["its picture", "the reference draws"]
    assert window.inner_text("#focus blockquote")


@requires("html")
def test_a_dropped_record_says_why_and_a_picture_leads_to_its_render(window, project):
    dropped = (
        load(project)
        .sources.connection.execute(
            "select record_id, reason from samples where starts_with(reason, 'exception')"
        )
        .fetchone()
    )
    window.fill("#query", dropped[0][:12])
    window.click("#hits a")
    assert shown(window) == dropped[0] and dropped[1] in window.inner_text("#focus .head")
    kept = load(project).of_kind("corpus")[0]
    window.evaluate("id => (location.hash = id)", kept)
    window.click("#focus figure a")
    assert load(project).kind(shown(window)) == "render"


@requires("html")
def test_a_slice_search_and_keys(window, project):
    window.keyboard.press("/")
    window.keyboard.type("slice:generation/chart")
    window.keyboard.press("Enter")
    assert shown(window) == "slice:generation/chart/text"
    members = (
        load(project)
        .sources.connection.execute(
            "select count(*) from corpus where decision = 'keep' and slice = 'generation/chart/text'"
        )
        .fetchone()[0]
    )
    assert members > 2 and f"{members} kept" in window.inner_text("#focus h2")
    window.keyboard.press("Escape")
    window.evaluate("document.activeElement.blur()")
    window.keyboard.press("ArrowLeft")
    window.keyboard.press("ArrowDown")
    assert window.evaluate("document.activeElement.closest('#up') !== null")
    window.go_back()
    window.wait_for_function(f"document.body.dataset.shown === '{CHECKPOINT}'")


@requires("html")
@pytest.mark.parametrize("width", [700, 1280])
def test_nothing_makes_the_page_scroll_sideways(window, width):
    window.set_viewport_size({"width": width, "height": 900})
    assert window.evaluate("document.documentElement.scrollWidth") == width


@requires("html")
def test_without_its_parts_the_page_still_walks_and_says_what_is_lacking(
    browser, explorer, project, tmp_path
):
    shutil.copy(explorer, tmp_path / "index.html")
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'index.html').as_uri()}#{load(project).of_kind('seed')[0]}")
    page.wait_for_selector(".lacking")
    assert "does not lie beside" in page.inner_text(".lacking") and counted(page, "up")["archive"] == 1
    page.close()


def test_a_graph_without_tables_is_a_page_without_details(tmp_path):
    from stages.lineage.graph import Graph

    graph = Graph.of([("pypi:a@1", "pypi:a@1!x")], {"pypi:a@1": "archive", "pypi:a@1!x": "file"})
    assert write(graph, tmp_path, 100) == (tmp_path / "index.html").stat().st_size
