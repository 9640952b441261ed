"""Guided evolution of scenes: lines before or after what `construct` does, or a call changed in place."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.animation.scene import Scene, scene_of

_COLOURS = ("RED", "GREEN", "BLUE", "YELLOW", "ORANGE", "PURPLE", "TEAL", "PINK", "GOLD", "WHITE")
_BACKGROUNDS = ("#1e2a44", "#2b2b2b", "#203020", "#3a1f2b", "#102a43", "#3d2b1f")
_INTRODUCTIONS = ("Create", "FadeIn", "Write", "DrawBorderThenFill", "GrowFromCenter")


def applicable(program: Program) -> list[str]:
    """Concepts that this scene has something for; none where it cannot be read."""
    try:
        scene = scene_of(program.evidence)
        _construct(program.code)
    except NotApplicable:
        return []
    return [name for name, (_, applies) in CONCEPTS.items() if applies(program, scene)]


def evolved(program: Program, concept: str, rng: Random) -> str:
    """The program changed by the concept. Raises NotApplicable."""
    if concept not in CONCEPTS:
        raise NotApplicable(f"unknown concept {concept!r}")
    scene = scene_of(program.evidence)
    code = CONCEPTS[concept][0](program.code, scene, rng)
    if code == program.code:
        raise NotApplicable(f"{concept} changed nothing")
    return code


def _construct(code: str) -> ast.FunctionDef:
    found = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef) and node.name == "construct"
    ]
    if len(found) != 1:
        raise NotApplicable(f"{len(found)} methods construct")
    return found[0]


def _last(code: str, *added: str) -> str:
    """With lines at the end of `construct`."""
    method, lines = _construct(code), code.split("\n")
    indent = " " * method.body[0].col_offset
    lines[method.end_lineno : method.end_lineno] = [indent + line for line in added]
    return "\n".join(lines)


def _first(code: str, *added: str) -> str:
    """With lines at the beginning of `construct`."""
    method, lines = _construct(code), code.split("\n")
    at = method.body[0].lineno - 1
    indent = " " * method.body[0].col_offset
    lines[at:at] = [indent + line for line in added]
    return "\n".join(lines)


def _fade_out(code: str, scene: Scene, rng: Random) -> str:
    return _last(code, "self.play(FadeOut(*self.mobjects))")


def _title(code: str, scene: Scene, rng: Random) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", scene.name)
    return _first(code, f'title = Text("{words}", font_size=36).to_edge(UP)', "self.add(title)")


def _wait(code: str, scene: Scene, rng: Random) -> str:
    return _last(code, f"self.wait({rng.choice((1.5, 2, 3))})")


def _background(code: str, scene: Scene, rng: Random) -> str:
    colour = rng.choice([c for c in _BACKGROUNDS if c != scene.background])
    return _first(code, f'self.camera.background_color = "{colour}"')


_LAST = "last = [mobject for mobject in self.mobjects if mobject.width > 0][-1]"
"""A wait leaves a mobject without points at the end of the list."""


def _indicate(code: str, scene: Scene, rng: Random) -> str:
    kind = rng.choice(("Indicate", "Wiggle", "ApplyWave"))
    return _last(code, _LAST, f"self.play({kind}(last))")


def _scale(code: str, scene: Scene, rng: Random) -> str:
    return _last(code, _LAST, f"self.play(last.animate.scale({rng.choice((0.5, 1.5, 2))}))")


def _recolour(code: str, scene: Scene, rng: Random) -> str:
    old = rng.choice(_used(code))
    new = rng.choice([colour for colour in _COLOURS if colour not in _used(code)])
    return re.sub(rf"\b{old}\b", new, code)


def _used(code: str) -> list[str]:
    names = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    return [colour for colour in _COLOURS if colour in names]


def _run_time(code: str, scene: Scene, rng: Random) -> str:
    call = rng.choice(_untimed(code))
    lines = code.split("\n")
    line, at = call.end_lineno - 1, call.end_col_offset - 1
    text = lines[line].encode("utf-8")
    new = f", run_time={rng.choice((2, 3, 4))}".encode()
    lines[line] = (text[:at] + new + text[at:]).decode("utf-8")
    return "\n".join(lines)


def _untimed(code: str) -> list[ast.Call]:
    """Calls of `play` in one line, with nothing said of time."""
    return [
        node
        for node in ast.walk(_construct(code))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "self.play"
        and node.lineno == node.end_lineno
        and node.args
        and "run_time" not in ast.unparse(node)
    ]


def _swap(code: str, scene: Scene, rng: Random) -> str:
    old = rng.choice(_introduced(code))
    new = rng.choice([name for name in ("Create", "FadeIn", "GrowFromCenter") if name != old])
    return re.sub(rf"\b{old}\(", f"{new}(", code)


def _introduced(code: str) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    used = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
    return [name for name in _INTRODUCTIONS if name in used]


def _shape(code: str, scene: Scene, rng: Random) -> str:
    shape = rng.choice(("Square(side_length=0.8", "Circle(radius=0.4", "Triangle(radius=0.5"))
    corner = rng.choice(("UL", "UR", "DL", "DR"))
    return _first(code, f"self.add({shape}, color={rng.choice(_COLOURS[:8])}).to_corner({corner}))")


def _animate(code: str, scene: Scene, rng: Random) -> str:
    """The last `self.add(...)` becomes a play of its things."""
    found = list(re.finditer(r"self\.add\(([^\n]*)\)$", code, re.M))
    if not found:
        raise NotApplicable("no call of add in one line")
    kind = rng.choice(("FadeIn", "FadeIn", "Create"))
    add = found[-1]
    inner = f"{kind}({add.group(1)})" if kind == "FadeIn" else f"{kind}(VGroup({add.group(1)}))"
    return f"{code[: add.start()]}self.play({inner}){code[add.end() :]}"


def _room_above(program: Program, scene: Scene) -> bool:
    frames = [*(step.after for step in scene.steps), scene.end]
    return (
        all(t.position[1] + t.size[1] / 2 < 2.9 for frame in frames for t in frame)
        and "title" not in program.code
    )


CONCEPTS: dict[str, tuple[Callable[[str, Scene, Random], str], Callable[[Program, Scene], bool]]] = {
    "fade_out": (_fade_out, lambda program, scene: bool(scene.end and scene.steps)),
    "title": (_title, _room_above),
    "wait": (_wait, lambda program, scene: bool(scene.steps)),
    "background": (_background, lambda program, scene: "background_color" not in program.code),
    "indicate": (_indicate, lambda program, scene: bool(scene.end)),
    "scale": (_scale, lambda program, scene: bool(scene.end)),
    "recolour": (_recolour, lambda program, scene: bool(_used(program.code))),
    "run_time": (_run_time, lambda program, scene: bool(_untimed(program.code))),
    "introduction": (_swap, lambda program, scene: bool(_introduced(program.code))),
    "shape": (_shape, lambda program, scene: True),
    "animate": (_animate, lambda program, scene: not scene.steps and "self.add(" in program.code),
}
"""Name to (the new code, whether it applies)."""
