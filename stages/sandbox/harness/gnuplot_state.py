"""Evidence of a gnuplot script from what gnuplot wrote at its end: settings, ranges, the last points."""

from __future__ import annotations

import re
from typing import Any

from stages.sandbox.harness.rounding import MOST, number, numbers

_STRING = r'"((?:\\.|[^"\\])*)"'
_TEXT = re.compile(rf"^set (title|xlabel|ylabel|zlabel|x2label|y2label|cblabel) {_STRING}", re.MULTILINE)
_LABEL = re.compile(rf"^set label \d+ {_STRING}", re.MULTILINE)
_LOGSCALE = re.compile(r"^set logscale (\w+)", re.MULTILINE)
_GRID = re.compile(r"^set grid ((?:no)?polar )?.*\bxtics\b", re.MULTILINE)
_TICS = re.compile(r"^set ([xy])tics +\(([^\n]*)\)", re.MULTILINE)
_TIC = re.compile(rf"{_STRING} ([-+.\deE]+)")
_LIMITS = re.compile(r"^set ([xy])range \[ (\S+) : (\S+) \]", re.MULTILINE)
_KEY = re.compile(r"^(?:unset|set) key\b.*", re.MULTILINE)
_RANGE = re.compile(r"^([XYZ])_(MIN|MAX) +(\S+)$", re.MULTILINE)
_CURVE = re.compile(r'^# (?:Curve|Surface) \d+ of \d+.*\n(?:# Curve title: "(.*)"\n)?', re.MULTILINE)


def evidence(state: str, ranges: str, table: str) -> dict[str, Any]:
    """`state`: of `save`. `ranges`: lines `X_MIN -10.0`. `table`: of `set table`. Each may be empty."""
    texts = {name: _plain(text) for name, text in _TEXT.findall(state)}
    limits = {(axis, end): number(value) for axis, end, value in _RANGE.findall(ranges)}
    named = {axis: _TIC.findall(tics) for axis, tics in _TICS.findall(state)}
    return {
        **{name: texts.get(name, "") for name in ("title", "xlabel", "ylabel", "zlabel")},
        "labels": [_plain(text) for text in _LABEL.findall(state)][:MOST],
        "logscale": _LOGSCALE.findall(state),
        "grid": bool(_GRID.search(state)),
        **{f"{a}tics": [[_plain(text), number(at)] for text, at in named.get(a, [])][:MOST] for a in "xy"},
        **{f"{a}range": [_end(low), _end(high)] for a, low, high in _LIMITS.findall(state)},
        "key": not any(line.startswith("unset key") for line in _KEY.findall(state)),
        **{f"{a.lower()}lim": [limits.get((a, "MIN")), limits.get((a, "MAX"))] for a in "XYZ"},
        "last": state.rstrip().rpartition("\n#    EOF")[0].rpartition("\n")[2][:500],
        "curves": _curves(table),
    }


def _end(text: str) -> float | None:
    """An end of a range as the script set it; None where gnuplot chooses it."""
    return number(_value(text))


def _plain(text: str) -> str:
    return text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


def _curves(table: str) -> list[dict[str, Any]]:
    """Title, number of points and values of the first two columns, of every curve or surface."""
    parts = _CURVE.split(table)
    return [_curve(title or "", body) for title, body in zip(parts[1::2], parts[2::2], strict=True)][:MOST]


def _curve(title: str, body: str) -> dict[str, Any]:
    rows = [line.split() for line in body.splitlines() if line.strip() and not line.startswith("#")]
    columns = [[_value(row[i]) for row in rows if len(row) > i] for i in (0, 1)]
    return {"title": title, "n": len(rows), "x": numbers(columns[0]), "y": numbers(columns[1])}


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")  # a category or a time
