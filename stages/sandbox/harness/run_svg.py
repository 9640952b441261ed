"""Runtime svg: resvg draws, the tree tells what is drawn. One confined process serves many files.

SVG runs no code here: files with scripts, entities or references outside themselves are refused before they
are drawn. The picture is on white, its longest side 256 pixels. Text is drawn with the DejaVu fonts that
matplotlib carries, so that a picture does not depend on the machine's fonts.
"""

from __future__ import annotations

import re
import time
from importlib import resources
from typing import Any

from stages.sandbox.harness import evidence_svg, pixels, svg_policy

SIDE = 256
_FONTS = {
    "DejaVuSans.ttf": re.compile(""),
    "DejaVuSans-Bold.ttf": re.compile(r"bold|font-weight\W+[6-9]00", re.IGNORECASE),
    "DejaVuSerif.ttf": re.compile(r"(?<!sans-)serif|times|georgia|garamond", re.IGNORECASE),
    "DejaVuSansMono.ttf": re.compile(r"mono|courier|consol|menlo", re.IGNORECASE),
}
"""Font to what asks for it: reading one costs more than drawing an icon, so no other is read."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SVG = "{http://www.w3.org/2000/svg}svg"
_font_files: dict[str, str] = {}


def prepare() -> None:
    """Imports, and one drawing with text."""
    folder = resources.files("matplotlib") / "mpl-data" / "fonts" / "ttf"
    _font_files.update({name: str(folder / name) for name in _FONTS})
    answer('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="9">a</text></svg>', {})


def answer(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Status, picture and evidence of one file; the keys of `capture.finish`, and `cpu_s`."""
    clock = time.process_time()
    result = _draw(code)
    result["cpu_s"] = time.process_time() - clock
    return result


def _draw(code: str) -> dict[str, Any]:
    from lxml import etree

    if reason := svg_policy.refused_source(code):
        return {"status": "forbidden", "stderr": reason}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARATION.sub("", code, count=1).encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        return {"status": "exception", "stderr": f"{type(error).__name__}: {error}"}
    if root.tag != _SVG:
        what = f"the root element is {root.tag}, not svg in the namespace of SVG"
        return {"status": "exception", "stderr": what}
    if reason := svg_policy.refused_tree(root):
        return {"status": "forbidden", "stderr": reason}
    evidence = evidence_svg.svg_evidence(root)
    if not evidence["shapes"] and not evidence["texts"]:
        return {"status": "no_output", "stderr": "it has no shape and no text"}
    try:
        picture = _render(etree.tostring(root, encoding="unicode"), text=bool(evidence["texts"]))
    except ValueError as error:
        return {"status": "exception", "stderr": f"ValueError: {error}"}
    rgb = pixels.decode(picture)
    evidence["pixels"] = {**pixels.describe(rgb), "grid": pixels.grid(rgb)}
    blank = pixels.is_blank(evidence["pixels"]) and bool((rgb == 255).all())
    return {
        "status": "blank" if blank else "ok",
        "stderr": "no pixel is drawn" if blank else "",
        "figures": 1,
        "pngs": [pixels.png(rgb)],
        "evidence": evidence,
    }


def _render(code: str, *, text: bool) -> bytes:
    """PNG on white, the longest side 256. Raises ValueError for what resvg refuses."""
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=code,
        background="#ffffff",
        dpi=96,
        skip_system_fonts=True,
        width=SIDE,
        height=SIDE,
        **(_fonts(code) if text else {}),
    )


def _fonts(code: str) -> dict[str, Any]:
    asked = [name for name, pattern in _FONTS.items() if pattern.search(code)]
    return {
        "font_files": [_font_files[name] for name in asked],
        "font_family": "DejaVu Sans",
        "sans_serif_family": "DejaVu Sans",
        # resvg draws unknown families in its serif one
        "serif_family": "DejaVu Serif" if "DejaVuSerif.ttf" in asked else "DejaVu Sans",
        "monospace_family": "DejaVu Sans Mono",
    }
