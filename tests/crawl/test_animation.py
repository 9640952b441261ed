"""Scenes in docstrings: their span, what is prepared, and which are left out."""

from __future__ import annotations

import pytest

from stages.crawl.domains.animation import AnimationSelection, read
from stages.crawl.domains.animation.criteria import reject

SOURCE = b'''class Arc:
    """An arc.

    .. manim:: First
        :save_last_frame:

        class First(Scene):
            def construct(self):
                self.add(Arc(angle=PI))

                self.wait()

    Prose after it.

    .. manim:: Second

        class Second(Scene):
            def construct(self):
                self.add(Circle())

    """
'''


def selection(stills: bool) -> AnimationSelection:
    return AnimationSelection(
        domain="animation",
        language="python",
        include=["**"],
        exclude=[],
        max_bytes=9999,
        cap=None,
        stills=stills,
    )


def test_scenes_are_dedented_and_import_manim():
    first, second = read(SOURCE, "manim/arc.py", selection(True), {})
    assert first.prepared.startswith(
        "from manim import *\n\n\nclass First(Scene):\n    def construct(self):\n"
    )
    assert first.prepared.endswith("\n\n        self.wait()\n")
    span = SOURCE[first.start : first.end]
    assert span.strip().startswith(b"class First") and span.endswith(b"self.wait()")
    assert "class Second" in second.prepared and "Prose" not in first.prepared + second.prepared


def test_stills_are_left_out_where_asked():
    reasons = [p.reason for p in read(SOURCE, "manim/arc.py", selection(False), {})]
    assert reasons == ["still: it plays no animation"] * 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("self.play(Write(Tex('x')))", "latex: Tex"),
        ("self.play(Create(NumberLine(include_numbers=True)))", "latex: include_numbers="),
        ("self.play(Create(NumberLine(include_numbers=False)))", None),
        ("self.play(FadeIn(ImageMobject('a.png')))", "files: ImageMobject"),
        ("self.play(Create(Sphere()))", "costly: Sphere"),
        ("import networkx; self.play()", "imports: networkx"),
        ("self.play(", "syntax"),
    ],
)
def test_what_is_not_taken(line, reason):
    code = f"from manim import *\n\n\nclass A(Scene):\n    def construct(self):\n        {line}\n"
    said = reject(code, True)
    assert said is None if reason is None else said.startswith(reason)
