"""SVGs in the manner of the seed packages, drawn for real."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from stages.sandbox.harness import run_svg
from stages.synthesize.domain import Program

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\n'
FLAG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512">'
    '<mask id="a"><circle cx="256" cy="256" r="256" fill="#fff"/></mask><g mask="url(#a)">'
    '<path fill="#eee" d="M167 0h178l25.9 252.3L345 512H167l-29.8-253.4z"/>'
    '<path fill="#0052b4" d="M0 0h167v512H0z"/><path fill="#d80027" d="M345 0h167v512H345z"/></g></svg>'
)
LINES = (
    "<!-- @license ISC -->\n"
    '<svg\n  class="lucide"\n  xmlns="http://www.w3.org/2000/svg"\n  width="24"\n  height="24"\n'
    '  viewBox="0 0 24 24"\n  fill="none"\n  stroke="currentColor"\n  stroke-width="2"\n'
    '  stroke-linecap="round"\n  stroke-linejoin="round"\n>\n'
    '  <circle cx="12" cy="8" r="5" />\n  <path d="M3 20c2-6 16-6 18 0" />\n  <path d="M16 20h6" />\n</svg>\n'
)
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><path d="m0 0H512V512H0" fill="#181717"/>'
    '<linearGradient id="g"><stop stop-color="#fd5"/><stop offset="1" stop-color="#fa5"/></linearGradient>'
    '<circle cx="180" cy="256" r="100" fill="url(#g)"/>'
    '<use href="#b" x="200"/><rect id="b" x="100" y="380" width="90" height="60" rx="20" fill="#0a5"/></svg>'
)
STRIPES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480"><g fill-rule="evenodd" stroke-width="1pt">'
    '<path fill="#fff" d="M0 0h640v480H0z"/><path fill="#009f3c" d="M0 320h640v160H0z"/>'
    '<path fill="#de2110" d="M0 0h640v160H0z"/></g></svg>'
)
SHAPES = (
    HEAD + '<rect width="64" height="64" fill="#fd4"/>\n<circle cx="20" cy="20" r="10" fill="#d02"/>\n'
    '<rect x="36" y="38" width="20" height="14" fill="#26d"/>\n'
    '<polygon points="16,40 26,58 6,58" fill="#294"/>\n</svg>\n'
)
SEEDS = {"flag": FLAG, "lines": LINES, "icon": ICON, "stripes": STRIPES, "shapes": SHAPES}


@lru_cache
def draw(code: str) -> dict[str, Any]:
    """The evidence of a run; fails the test where the SVG does not draw."""
    if not run_svg._font_files:
        run_svg.prepare()
    result = run_svg.answer(code, {})
    assert result["status"] == "ok", result
    return result["evidence"]


def program(code: str) -> Program:
    return Program(code, draw(code))
