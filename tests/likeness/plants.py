"""Programs in every language of the corpus, each with a near-duplicate and with distinct siblings.

A near-duplicate is the same program under other names, another layout, other comments, another order of
keyword arguments (attributes, keys), other ways of writing numbers and quotes. A sibling is the same template
with other data, texts and colours: what is easiest to take for a duplicate and is none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from stages.records.identity import stream

NOUNS = "harbour orchard glacier lantern marble copper willow canyon ember saddle violin meadow".split()
Parts = dict[str, Any]


def parts(*key: Any) -> Parts:
    """Data, texts and colours of one program."""
    numbers = stream("plant", *key)
    colour = [f"#{numbers.randrange(0x1000000):06x}" for _ in range(3)]
    return {
        "x": [numbers.randint(1, 400) for _ in range(9)],
        "y": [numbers.randint(1, 9999) / 10 for _ in range(9)],
        "title": " ".join(numbers.sample(NOUNS, 3)).capitalize(),
        "label": " ".join(numbers.sample(NOUNS, 2)),
        "first": colour[0],
        "second": colour[1],
        "size": numbers.randint(20, 90),
    }


def instruction(p: Parts) -> str:
    return (
        f"Draw '{p['title']}' over {p['label']} with the values {', '.join(map(str, p['y']))} in "
        f"{p['first']} on {p['second']}, size {p['size']}."
    )


def _python(p: Parts, near: bool) -> str:
    if near:
        return (
            '"""Drawn again."""\nimport matplotlib.pyplot as plot  # the library\n\n\n'
            f"abscissa = (\n    {p['x']}\n)\nheights = {p['y']}\n"
            "def paint(canvas, across, up):\n"
            '    """Points and a line."""\n'
            f'    canvas.scatter(across, up, s={p["size"]}, edgecolor="{p["second"]}", color="{p["first"]}")\n'  # noqa: E501
            f'    canvas.plot(across, up, linewidth=2.50, label="{p["label"]}", color="{p["second"]}")\n\n\n'
            "picture, panel = plot.subplots(dpi=100, figsize=(6.0, 4))\npaint(panel, abscissa, heights)\n"
            f'panel.set_title(\n    "{p["title"]}",\n    loc="left",\n    fontsize=12,\n)\n'
            f'panel.set_xlabel("{p["label"]}")\npanel.legend()\n'
        )
    return (
        f"import matplotlib.pyplot as plt\n\nx = {p['x']}\ny = {p['y']}\n\n\ndef draw(ax, x, y):\n"
        f"    ax.scatter(x, y, color='{p['first']}', s={p['size']}, edgecolor='{p['second']}')\n"
        f"    ax.plot(x, y, color='{p['second']}', label='{p['label']}', linewidth=2.5)\n\n\n"
        "fig, ax = plt.subplots(figsize=(6.0, 4), dpi=100)\ndraw(ax, x, y)\n"
        f"ax.set_title('{p['title']}', fontsize=12, loc='left')\nax.set_xlabel('{p['label']}')\nax.legend()\n"
    )


def _svg(p: Parts, near: bool) -> str:
    if near:
        points = " ".join(f"L {x:.2f},{y}" for x, y in zip(p["x"], p["y"], strict=True))
        return (
            "<svg viewBox='0 0 400 1000'\n  xmlns='http://www.w3.org/2000/svg'>\n  <!-- sky -->\n"
            f"  <defs><linearGradient id='a'><stop stop-color='{p['first']}' offset='0.50'/></linearGradient></defs>\n"  # noqa: E501
            f"  <path fill='url(#a)' stroke='{p['second']}'\n     d='M 0,0 {points}' stroke-width='{p['size']}.0'/>\n"  # noqa: E501
            f"  <text y='20' x='10' style='font-weight: bold;fill: {p['first']}'>{p['title']}</text>\n</svg>\n"  # noqa: E501
        )
    points = " ".join(f"L{x} {y}" for x, y in zip(p["x"], p["y"], strict=True))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 1000"><defs><linearGradient id="sky">'
        f'<stop offset=".5" stop-color="{p["first"]}"/></linearGradient></defs>'
        f'<path d="M0 0 {points}" fill="url(#sky)" stroke="{p["second"]}" stroke-width="{p["size"]}"/>'
        f'<text x="10" y="20" style="fill: {p["first"]}; font-weight: bold">{p["title"]}</text></svg>\n'
    )


def _html(p: Parts, near: bool) -> str:
    list_id, variable = ("items", "rows") if near else ("list", "data")
    cells = "".join(f"<li>{p['title']} {y}</li>" + "\n" * near for y in p["y"])
    head = f"<style>body{{background:{p['first']};color:{p['second']}}}</style>"
    start = f'<ul class="wide" id="{list_id}">' if near else f'<ul id="{list_id}" class="wide">'
    script = (
        f"const {variable} = {json.dumps(p['x'])};{'  // numbers' if near else ''}\n"
        f"document.title = {variable}.length + '{p['label']}';"
    )
    note = "<!-- the page -->\n" * near
    return (
        f"<!doctype html>\n<html><head><title>{p['label']}</title>{head}</head><body>{note}<h1>{p['title']}</h1>"  # noqa: E501
        f"{start}{cells}</ul><script>{script}</script></body></html>\n"
    )


def _vega(p: Parts, near: bool) -> str:
    spec = {
        "title": p["title"],
        "width": p["size"] * 10,
        "data": {"values": [{"a": a, "b": b} for a, b in zip(p["x"], p["y"], strict=True)]},
        "mark": {"type": "bar", "color": p["first"], "stroke": p["second"]},
        "encoding": {
            "x": {"field": "a", "type": "quantitative", "title": p["label"]},
            "y": {"field": "b", "type": "quantitative"},
        },
    }
    return json.dumps(spec, sort_keys=True) if near else json.dumps(spec, indent=2)


def _r(p: Parts, near: bool) -> str:
    x, y = (", ".join(map(str, p[n])) for n in "xy")
    if near:
        return (
            f"# drawn again\nacross<-c({x})\nup <- c(\n  {y})\n"
            f'plot(across, up, main="{p["title"]}", pch=19, xlab="{p["label"]}",\n  col="{p["first"]}", cex=2.0)\n'  # noqa: E501
            f'lines(across, up, lwd=3, col="{p["second"]}")\nabline(h={p["size"]}.0, lty=2)\n'
        )
    return (
        f"a <- c({x})\nb <- c({y})\nplot(a, b, col='{p['first']}', cex=2, pch=19, main='{p['title']}', "
        f"xlab='{p['label']}')\nlines(a, b, col='{p['second']}', lwd=3)\nabline(h={p['size']}, lty=2)\n"
    )


def _octave(p: Parts, near: bool) -> str:
    names, note = (("across", "up"), "% drawn again\n") if near else (("x", "y"), "")
    a, b = names
    gap = "\n" * near
    return (
        f"{note}{a} = {p['x']};\n{gap}{b}={p['y']}';\nplot({a}, {b}, 'color', '{p['first']}', 'linewidth', 2);\n"  # noqa: E501
        f"title('{p['title']}');{gap}\nxlabel('{p['label']}');\nset(gca, 'color', '{p['second']}');\n"
        f"ylim([0 {p['size']}{'.0' if near else ''}]);\n"
    )


def _gnuplot(p: Parts, near: bool) -> str:
    block, note = ("$points", "# drawn again\n") if near else ("$data", "")
    rows = "\n".join(f"{a}{'  ' if near else ' '}{b}" for a, b in zip(p["x"], p["y"], strict=True))
    return (
        f'{note}set title "{p["title"]}"\nset xlabel "{p["label"]}"\n{block} << EOD\n{rows}\nEOD\n'
        f'set object 1 rectangle from graph 0,0 to graph 1,1 fillcolor rgb "{p["second"]}"\n'
        f'plot {block} using 1:2 with lines lc rgb "{p["first"]}" lw {p["size"]}{".0" if near else ""}\n'
    )


def _mermaid(p: Parts, near: bool) -> str:
    names = "PQRSTUVWX" if near else "ABCDEFGHI"
    pad, note = ("    ", "%% drawn again\n") if near else ("  ", "")
    lines = [f'{pad}{n}["{p["title"]} {y}"] --> {m}["{p["label"]} {x}"]' for n, m, x, y in
             zip(names, names[1:] + names[0], p["x"], p["y"], strict=True)]  # fmt: skip
    return f"flowchart LR\n{note}" + "\n".join(lines) + f"\n{pad}style {names[0]} fill:{p['first']}\n"


LANGUAGES: dict[str, Callable[[Parts, bool], str]] = {
    "python": _python, "svg": _svg, "html": _html, "vega-lite": _vega, "r": _r, "octave": _octave,
    "gnuplot": _gnuplot, "mermaid": _mermaid,
}  # fmt: skip


def program(language: str, *key: Any, near: bool = False) -> str:
    """The program of a key; `near`: its near-duplicate, which draws the same."""
    return LANGUAGES[language](parts(language, *key), near)
