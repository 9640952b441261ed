"""Good samples made by hand: one a runtime, with the evidence that a sandbox would read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stages.calibrate.good import Good
from stages.records.identity import canonical_json, content_hash

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<circle cx="20" cy="20" r="12" fill="#d03020"/>
<rect x="36" y="36" width="20" height="20" fill="#2255cc"/>
<rect x="4" y="40" width="12" height="12" fill="#229944"/>
<text x="10" y="12" font-size="8" fill="#000000">Map</text>
</svg>
"""
CHART = """import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(4, 3), layout='constrained')
ax.plot([0, 1, 2, 3, 4], [3, 5, 4, 6, 7], color='#1f77b4', label='Rain')
ax.plot([0, 1, 2, 3, 4], [1, 2, 2, 3, 5], color='#d62728', label='Snow')
ax.set_title('Weather')
ax.legend()
plt.show()
"""
PAGE = """<!doctype html>
<title>Shop</title>
<h2>Our shop</h2>
<p>Home</p>
<p>News</p>
<p>Contact</p>
"""
SCENE = """from manim import *


class Shapes(Scene):
    def construct(self):
        square = Square()
        circle = Circle()
        self.play(Create(square))
        self.play(FadeIn(circle))
        self.play(circle.animate.shift(UP))
"""
FUNCTION = """def total(values):
    \"\"\"
    >>> total([1, 2])
    3
    >>> total([])
    0
    \"\"\"
    def only(value):
        return value
    if not values:
        return 0
    return sum(only(value) for value in values)
"""


def _sample(code: str, runtime: str, domain: str, **more: Any) -> dict[str, Any]:
    row = {
        "domain": domain, "task": "image_to_code", "modality": "image", "language": runtime,
        "runtime": runtime,
        "instruction": "Draw what is shown.", "input_code": None, "input_language": None,
        "input_runtime": None,
        "output_code": code, "image_render": f"render of {runtime}", "input_render": None,
        "output_render": f"render of {runtime}", "claims": "[]", **more,
    }  # fmt: skip
    return {"record_id": content_hash(row)[:32], **row}


def _series(name: str, colour: str, y: list[float]) -> dict[str, Any]:
    return {"kind": "line", "label": name, "colour": colour, "x": [0.0, 1.0, 2.0, 3.0, 4.0], "y": y, "n": 5}


def chart(**more: Any) -> Good:
    axes = {
        "projection": "rectilinear", "visible_axis": True, "colorbar": False, "others": 0, "title": "Weather",
        "xlabel": "",
        "ylabel": "", "texts": [], "xticklabels": ["0", "1", "2", "3", "4"],
        "legend": {"title": "", "labels": ["Rain", "Snow"]},
        "series": [
            _series("Rain", "#1f77b4", [3.0, 5.0, 4.0, 6.0, 7.0]),
            _series("Snow", "#d62728", [1.0, 2.0, 2.0, 3.0, 5.0]),
        ],
    }  # fmt: skip
    figure = {"facecolor": "#ffffff", "axes": [axes], "suptitle": None, "texts": [], "layout": []}
    return Good(_sample(CHART, "python", "chart", **more), {"figures": [figure]}, None)


def drawing(**more: Any) -> Good:
    shapes = [
        {
            "tag": tag,
            "fill": fill,
            "stroke": "none",
            "stroke_width": 0,
            "opacity": 1.0,
            "box": place,
            "points": 0,
        }
        for tag, fill, place in (
            ("circle", "#d03020", [8, 8, 32, 32]),
            ("rect", "#2255cc", [36, 36, 56, 56]),
            ("rect", "#229944", [4, 40, 16, 52]),
        )
    ]
    evidence = {
        "viewbox": [0, 0, 64, 64], "shapes": shapes, "n": 3, "groups": 0, "gradients": 0,
        "pixels": {"grid": ["d32fffffffff", "294fff25c25c"]},
        "texts": [{"text": "Map", "x": 10.0, "y": 12.0, "size": 8.0, "fill": "#000000"}],
    }  # fmt: skip
    return Good(_sample(SVG, "svg", "svg", **more), evidence, None)


def page(**more: Any) -> Good:
    words = [("h2", "Our shop"), ("p", "Home"), ("p", "News"), ("p", "Contact")]
    boxes = [
        {"tag": tag, "role": None, "box": [16, 16 + 30 * at, 500, 20], "background": None, "text": text,
         "colour": "#000000", "font": ["sans", 14, 400], **({"level": 2} if tag == "h2" else {})}
        for at, (tag, text) in enumerate(words)
    ]  # fmt: skip
    overflow = {"right": False, "below": False, "elements": []}
    evidence = {"background": "#ffffff", "boxes": boxes, "size": [1024, 768], "viewport": [1024, 768],
                "overflow": overflow, "pixels": {"grid": ["333fffffffff", "ffffffffffff"]}}  # fmt: skip
    return Good(_sample(PAGE, "html", "webui", **more), evidence, None)


def edit() -> Good:
    """The drawing, after its rectangle was asked to be purple."""
    after = SVG.replace("#2255cc", "#8833bb")
    said = "Please make the blue square purple (#8833bb)."
    claims = [
        {"kind": "recoloured", "args": {"from_colour": "#2255cc", "to_colour": "#8833bb"}, "weight": 3.0}
    ]
    good = drawing(
        task="editing", instruction=said, input_code=SVG, input_language="svg", input_runtime="svg",
        output_code=after, claims=canonical_json(claims), image_render=None, input_render="r0",
        output_render="r1",
    )  # fmt: skip
    shapes = [{**s, "fill": s["fill"].replace("#2255cc", "#8833bb")} for s in good.after["shapes"]]
    return replace(good, after={**good.after, "shapes": shapes}, before=good.after)


def page_edit() -> Good:
    """The page, after its heading was asked to be another."""
    narrow = {"viewport": [640, 768], "size": [640, 768], "elements": []}
    before = {**page().after, "narrow": narrow}
    good = page(
        task="editing", instruction="Make the heading “The shop”.", input_code=PAGE, input_language="html",
        input_runtime="html", output_code=PAGE.replace("Our shop", "The shop"), image_render=None,
        input_render="r0", output_render="r1",
    )  # fmt: skip
    heading, *rest = before["boxes"]
    return replace(good, after={**before, "boxes": [{**heading, "text": "The shop"}, *rest]}, before=before)


def library() -> Good:
    """An edit of a library: one function renamed, another left alone."""
    old = "def area(r):\n    return 3 * r\n\n\ndef edge(r):\n    return 2 * r\n"
    return Good(
        _sample(
            old.replace("area", "surface"), "test", "algorithm", task="editing", input_code=old,
            input_language="test", input_runtime="test", image_render=None,
            instruction="Rename `area` to `surface`.",
        ),
        {"defines": [], "tests": []},
        {"defines": [], "tests": []},
    )  # fmt: skip


def translation() -> Good:
    return drawing(task="translation", input_code=CHART, input_language="python", input_runtime="python")


def scene(**more: Any) -> Good:
    said = "Create a square, then fade a circle in, then move it up."
    return Good(
        _sample(SCENE, "manim", "animation", **{"task": "generation", "instruction": said, **more}),
        {"scenes": []},
        None,
    )


def function(**more: Any) -> Good:
    said = "Write `total(values)`, so that `total([1, 2])` gives `3`."
    examples = [{"source": "total([1, 2])", "want": "3"}, {"source": "total([])", "want": "0"}]
    evidence = {"defines": [], "tests": [{"kind": "doctest", "name": "total", "examples": examples}]}
    task = {"task": "generation", "instruction": said, **more}
    return Good(_sample(FUNCTION, "test", "algorithm", image_render=None, **task), evidence, None)


def everything() -> list[Good]:
    """All of them, each with a sibling whose words are about something else."""
    goods = [chart(), drawing(), page(), edit(), page_edit(), library(), translation(), scene(), function()]
    odd = {**chart().sample, "record_id": "f" * 32, "instruction": 'Title "Turnover", label "Quarter".',
           "image_render": "other"}  # fmt: skip
    return [replace(good, siblings=[good.sample, odd]) for good in goods]
