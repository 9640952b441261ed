"""Drawings in three languages: written, drawn and read back, with the real sandbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stages.reward.domains.webui import check
from stages.sandbox import Executor
from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate import difference, flavours
from stages.synthesize.translate.drawings.drawing import Shape
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.synthesize.drawings import DRAWINGS, svg

LANGUAGES = {runtime: module for (_, runtime, _), module in flavours("svg").items()}
SVG = LANGUAGES["svg"]
REFUSED = {("html", "tick")}
SCENE = """from manim import *


class Still(Scene):
    def construct(self):
        self.add(Square(side_length=2, color=BLUE, fill_opacity=0.5).shift(LEFT))
        self.add(Line(ORIGIN, (2, 1, 0), color="#ff0000"), Text("Hello", font_size=30).shift(DOWN))
        self.add(Arc(radius=1, angle=PI / 2, stroke_width=9).shift(2 * UP), Dot((3, 0, 0)))
"""


@pytest.fixture(scope="module")
def executor():
    with Executor(runtimes(memory_mb=1024, cpu_s=20.0), SAFE, None, count=1) as running:
        yield running


@pytest.fixture(scope="module")
def drawn(executor):
    return {name: SVG.read(executor.execute(code, "svg").evidence) for name, code in DRAWINGS.items()}


@pytest.mark.parametrize("runtime", [pytest.param(name, marks=requires(name)) for name in LANGUAGES])
def test_what_is_written_is_drawn_and_read_back(runtime, drawn, executor):
    language, read = LANGUAGES[runtime], 0
    for name, ours in drawn.items():
        if (runtime, name) in REFUSED:
            with pytest.raises(NotApplicable):
                language.write(ours)
            continue
        done = executor.execute(language.write(ours), runtime)
        assert done.status == "ok", (name, done.stderr)
        assert difference(ours, language.read(done.evidence)) is None, name
        read += 1
    assert read >= len(DRAWINGS) - 1


@requires("html")
def test_claims_of_a_page_hold_for_it_and_for_no_other(drawn, executor):
    html = LANGUAGES["html"]
    pages = {n: executor.execute(html.write(drawn[n]), "html").evidence for n in ("flag", "button", "leaf")}
    for name, evidence in pages.items():
        claims = [claim.as_dict() for claim in html.claims(html.read(evidence))]
        assert {c["kind"] for c in claims} >= {"boxes", "frame", "painted"}
        for claim in claims:
            assert check(claim, evidence, None)[0], (name, claim, check(claim, evidence, None))
        for other in pages.keys() - {name}:
            failed = {c["kind"] for c in claims if not check(c, pages[other], None)[0]}
            assert failed >= {c["kind"] for c in claims} - {"boxes", "frame"}, (name, other)
    moved = {**pages["button"], "boxes": pages["button"]["boxes"][:-1]}
    assert not check({"kind": "boxes", "args": {"n": 2}}, moved, None)[0]


@requires("manim")
def test_a_still_scene_becomes_svg(executor):
    ours = LANGUAGES["manim"].read(executor.execute(SCENE, "manim").evidence)
    assert [s.kind for s in ours.shapes] == ["rect", "line", "text", "path", "circle"]
    code = SVG.write(ours)
    assert 'fill-opacity="0.5"' in code and ">Hello</text>" in code and 'stroke="#ff0000"' in code
    theirs = SVG.read(executor.execute(code, "svg").evidence)
    assert difference(ours, theirs) is None
    assert difference(replace(ours, ground="#123456"), theirs) is not None


@requires("manim")
def test_an_animation_becomes_its_key_frames(executor):
    moves = (
        "a = Square(color=RED)\n        self.play(Create(a))\n        self.play(a.animate.shift(2 * RIGHT))"
    )
    code = SCENE.partition("        self.add")[0] + f"        {moves}\n        self.wait()\n"
    ours = LANGUAGES["manim"].read(executor.execute(code, "manim").evidence)
    assert ours.frames == 2 and [s.stroke for s in ours.shapes] == ["#fc6255", "#888888"] * 2
    first, second = ours.shapes[0].middle, ours.shapes[2].middle
    assert second[0] - first[0] == pytest.approx(320 + 2 * 60 * 0.375, abs=0.1)
    assert difference(ours, SVG.read(executor.execute(SVG.write(ours), "svg").evidence)) is None


@requires("manim")
@pytest.mark.parametrize(
    "line",
    ["self.play(Create(Square()))", 'self.add(Text("ab").flip())', 'self.add(Text("ab", slant=ITALIC))'],
)
def test_scenes_that_no_drawing_holds_are_refused(line, executor):
    code = SCENE.partition("        self.add")[0] + f"        {line}\n"
    done = executor.execute(code, "manim")
    assert done.status == "ok", done.stderr
    with pytest.raises(NotApplicable):
        LANGUAGES["manim"].read(done.evidence)


def test_svg_that_no_drawing_holds_is_refused(executor):
    clip = '<clipPath id="c"><rect width="9" height="9"/></clipPath><circle r="9" clip-path="url(#c)"/>'
    text = '<text x="3" y="9">a</text>'
    for inside in (clip, text, '<circle r="9"><animate attributeName="r" to="3"/></circle>'):
        with pytest.raises(NotApplicable):
            SVG.read(executor.execute(svg(inside), "svg").evidence)


CHANGES = {
    "place": {"box": (20.0, 8.0, 44.0, 32.0)},
    "fill": {"fill": "#0000ff"},
    "stroke": {"stroke": "#000000", "width": 2.0},
    "opacity": {"opacity": 0.5},
    "kind": {"kind": "rect"},
    "size": {"d": "M8 20L20 8L32 20L20 32Z"},
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_difference_is_found(name, drawn):
    ours = drawn["discs"]
    assert difference(ours, ours) is None
    changed: Shape = replace(ours.shapes[0], **CHANGES[name])
    assert difference(ours, replace(ours, shapes=(changed, *ours.shapes[1:]))) is not None


def test_another_area_of_a_colour_is_a_difference(drawn):
    ours = drawn["discs"]
    doubled = tuple((colour, 2 * area if colour == "#0088ee" else area) for colour, area in ours.areas)
    assert "#0088ee covers" in difference(ours, replace(ours, areas=doubled))
