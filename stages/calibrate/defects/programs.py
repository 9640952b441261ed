"""Programs that draw as before and are no example to learn from: secrets, paths, requests, chance, code that
is dead, careless or left behind.
"""

from __future__ import annotations

import random

from stages.calibrate.good import Good
from stages.calibrate.planted import HAS_SYNTAX, Planted, Skipped, with_code

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def secret(good: Good, rng: random.Random) -> Planted | Skipped:
    key = "".join(rng.choice(_LETTERS) for _ in range(24))
    line = rng.choice((f'api_key = "{key}"', f'password = "{key[:12]}"', f'client = "sk-{key}"'))
    return _with_line(good, line, "a key in the program")


def absolute_path(good: Good, rng: random.Random) -> Planted | Skipped:
    name = rng.choice(("anna", "li", "sam"))
    line = rng.choice((f'source = "/home/{name}/data.csv"', f'folder = "/Users/{name}/plots"'))
    return _with_line(good, line, "a path of one machine")


def network_use(good: Good, rng: random.Random) -> Planted | Skipped:
    address = "https://example.org/data.csv"
    if good.sample["runtime"] == "html":
        return _with_line(good, f'const load = () => fetch("{address}")', "a request")
    lines = f'def load():\n    from urllib.request import urlopen\n    return urlopen("{address}").read()'
    return _with_line(good, lines, "a request")


def unseeded_chance(good: Good, rng: random.Random) -> Planted | Skipped:
    if good.sample["runtime"] not in ("python", "manim"):
        return Skipped("no Python that draws")
    if "random" in good.sample["output_code"]:
        return Skipped("chance with a seed")
    line = rng.choice(
        ("jitter = np.random.normal(size=9)", "jitter = np.random.rand(9)", "jitter = random.random()")
    )
    return _with_line(good, f"import random\nimport numpy as np\n{line}", "chance without a seed")


def dead_code(good: Good, rng: random.Random) -> Planted | Skipped:
    if good.sample["runtime"] not in HAS_SYNTAX:
        return Skipped("no Python")
    lines = rng.choice(
        (
            "if False:\n    print('never')",
            "def unused():\n    return 1\n    print('never')",
            "while 0:\n    pass",
        )
    )
    return _with_line(good, lines, "code that never runs")


def careless_code(good: Good, rng: random.Random) -> Planted | Skipped:
    """A function that works in the plain case and fails in the other."""
    if good.sample["runtime"] not in HAS_SYNTAX:
        return Skipped("no Python")
    lines = rng.choice(
        (
            "def collect(item, found=[]):\n    found.append(item)\n    return found",
            "def number(text):\n    try:\n        return float(text)\n    except:\n        return 0.0",
            "def known(value):\n    return value != None",
            "def empty(text):\n    return text is ''",
            "def ready():\n    return 1\n\n\ndef ready():\n    return 2",
        )
    )
    return _with_line(good, lines, "a function that fails in some case")


def undefined_name(good: Good, rng: random.Random) -> Planted | Skipped:
    """A function that calls one that was left out."""
    if good.sample["runtime"] not in HAS_SYNTAX or "import *" in good.sample["output_code"]:
        return Skipped("no Python whose names are known")
    name = rng.choice(("load_table", "smooth_curve", "to_seconds"))
    lines = f"def prepare(values):\n    return [{name}(value) for value in values]"
    return _with_line(good, lines, f"`{name}` is called and not there")


def unused_import(good: Good, rng: random.Random) -> Planted | Skipped:
    """An edit leaves an import behind that nothing uses."""
    if good.sample["task"] != "editing" or good.sample["runtime"] not in HAS_SYNTAX:
        return Skipped("no edit of Python")
    code = good.sample["output_code"]
    free = [n for n in ("calendar", "fractions", "textwrap", "statistics") if n not in code]
    if not free:
        return Skipped("all modules are used")
    return _with_line(good, f"import {rng.choice(free)}", "an import that nothing uses")


def _with_line(good: Good, lines: str, what: str) -> Planted | Skipped:
    """The lines at the end of a Python program, or in a script of a page."""
    code = good.sample["output_code"]
    if good.sample["runtime"] in HAS_SYNTAX:
        return with_code(what, f"{code.rstrip()}\n{lines}\n", unseen=True)
    if good.sample["runtime"] == "html":
        return with_code(what, f"{code.rstrip()}\n<script>{{ {lines} }}</script>\n", unseen=True)
    return Skipped("no script")


DEFECTS = {
    "secret": secret,
    "absolute_path": absolute_path,
    "network_use": network_use,
    "unseeded_chance": unseeded_chance,
    "dead_code": dead_code,
    "careless_code": careless_code,
    "undefined_name": undefined_name,
    "unused_import": unused_import,
}
