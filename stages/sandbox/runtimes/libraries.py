"""Packages of browser libraries that pages may ask for, pinned by version and SHA-256 of the archive.

`harness.cdn` finds among them what a page's address means. Their versions count in the fingerprint of the
runtimes that show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Library:
    """A pinned package, and which of its files (globs under its top folder) are unpacked."""

    package: str
    version: str
    sha256: str
    files: tuple[str, ...]
    connector: Literal["npm"] = "npm"

    @property
    def ref(self) -> str:
        """`npm:d3@7.9.0`."""
        return f"{self.connector}:{self.package}@{self.version}"


def _library(package: str, version: str, sha256: str, *files: str) -> Library:
    return Library(package, version, sha256, ("package.json", *files))


MERMAID = _library(
    "mermaid",
    "11.12.0",
    "93492e4d609be83653a41c435f4cbd7e74419f7fa6b4fc90a8c983195f64af82",
    "dist/mermaid.min.js",
    "dist/mermaid.esm.min.mjs",
    "dist/chunks/mermaid.esm.min/*.mjs",
)
PLOTLY = _library(
    "plotly.js-dist-min",
    "3.0.1",
    "6ca037de62a24c4df486ab38ce296126996adbd976fc0132e8176edb76c95ef4",
    "plotly.min.js",
)
PLOTLY_MAPS = _library(
    "plotly.js",
    "4.1.1",
    "601a93ad96b7b533deb02f8d1e01928b1e675b8eec1941c828aa46b18e7942b9",
    "dist/plotly-geo-assets.js",
)
"""Coasts, borders and rivers, which plotly.js would fetch. Of the version that plotly.py carries."""
LIBRARIES = (
    _library(
        "@fortawesome/fontawesome-free",
        "6.7.2",
        "794284b4ac7f3e30825bbeea1a073f542c45dff83f8146625f600f1015c9d52b",
        "css/*.min.css",
        "js/*.min.js",
        "webfonts/*",
    ),
    _library(
        "@tailwindcss/browser",
        "4.1.13",
        "d1986b81fe48007dc64528b63c5473c9ba9456495ba7e585c54ecc2fd058d9d5",
        "dist/*.js",
    ),
    _library(
        "bootstrap",
        "4.6.2",
        "2cf88a607ca6e0fa48e02e4d922308e5a871f9064e0f81577b2f68e46a6495cb",
        "dist/**/*.css",
        "dist/**/*.js",
    ),
    _library(
        "bootstrap",
        "5.3.8",
        "8b02d4a7482e0f0a2b1da58f1c9c86830e96cc2f77f094f89e4681b19886bc38",
        "dist/**/*.css",
        "dist/**/*.js",
    ),
    _library(
        "chart.js",
        "2.9.4",
        "51c7c03a210370177a4ec50a4f0b5460f240e0e9371c960b37d7ea384776164a",
        "dist/*.js",
        "dist/*.css",
    ),
    _library(
        "chart.js",
        "4.5.1",
        "f540d98468457ac7a0aabb32006dfb066297e096c5ea063a5d80aa973d1c337a",
        "dist/*.js",
        "dist/chunks/*.js",
    ),
    _library("d3", "5.16.0", "2e46da2089b9483a01f4cea7d27d62d463a31348ddd3c309a9a5dc2cb4568cfa", "dist/*.js"),
    _library("d3", "7.9.0", "7e36605710a2ba54846797c8c6d888911341b215ae53257dc32a49a0b824355e", "dist/*.js"),
    _library(
        "jquery", "3.7.1", "68a9f787516da47c680e09c187bcbac4536b6f85d90eb882844e12919e583f53", "dist/*.js"
    ),
    _library(
        "mathjax", "3.2.2", "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09", "es5/**/*"
    ),
    MERMAID,
    _library(
        "jsxgraph",
        "1.13.3",
        "7efccf3e700d07c47332d076bc81590f6a5a965bdc3e0b46b9e7fc242de328bd",
        "distrib/jsxgraphcore.js",
        "distrib/jsxgraph.css",
    ),
    _library(
        "p5",
        "1.11.10",
        "27f0eef91b77749fdb730cbbc34505d9234b1810f900c1024df828a1a98e1972",
        "lib/p5.js",
        "lib/p5.min.js",
        "lib/addons/*.min.js",
    ),
    _library(
        "paper",
        "0.12.20",
        "ce4830a0364fe4dd52a54b189e4c9e6d3196ff0418a0c6306a432bbc84439de7",
        "dist/paper-full.min.js",
    ),
    _library(
        "plotly.js-dist-min",
        "2.35.2",
        "519b4874ce25867da4e8f59e6356a8ac0d36990f0901a54c2189d75e793dcb8b",
        "plotly.min.js",
    ),
    PLOTLY,
    _library(
        "tailwindcss",
        "2.2.19",
        "2a0fbe1dec8d0f7bbacfc56235bdb88b3c9c450ff692eb8ee33a5eff6187f57a",
        "dist/*.min.css",
    ),
    _library(
        "tailwindcss-cdn",
        "3.4.10",
        "ece1c44ca240400e135d4feb34551be08b845c8bb180c6ad2f8d1192a490b248",
        "tailwindcss.js",
        "tailwindcss-with-all-plugins.js",
    ),
    _library(
        "three",
        "0.147.0",
        "03b50c0c820f7ae92010ce464200904c92214938ea7f751bd0e96e0499330988",
        "build/*",
        "examples/js/**/*.js",
        "examples/jsm/**/*.js",
    ),
    _library(
        "three",
        "0.180.0",
        "ad66d724565ee29a2467277fa84daa5ed0211d6b8d446e9ef29f6bae0cd14144",
        "build/*",
        "examples/jsm/**/*.js",
    ),
)
"""What pages are served; the last version of a name answers where none is asked for."""
