"""Runtime manim: what scenes show, when, and with which verdict."""

from __future__ import annotations

import ast
import io
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent, indent

import pytest
from PIL import Image

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import SAFE, requires, runtimes

pytestmark = requires("manim")

Render = Callable[[str], Execution]
DOCUMENTED = {
    # scene in the docstrings of the installed package: its module
    "ArcExample": "mobject/geometry/arc.py",
    "ArrowExample": "mobject/geometry/line.py",
    "ExampleSector": "mobject/geometry/arc.py",
    "DtUpdater": "mobject/mobject.py",
    "ChangeGraphLayout": "mobject/graph.py",
    "AddIterableToVGroupExample": "mobject/types/vectorized_mobject.py",
    "DashedLineExample": "mobject/geometry/line.py",
    "Anagram": "animation/transform_matching_parts.py",
    "ArcBraceExample": "mobject/svg/brace.py",
    "BraceTextExample": "mobject/svg/brace.py",
    "CreateTableExample": "mobject/table.py",
    "DeletingTextExample": "animation/creation.py",
    "ShowWriteReversed": "animation/creation.py",
    "ExampleBackgroundRectangle": "mobject/geometry/shape_matchers.py",
    "ExamplePartialSpheres": "mobject/three_d/three_dimensions.py",
    "UnionExample": "mobject/geometry/boolean_ops.py",
    "UsingRotate": "animation/rotation.py",
    "ChangingZoomScale": "scene/zoomed_scene.py",
    "ImageFromArray": "mobject/types/image_mobject.py",
    "CodeFromString": "mobject/text/code_mobject.py",
    "Dot3DExample": "mobject/three_d/three_dimensions.py",
    "SuccessionExample": "animation/composition.py",
    "TracedPathExample": "animation/changing.py",
    "WelcomeToManim": "animation/updaters/mobject_update_utils.py",
}


@pytest.fixture(scope="module")
def render() -> Iterator[Render]:
    with Executor(runtimes(cpu_s=20.0, memory_mb=512), SAFE, None, count=1) as executor:
        yield lambda code: executor.execute("from manim import *\n\n\n" + dedent(code), "manim")


def scene(body: str, head: str = "class Demo(Scene)") -> str:
    return f"{head}:\n    def construct(self):\n" + indent(dedent(body).strip(), " " * 8) + "\n"


def documented(name: str) -> str:
    """The code of the `.. manim::` block of that name in the package's docstrings."""
    package = Path(find_spec("manim").submodule_search_locations[0])
    tree = ast.parse((package / DOCUMENTED[name]).read_text())
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, kinds)]
    block = re.compile(rf"^( *)\.\. manim:: {name}\n((?:\1 +.*\n|\s*\n)*)", re.MULTILINE)
    found = next(match for doc in docs if (match := block.search(doc + "\n")))
    return dedent("\n".join(x for x in found[2].splitlines() if not re.match(r"\s*:\w+:", x)))


@pytest.mark.parametrize("name", DOCUMENTED)
def test_scenes_of_the_documentation_draw(name: str, render: Render) -> None:
    done = render(documented(name))
    assert (done.status, done.figures) == ("ok", 1), done.stderr
    with Image.open(io.BytesIO(done.png)) as image:
        assert (image.size, image.mode) == ((854, 480), "RGB")
        assert len(image.getcolors(1 << 20)) > 1
    assert done.evidence["scenes"][0]["name"] == name
    assert done.evidence["scenes"][0]["mobjects"] or done.evidence["scenes"][0]["plays"]


STORY = scene(
    """
    title = Text("Hello")
    square = Square(color=BLUE, fill_opacity=0.5).shift(DOWN)
    self.play(Write(title))
    self.play(Create(square), title.animate.shift(UP), run_time=2)
    self.wait()
    self.play(Transform(square, Circle(color=RED)))
    self.play(FadeOut(square), FadeOut(title))
    """
)


def test_plays_are_told_in_their_order(render: Render) -> None:
    done = render(STORY)
    (told,) = done.evidence["scenes"]
    kinds = [[a["kind"] for a in play["animations"]] for play in told["plays"]]
    assert kinds == [["Write"], ["Create", "MoveToTarget"], ["Wait"], ["Transform"], ["FadeOut", "FadeOut"]]
    assert [(p["start"], p["duration"]) for p in told["plays"]] == [(0, 1), (1, 2), (3, 1), (4, 1), (5, 1)]
    assert (told["duration"], told["mobjects"]) == (6, [])
    title, square = told["plays"][1]["mobjects"]
    assert (title["type"], title["text"], title["colour"], title["position"][1]) == (
        "Text",
        "Hello",
        "#ffffff",
        1,
    )
    assert (square["type"], square["position"], square["size"]) == ("Square", [0, -1, 0], [2, 2])
    assert (square["colour"], square["opacity"]) == ("#58c4dd", 0.5)


def test_the_main_picture_is_the_last_that_shows_something(render: Render) -> None:
    done = render(STORY)
    sheet, *frames = done.frames
    assert (len(frames), done.evidence["frames"], done.png) == (3, 3, frames[-1])
    assert [play["frame"] for play in done.evidence["scenes"][0]["plays"]] == [0, 1, None, 2, None]
    with Image.open(io.BytesIO(sheet)) as image:
        assert image.size == (3 * 244 + 4, 135 + 8)
    colours = dict(done.evidence["pixels"]["colours"])
    assert "#fc6255" in colours and "#58c4dd" not in colours


def test_the_same_bytes_again(render: Render) -> None:
    code = scene("self.play(Create(Dot(color=random_color())))\nself.add(Text(str(np.random.rand())))")
    first, second = render("import random\n" + code), render("import random\n" + code)
    assert first.status == "ok"
    assert (first.frames, first.evidence) == (second.frames, second.evidence)


def test_updaters_see_the_steps_of_a_video(render: Render) -> None:
    code = """
    dot, steps = Dot(), []
    dot.add_updater(lambda m, dt: (m.shift(RIGHT * dt), steps.append(dt)))
    self.add(dot)
    self.wait(2)
    assert 29 <= sum(dt > 0 for dt in steps) <= 30, steps
    """
    done = render(scene(code))
    (dot,) = done.evidence["scenes"][0]["mobjects"]
    assert done.status == "ok" and 1.9 < dot["position"][0] <= 2


DRAW = {
    "comes_and_goes_within_one_animation": (
        scene("self.play(ShowPassingFlash(Circle(), time_width=0.5))"),
        1,
    ),
    "added_without_playing": (scene("self.add(Square())"), 1),
    "shown_between_waits": (scene("s = Square()\nself.add(s)\nself.wait()\nself.remove(s)\nself.wait()"), 1),
    "two_scenes": (
        scene("self.add(Square())", "class A(Scene)") + scene("self.add(Dot())", "class B(Scene)"),
        2,
    ),
    "a_base_and_its_scene": (
        "class Base(Scene):\n    pass\n\n\n" + scene("self.add(Dot())", "class B(Base)"),
        1,
    ),
    "rendered_by_the_program": (scene("self.add(Square())") + "Demo().render()\n", 1),
    "rendered_with_settings": (
        scene("self.add(Square())") + "with tempconfig({'quality': 'high_quality'}):\n    Demo().render()\n",
        1,
    ),
    "moving_camera": (
        scene(
            "self.play(self.camera.frame.animate.scale(0.5))\nself.add(Dot())", "class D(MovingCameraScene)"
        ),
        1,
    ),
    "three_dimensions": (
        scene("self.set_camera_orientation(phi=1, theta=1)\nself.add(Cube())", "class D(ThreeDScene)"),
        1,
    ),
    "sections": (scene("self.add(Dot())\nself.next_section('b', skip_animations=True)\nself.wait()"), 1),
    "stop_condition": (scene("self.add(Dot())\nself.wait_until(lambda: True, 5)"), 1),
    "ends_with_exit": (scene("self.add(Dot())") + "raise SystemExit(0)\n", 1),
    "background": ("config.background_color = WHITE\n" + scene("self.add(Dot(color=BLACK))"), 1),
}


@pytest.mark.parametrize("name", DRAW)
def test_it_draws(name: str, render: Render) -> None:
    code, figures = DRAW[name]
    done = render(code)
    assert (done.status, done.figures) == ("ok", figures), done.stderr
    assert len(done.evidence["scenes"]) == figures
    assert done.evidence["pixels"]["painted"] > 0


NOT = {
    "no_scene": ("x = 1\n", "no_output", "no scene"),
    "scene_of_the_library_alone": ("x = Scene\n", "no_output", "no scene"),
    "nothing_added": (scene("pass"), "blank", "no frame shows anything"),
    "only_waits": (scene("self.wait(2)"), "blank", "no frame shows anything"),
    "error_in_construct": (scene("self.add(nosuch)"), "exception", "NameError: name 'nosuch'"),
    "error_in_an_updater": (
        scene("d = Dot()\nd.add_updater(lambda m, dt: 1 / 0)\nself.add(d)\nself.wait()"),
        "exception",
        "ZeroDivisionError",
    ),
    "plays_nothing": (scene("self.play()"), "exception", "no animations"),
    "syntax": ("class Demo(Scene)\n", "exception", "SyntaxError"),
    "missing_file": (scene("self.add(SVGMobject('none.svg'))"), "exception", "none.svg"),
}


@pytest.mark.parametrize("name", NOT)
def test_it_does_not(name: str, render: Render) -> None:
    code, status, said = NOT[name]
    done = render(code)
    assert (done.status, said in done.stderr) == (status, True), done.stderr


LATEX = all(shutil.which(program) for program in ("latex", "dvisvgm"))


@pytest.mark.skipif(not LATEX, reason="latex or dvisvgm is not installed")
def test_formulas_are_typeset_where_there_is_latex(render: Render) -> None:
    code = scene(r"self.add(MathTex(r'x^2', color=RED), DecimalNumber(2).shift(UP), Tex('a').shift(DOWN))")
    done = render(code)
    told = done.evidence["scenes"][0]["mobjects"]
    assert [(m["type"], m["text"]) for m in told] == [
        ("MathTex", "x^2"),
        ("DecimalNumber", "2.00"),
        ("Tex", "a"),
    ]
    assert told[0]["colour"] == "#fc6255"
    assert render(code + "\n").png == done.png
    wrong = render(scene(r"self.add(MathTex(r'\frac{'))"))
    assert (wrong.status, "latex error" in wrong.stderr) == ("exception", True)


@pytest.mark.skipif(LATEX, reason="LaTeX is installed here")
@pytest.mark.parametrize(
    "thing", ["Tex('a')", "MathTex('a')", "DecimalNumber(1)", "Axes().get_axis_labels()"]
)
def test_what_needs_latex_says_so(thing: str, render: Render) -> None:
    done = render(scene(f"self.add({thing})"))
    assert (done.status, "LaTeX is not installed" in done.stderr) == ("exception", True)


def test_the_shape_asked_for_is_kept_and_the_size_is_ours(render: Render) -> None:
    done = render("config.pixel_width, config.pixel_height = 1080, 1920\n" + scene("self.add(Dot())"))
    with Image.open(io.BytesIO(done.png)) as image:
        assert image.size == (480, 854)
    done = render("config.pixel_width, config.pixel_height = 320, 240\n" + scene("self.add(Dot())"))
    assert (done.evidence["pixels"]["width"], done.evidence["pixels"]["height"]) == (320, 240)


def test_parts_and_texts_are_told_as_a_tree(render: Render) -> None:
    body = """
    box = VGroup(Square(side_length=1), Text("in", color=RED)).arrange(RIGHT)
    self.add(box, ValueTracker(3), Paragraph("one", "two"), Circle(fill_opacity=1, color=GREEN))
    """
    box, lines, circle = render(scene(body)).evidence["scenes"][0]["mobjects"]
    assert [(p["type"], p.get("text"), p["colour"]) for p in box["parts"]] == [
        ("Square", None, "#ffffff"),
        ("Text", "in", "#fc6255"),
    ]
    assert (lines["type"], lines["text"], "parts" in lines) == ("Paragraph", "one\ntwo", False)
    assert (circle["type"], circle["fill"], circle["opacity"]) == ("Circle", "#83c167", 1)
