"""Addresses on content delivery networks and the packaged files that answer them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stages.sandbox.harness.cdn import Shelf

PACKAGES = {
    "jquery@3.7.1": ("dist/jquery.js", "dist/jquery.min.js"),
    "d3@5.16.0": ("dist/d3.min.js",),
    "d3@7.9.0": ("dist/d3.js", "dist/d3.min.js"),
    "bootstrap@4.6.2": ("dist/css/bootstrap.min.css",),
    "bootstrap@5.3.8": ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js"),
    "three@0.147.0": ("build/three.min.js", "examples/js/controls/OrbitControls.js"),
    "three@0.180.0": ("build/three.module.js",),
    "chart.js@4.5.1": ("dist/chart.umd.js", "dist/chart.umd.min.js"),
    "plotly.js-dist-min@2.35.2": ("plotly.min.js",),
    "plotly.js-dist-min@3.0.1": ("plotly.min.js",),
    "tailwindcss-cdn@3.4.10": ("tailwindcss.js", "tailwindcss-with-all-plugins.js"),
    "@tailwindcss/browser@4.1.13": ("dist/index.global.js",),
    "mathjax@3.2.2": ("es5/tex-mml-chtml.js",),
}
MAIN = {
    "chart.js": "dist/chart.umd.min.js",
    "plotly.js-dist-min": "plotly.min.js",
    "tailwindcss-cdn": "tailwindcss.js",
    "@tailwindcss/browser": "dist/index.global.js",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    top = tmp_path_factory.mktemp("libraries")
    for number, (ref, files) in enumerate(PACKAGES.items()):
        name, _, version = ref.rpartition("@")
        about = {"name": name, "version": version, "main": MAIN.get(name, "index.js")}
        for file in files:
            (top / str(number) / file).parent.mkdir(parents=True, exist_ok=True)
            (top / str(number) / file).write_text(ref)
        (top / str(number) / "package.json").write_text(json.dumps(about))
    return Shelf(sorted(top.iterdir()))


ANSWERED = {
    "https://cdn.jsdelivr.net/npm/d3@7": ("d3@7.9.0", "d3.min.js"),
    "https://cdn.jsdelivr.net/npm/d3@6.7.0/dist/d3.js": ("d3@7.9.0", "d3.js"),
    "https://unpkg.com/d3": ("d3@7.9.0", "d3.min.js"),
    "https://d3js.org/d3.v7.min.js": ("d3@7.9.0", "d3.min.js"),
    "https://d3js.org/d3.v5.min.js": ("d3@5.16.0", "d3.min.js"),
    "https://cdnjs.cloudflare.com/ajax/libs/d3/7.8.5/d3.min.js": ("d3@7.9.0", "d3.min.js"),
    "https://code.jquery.com/jquery-3.6.0.min.js": ("jquery@3.7.1", "jquery.min.js"),
    "https://code.jquery.com/jquery-1.12.4.js": ("jquery@3.7.1", "jquery.js"),
    "//ajax.googleapis.com/ajax/libs/jquery/3.5.1/jquery.min.js": ("jquery@3.7.1", "jquery.min.js"),
    "https://stackpath.bootstrapcdn.com/bootstrap/4.5.2/css/bootstrap.min.css": (
        "bootstrap@4.6.2",
        "bootstrap.min.css",
    ),
    "https://cdn.jsdelivr.net/npm/bootstrap@5.3.0/dist/js/bootstrap.bundle.min.js": (
        "bootstrap@5.3.8",
        "bootstrap.bundle.min.js",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/twitter-bootstrap/5.1.3/css/bootstrap.min.css": (
        "bootstrap@5.3.8",
        "bootstrap.min.css",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js": ("three@0.147.0", "three.min.js"),
    "https://unpkg.com/three@0.128.0/examples/js/controls/OrbitControls.js": (
        "three@0.147.0",
        "OrbitControls.js",
    ),
    "https://unpkg.com/three@0.160.0/build/three.module.js": ("three@0.180.0", "three.module.js"),
    "https://cdn.jsdelivr.net/npm/chart.js": ("chart.js@4.5.1", "chart.umd.min.js"),
    "https://cdn.plot.ly/plotly-2.27.0.min.js": ("plotly.js-dist-min@2.35.2", "plotly.min.js"),
    "https://cdn.plot.ly/plotly-latest.min.js": ("plotly.js-dist-min@3.0.1", "plotly.min.js"),
    "https://cdn.tailwindcss.com": ("tailwindcss-cdn@3.4.10", "tailwindcss.js"),
    "https://cdn.tailwindcss.com/?plugins=forms": (
        "tailwindcss-cdn@3.4.10",
        "tailwindcss-with-all-plugins.js",
    ),
    "https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4": (
        "@tailwindcss/browser@4.1.13",
        "index.global.js",
    ),
    "https://cdn.jsdelivr.net/npm/mathjax@3/es5/tex-mml-chtml.js": ("mathjax@3.2.2", "tex-mml-chtml.js"),
}


@pytest.mark.parametrize("url", ANSWERED)
def test_a_library_is_found_by_its_path(url: str, shelf: Shelf) -> None:
    library, name = ANSWERED[url]
    found = shelf.find(url)
    assert found is not None and (found.library, found.file.name) == (library, name)
    assert found.file.read_text() == library


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.jsdelivr.net/npm/mathjax@2/MathJax.js",  # a major that none stands for
        "https://cdn.jsdelivr.net/npm/nosuch@1/a.js",
        "https://cdn.jsdelivr.net/npm/d3@7/../../../etc/passwd",
        "https://cdn.jsdelivr.net/npm/d3@7/%2e%2e/package.txt",
        "https://example.org/",
        "https://example.org/app.js",
        "file:///etc/passwd",
    ],
)
def test_nothing_else_is_answered(url: str, shelf: Shelf) -> None:
    assert shelf.find(url) is None


def test_types_are_those_of_the_files(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.find("https://unpkg.com/d3").type == "text/javascript"
    css = shelf.find("https://unpkg.com/bootstrap@5.3.0/dist/css/bootstrap.min.css")
    assert css.type == "text/css"
