"""Charts as inline SVG: coloured by the page's CSS (light and dark), readable by screen readers, no script.

Text sizes suit a chart shown at 320 to 620 pixels of width. Every chart has a title and a description; the
page puts its numbers in a table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, HEIGHT = 480, 270
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 12, 40


@dataclass(frozen=True)
class Series:
    """A line: points (x, y) in data units, the CSS class that colours it, whether points are marked."""

    name: str
    css: str
    points: Sequence[tuple[float, float]]
    marked: bool = False


@dataclass(frozen=True)
class Axis:
    """Data range and its place on the page (`start` to `end` in SVG units; y axes run upwards)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """About `count` round numbers (1, 2 or 5 times a power of ten) within [low, high]."""
    raw = (high - low) / count
    power = 10 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def lines(series: Sequence[Series], *, title: str, x_label: str, y_label: str) -> Markup:
    """A line chart from zero upwards."""
    xs = [x for s in series for x, _ in s.points]
    ys = [y for s in series for _, y in s.points]
    x, y = _axes(min(xs), max(xs), max(ys))
    body = [_frame(x, y, x_label, y_label)]
    for s in series:
        path = " ".join(
            f"{'L' if i else 'M'}{x.at(a):.1f} {y.at(b):.1f}" for i, (a, b) in enumerate(s.points)
        )
        body.append(f'<path class="curve {s.css}" d="{path}"><title>{escape(s.name)}</title></path>')
        if s.marked:
            body += [
                f'<circle class="mark {s.css}" cx="{x.at(a):.1f}" cy="{y.at(b):.1f}" r="3.5">'
                f"<title>{escape(s.name)}, {x_label} {a:g}: {b:.4g}</title></circle>"
                for a, b in s.points
            ]
    ends = "; ".join(f"{s.name} ends at {s.points[-1][1]:.4g}" for s in series)
    return _svg("".join(body), title, ends)


def stacked_bars(
    edges: Sequence[float],
    layers: Sequence[tuple[str, str, Sequence[int]]],
    *,
    title: str,
    x_label: str,
    y_label: str,
    mark: tuple[float, str] | None = None,
) -> Markup:
    """A histogram of stacked layers (name, CSS class, counts per bin); `edges` has one more than the bins.

    `mark` is a vertical line at a value, with its label.
    """
    totals = [sum(counts[i] for _, _, counts in layers) for i in range(len(edges) - 1)]
    x, y = _axes(edges[0], edges[-1], max([*totals, 1]))
    body = [_frame(x, y, x_label, y_label)]
    base = [0] * len(totals)
    for name, css, counts in layers:
        for i, count in enumerate(counts):
            if count:
                top, bottom = y.at(base[i] + count), y.at(base[i])
                left, right = x.at(edges[i]) + 0.75, x.at(edges[i + 1]) - 0.75
                body.append(
                    f'<rect class="bar {css}" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}"'
                    f' height="{max(bottom - top, 1):.1f}"><title>{escape(name)},'
                    f" {edges[i]:g} to {edges[i + 1]:g}: {count}</title></rect>"
                )
                base[i] += count
    if mark:
        value, label = mark
        at, anchor = x.at(value), "end" if value > (edges[0] + edges[-1]) / 2 else "start"
        shift = -5 if anchor == "end" else 5
        body.append(
            f'<line class="limit" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
            f'<text class="limit-label" x="{at + shift:.1f}" y="{TOP + 11}" text-anchor="{anchor}">'
            f"{escape(label)}</text>"
        )
    counts = "; ".join(f"{name}: {sum(c)}" for name, _, c in layers)
    return _svg("".join(body), title, counts)


def _axes(x_low: float, x_high: float, y_high: float) -> tuple[Axis, Axis]:
    x_high = x_high if x_high > x_low else x_low + 1
    return (
        Axis(x_low, x_high, LEFT, WIDTH - RIGHT),
        Axis(0, y_high * 1.06 or 1, HEIGHT - BOTTOM, TOP),
    )


def _frame(x: Axis, y: Axis, x_label: str, y_label: str) -> str:
    parts = []
    for value in ticks(y.low, y.high):
        at = y.at(value)
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="tick" x="{LEFT - 7}" y="{at + 4:.1f}" text-anchor="end">{value:g}</text>'
        )
    for value in ticks(x.low, x.high):
        parts.append(
            f'<text class="tick" x="{x.at(value):.1f}" y="{HEIGHT - BOTTOM + 16}"'
            f' text-anchor="middle">{value:g}</text>'
        )
    parts.append(
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y.at(0):.1f}" y2="{y.at(0):.1f}"/>'
        f'<text class="label" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle">'
        f"{escape(x_label)}</text>"
        f'<text class="label" transform="translate(11 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)"'
        f' text-anchor="middle">{escape(y_label)}</text>'
    )
    return "".join(parts)


def _svg(body: str, title: str, description: str) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{body}</svg>"
    )
