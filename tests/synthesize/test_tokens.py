"""Token count of programs before a tokenizer exists."""

from __future__ import annotations

import pytest

from stages.synthesize.tokens import count_tokens


@pytest.mark.parametrize(
    ("code", "pieces"),
    [("", 0), ("plt.show()\n", 6), ("x = 12.5", 8), ("été", 1), ("a_b", 1), ("a\n\n  b", 3)],
)
def test_pieces(code, pieces):
    assert count_tokens(code) == pieces
