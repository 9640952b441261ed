"""Does a scene stand alone, without LaTeX, files and the third dimension? Decided on its syntax tree."""

from __future__ import annotations

import ast

LATEX = frozenset(
    "Tex MathTex SingleStringMathTex Title BulletedList Matrix DecimalMatrix IntegerMatrix "
    "MobjectMatrix MathTable DecimalTable IntegerTable DecimalNumber Integer Variable Typst MathTypst "
    "BraceLabel BarChart ChangingDecimal ChangeDecimalToValue get_axis_labels get_x_axis_label "
    "get_y_axis_label add_coordinates get_graph_label get_tex add_labels get_det_text "
    "LinearTransformationScene VectorScene LabeledDot LabeledLine LabeledArrow LabeledPolygram "
    "get_T_label add_numbers get_line_from_axis_to_point".split()
)
"""Names that typeset a formula, or numbers by way of one."""
NUMBERED = frozenset({"include_numbers", "labels", "label", "numbers_to_include"})
"""Keywords that ask for typeset labels."""
FILES = frozenset({"ImageMobject", "SVGMobject", "add_sound", "open", "ImageMobjectFromCamera"})
COSTLY = frozenset(
    "ThreeDScene SpecialThreeDScene ThreeDAxes Surface Sphere Cube Torus StreamLines ArrowVectorField "
    "VectorField ZoomedScene OpenGLVGroup OpenGLMobject PMobject PointCloudDot SpecialThreeDScene".split()
)
"""Three dimensions and fields of arrows: tens of seconds, or not what the evidence describes."""
MODULES = frozenset({"manim", "math", "numpy", "itertools", "functools", "typing", "string"})


def reject(code: str, stills: bool) -> str | None:
    """The first reason why a scene is not taken, as `class: detail`; None where it is."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError) as error:
        return f"syntax: {error}"
    nodes = list(ast.walk(tree))
    names = {n.id for n in nodes if isinstance(n, ast.Name)} | {
        n.attr for n in nodes if isinstance(n, ast.Attribute)
    }
    for reason, listed in (("latex", LATEX), ("files", FILES), ("costly", COSTLY)):
        if found := sorted(names & listed):
            return f"{reason}: {found[0]}"
    for node in nodes:
        if isinstance(node, ast.keyword) and node.arg in NUMBERED and not _is_false(node.value):
            return f"latex: {node.arg}="
        if isinstance(node, (ast.Import, ast.ImportFrom)) and (outside := _modules(node) - MODULES):
            return f"imports: {min(outside)}"
    if not any(isinstance(node, ast.ClassDef) and node.name != "object" for node in nodes):
        return "scene: it defines none"
    if not stills and "play" not in names:
        return "still: it plays no animation"
    return None


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in (False, None)


def _modules(node: ast.Import | ast.ImportFrom) -> set[str]:
    named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return {name.partition(".")[0] for name in named}
