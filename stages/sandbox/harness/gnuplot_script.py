"""A gnuplot script as text: its terminals rewritten, its plot commands listed."""

from __future__ import annotations

import re

from stages.sandbox.harness.rounding import MOST

SIZE = "size 640,480"
"""Pixels where the script asks for no size."""
_LONGEST = 1200
"""Pixels a side, at most."""
_INCH = 96
_TERMINALS = (
    "aqua be canvas caca cairolatex cgm context corel domterm dumb dxf emf eepic emtex epscairo epslatex "
    "fig gif ggi gpic grass hpgl jpeg kittycairo kittygd latex linux lua mf mif mp pbm pdf pdfcairo "
    "pict2e pm png pngcairo postscript pslatex pstex pstricks qms qt regis sixelgd svg svga tek40xx "
    "texdraw tgif tikz tkcanvas tpic vgagl vx384 webp windows wxt x11 xlib xterm "
).split()
_QUOTED = r'"(?:\\.|[^"\\\n])*"|\'(?:\'\'|[^\'\n])*\''
_REST = rf"(?:{_QUOTED}|\\\n|[^;\n#\"'}}])*"
_HEAD = r"(?:^|[;{})]|\belse\b)[ \t]*"
_SETTING = re.compile(
    rf"{_QUOTED}|#[^\n]*"
    rf"|(?P<head>{_HEAD})set?[ \t]+(?:(?P<term>t(?:e|er|erm|ermi|ermin|ermina|erminal)?)"
    rf"|o(?:u|ut|utp|utpu|utput)?)(?!\w)(?P<rest>{_REST})",
    re.MULTILINE,
)
_PLOT = re.compile(
    rf"{_QUOTED}|#[^\n]*|(?P<head>{_HEAD})(?P<plot>s?p(?:l|lo|lot)?[ \t]+(?![=+*/-][^\d])(?!\()\S{_REST})",
    re.MULTILINE,
)
_DATA = re.compile(r"^(\$\w+[ \t]*<<[ \t]*(\w+).*?^\2)[ \t]*$", re.MULTILINE | re.DOTALL)
_PIXELS = re.compile(r"\bsize[ \t]+([\d.]+)(in|cm)?[ \t]*,[ \t]*([\d.]+)(in|cm)?")
_KEPT = re.compile(rf"\b(?:no)?enhanced\b|\bfont[ \t]+(?:{_QUOTED})|\bfontscale[ \t]+[\d.]+")


def rewritten(code: str) -> str:
    """The script with every terminal made pngcairo, and with no output file."""
    return _SETTING.sub(_replaced, code.replace("\r\n", "\n"))


def _replaced(found: re.Match[str]) -> str:
    if found["head"] is None:
        return found[0]
    lines = "\\\n" * found["rest"].count("\n")  # line numbers of errors stay right
    if not found["term"]:
        return found["head"] + lines
    name = found["rest"].split()[:1]
    if not name or not any(terminal.startswith(name[0]) for terminal in _TERMINALS):
        return found[0]
    options = " ".join(_KEPT.findall(found["rest"]))
    return f"{found['head']}set terminal pngcairo {lines}{_size(found['rest'])} {options}"


def _size(rest: str) -> str:
    """The size asked for in pixels; numbers below 50 are inches, as in terminals for print."""
    found = _PIXELS.search(rest)
    if not found:
        return SIZE
    width, height = (_in_pixels(float(found[i]), found[i + 1]) for i in (1, 3))
    shrink = min(1.0, _LONGEST / max(width, height, 1.0))
    return f"size {max(1, round(width * shrink))},{max(1, round(height * shrink))}"


def _in_pixels(value: float, unit: str | None) -> float:
    if unit == "cm":
        return value * _INCH / 2.54
    return value * _INCH if unit == "in" or value < 50 else value


def plots(code: str) -> list[str]:
    """The plot and splot commands of the text in their order, in one line each."""
    found = (match["plot"] for match in _PLOT.finditer(_DATA.sub("", code)) if match["plot"])
    return [" ".join(text.replace("\\\n", " ").split())[:500] for text in found][:MOST]
