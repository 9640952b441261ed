"""Layouts of texts that a drawing remembers are those that it would have worked out again."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from stages.sandbox.harness.evidence_python import figure_evidence
from stages.sandbox.harness.text_layouts import remembered


def _figure() -> Figure:
    """The same words in other sizes, weights, rotations and alignments, wrapped and in lines."""
    figure = Figure(figsize=(5, 4), layout="constrained")
    for number, axes in enumerate(figure.subplots(2, 2).flat):
        axes.plot([1, 2, 3], [1, 20, 300], label=f"$x^{number}$")
        axes.tick_params(axis="x", rotation=15 * number, labelsize=6 + number)
        axes.set_title("two\nlines", linespacing=1 + number, fontweight="bold" if number else "normal")
        axes.text(0.1 * number, 0.5, "a text that is wrapped " * 3, wrap=True, transform=axes.transAxes)
        axes.annotate("$peak", (2, 20), (1, 200), rotation=30 * number, arrowprops={"arrowstyle": "->"})
        axes.text(1, 1, "$peak", ha=("left", "center", "right")[number % 3], va="top", parse_math=number > 1)
        axes.legend(title="two\nlines", alignment="right")
    return figure


def _drawn(figure: Figure) -> tuple[bytes, dict[str, Any]]:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return bytes(canvas.buffer_rgba()), figure_evidence(figure)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose layouts are worked out from now on."""
    texts: list[str] = []
    lay_out = Text._get_layout

    def noted(self: Text, renderer: Any) -> Any:
        texts.append(self.get_text())
        return lay_out(self, renderer)

    monkeypatch.setattr(Text, "_get_layout", noted)
    return texts


def test_pictures_and_evidence_are_the_same(asked: list[str]) -> None:
    figure = _figure()
    with remembered():
        first = _drawn(figure)
    worked_out = len(asked)
    assert _drawn(_figure()) == first
    assert worked_out < (len(asked) - worked_out) / 3


def test_a_text_that_changes_is_laid_out_again() -> None:
    figure = Figure()
    FigureCanvasAgg(figure)
    text = figure.text(0.1, 0.1, "short")
    with remembered():
        before = text.get_window_extent().width
        text.set_text("longer than that")
        longer = text.get_window_extent().width
        text.set_fontsize(30)
        assert before < longer < text.get_window_extent().width


def test_nothing_stays_when_a_drawing_fails(asked: list[str]) -> None:
    text = _figure().text(0, 0, "once")
    with pytest.raises(ZeroDivisionError), remembered():
        raise ZeroDivisionError
    for _ in range(2):
        text.get_window_extent()
    assert asked == ["once", "once"]
