from __future__ import annotations

import pytest

from stages.evaluate.verdicts import parses

BILLION_LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
)


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("import matplotlib.pyplot as plt\nplt.plot([1, 2])", "python", True),
        ("plt.plot([1, 2", "python", False),
        ("a\x00b", "python", False),
        ("(" * 5000 + ")" * 5000, "python", False),
        ("", "python", True),
        ('<svg xmlns="http://www.w3.org/2000/svg"><rect width="3" height="4"/></svg>', "svg", True),
        ('<svg xmlns="http://www.w3.org/2000/svg"><rect width="3"></svg>', "svg", False),
        ("<html/>", "svg", False),
        ("", "svg", False),
        ("just words", "svg", False),
        ("<svg>\ud800</svg>", "svg", True),
    ],
)
def test_parses(code, language, expected):
    assert parses(code, language) is expected


def test_entities_are_not_expanded():
    assert parses(BILLION_LAUGHS, "svg") is True
