"""Rules that mean a defect: what each finds and lets pass, and that ruff says the same of the programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from stages.reward.lint import RULES, findings

BROKEN = {
    "B006": ("def f(a, found=[]):\n    return found\n", "async def f(*, known={}):\n    return known\n"),
    "E711": ("x = 1\nprint(x == None)\n", "x = 1\nprint(None != x)\n"),
    "E722": ("try:\n    print(1)\nexcept:\n    print(2)\n",),
    "F401": ("import os.path\n", "from json import dumps as write, loads\nprint(loads)\n"),
    "F632": ("x = 'a'\nprint(x is 'a')\n", "x = 2\nprint(x is not 2)\n"),
    "F811": ("def f():\n    return 1\n\n\ndef f():\n    return 2\n",),
    "F821": ("print(nothing)\n", "def f():\n    return [load(a) for a in range(3)]\n"),
    "F841": ("def f():\n    x = 1\n    return 2\n",),
}
SOUND = (
    "def f(a, found=()):\n    return found\n",
    "x = None\nprint(x is None, x == 1)\n",
    "try:\n    print(1)\nexcept:\n    print(2)\n    raise\n",
    "import os.path\nprint(os.path.sep)\n",
    "from __future__ import annotations\n",
    "from typing import overload\n\n\n@overload\ndef f(a: int) -> int: ...\n"
    "@overload\ndef f(a: str) -> str: ...\ndef f(a):\n    return a\n",
    "def f():\n    return 1\n\n\nprint(f())\n\n\ndef f():\n    return 2\n",
    "def f(a, *b, c, **d):\n    global e\n    e = [x for x in b if (y := x)]\n    return a, c, d, y\n",
    "def f(point):\n    match point:\n        case {'x': x, **rest}:\n            return x, rest\n"
    "        case [first, *others] as whole:\n            return first, others, whole\n",
    "def f():\n    class A:\n        name = 'a'\n\n    return A\n",
    "def f():\n    x = 1\n\n    def g():\n        return x\n\n    return g\n",
    "try:\n    print(1)\nexcept ValueError as error:\n    print(error, __name__)\n",
)


@pytest.fixture(scope="module")
def by_ruff(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Program to the codes of ours that ruff finds in it."""
    folder = tmp_path_factory.mktemp("programs")
    programs = [code for codes in BROKEN.values() for code in codes] + list(SOUND)
    for number, code in enumerate(programs):
        (folder / f"p{number:02}.py").write_text(code)
    command = ["-m", "ruff", "check", "--isolated", "--no-cache", "--exit-zero", "--output-format=json"]
    done = subprocess.run(
        [sys.executable, *command, f"--select={','.join(RULES)}", str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, set[str]] = {code: set() for code in programs}
    for problem in json.loads(done.stdout):
        found[programs[int(Path(problem["filename"]).stem[1:])]].add(problem["code"])
    return found


def test_each_rule_finds_what_ruff_finds_by_its_code(by_ruff: dict[str, set[str]]):
    assert BROKEN.keys() == RULES.keys()
    for rule, codes in BROKEN.items():
        for code in codes:
            assert rule in by_ruff[code], code
            assert {found for found, _ in findings(code)} == by_ruff[code], code


@pytest.mark.parametrize("code", SOUND)
def test_what_ruff_lets_pass_passes(code: str, by_ruff: dict[str, set[str]]):
    assert not by_ruff[code] and not findings(code)


def test_what_is_no_python_breaks_no_rule():
    assert not findings("plot(x <- 1) {")


def test_findings_name_what_breaks_the_rule_and_count_it():
    assert findings("print(a)\nprint(a)\n") == {("F821", "`a` is defined nowhere"): 2}


def test_names_in_strings_count_as_used():
    assert not findings("import ast\n\n\ndef f(node: 'ast.AST') -> int:\n    return 1\n")
