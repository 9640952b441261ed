"""Strict reading of replies."""

from __future__ import annotations

import json

import pytest

from stages.endpoint.reading import Malformed, Refused, judge
from stages.synthesize.teachers.parse import Form, Parsed, parse

PYTHON, BOTH, JSON = Form("python"), Form("python", change=True), Form("python", structured=True)
CODE = "print(1)\n\nprint(2)"


def reply(instruction="Print\ntwo numbers.", change="", language="python", code=CODE) -> str:
    middle = f"[Change]\n{change}\n" if change else ""
    return f"[Instruction]\n{instruction}\n{middle}[Code]\n```{language}\n{code}\n```\n"


def test_parts_of_a_reply():
    assert parse(reply(), PYTHON) == Parsed("Print two numbers.", CODE + "\n", None)
    assert parse(reply(change="Print 2, too."), BOTH).change == "Print 2, too."
    assert parse(reply(language="py"), PYTHON).code == CODE + "\n"
    assert parse("**[Instruction]** Count.", Form(None)) == Parsed("Count.", None, None)
    assert parse(json.dumps({"instruction": "Count.", "code": CODE}), JSON).code == CODE + "\n"


@pytest.mark.parametrize(
    ("text", "form", "why"),
    [
        ("", PYTHON, "empty"),
        (" \n", JSON, "empty"),
        ("Sure, I would love to!", PYTHON, r"\[Instruction\] is needed, 0"),
        (reply() + reply(), PYTHON, r"\[Instruction\] is needed, 2"),
        (reply(), BOTH, r"\[Change\] is needed, 0"),
        (reply(instruction=""), PYTHON, "the instruction is empty"),
        (reply(code=""), PYTHON, "the code is empty"),
        (reply(language="javascript"), PYTHON, "'javascript', 'python' was asked"),
        (reply(language=""), PYTHON, "'nothing'"),
        (reply() + "```python\n1\n```\n", PYTHON, "2 were found"),
        (reply()[:-5], PYTHON, "not closed"),
        (reply(), Form(None), "no code was asked for"),
        ('{"instruction": "Count.", "co', JSON, "not one whole JSON"),
        ('{"instruction": "Count."}', JSON, "keys"),
        ('{"instruction": "Count.", "code": 3}', JSON, "strings"),
        ("[1]", JSON, "object"),
    ],
)
def test_anything_else_is_named(text, form, why):
    with pytest.raises(Malformed, match=why):
        parse(text, form)
    assert judge({"text": text, "finish": "stop"}, form).startswith("malformed: ")


@pytest.mark.parametrize("form", [PYTHON, JSON])
def test_a_refusal_is_told_from_prose(form):
    for text in ("I'm sorry, but I can't help with that.", "I cannot write this.", "Sorry, no."):
        with pytest.raises(Refused):
            parse(text, form)
    assert judge({"text": "", "finish": "refusal"}, form) == "refusal: the server withheld the reply"
    assert parse(reply(instruction="I'm sorry page: draw it."), PYTHON).instruction.startswith("I'm sorry")
