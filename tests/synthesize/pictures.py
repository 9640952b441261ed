"""Pictures of charts for tests: every kind, and every word and setting of a panel."""

from __future__ import annotations

from stages.synthesize.translate.picture import Picture, Series

X = (0.0, 1.0, 2.5, 4.0)
LINES = Picture(
    (
        Series("line", X, (1.0, 3.0, 2.0, 5.0), "rain", "#1f77b4", "--"),
        Series("line", X, (4.0, 2.5, 2.0, 0.5), "snow", "#d62728", "-", "s"),
    ),
    title="Two winters",
    xlabel="week",
    ylabel="depth (cm)",
    grid=True,
    legend=True,
)
PICTURES = {
    "lines": LINES,
    "line": Picture((Series("line", X, (1.0, 3.0, 2.0, 5.0), "", "#2ca02c", ":"),), ylabel="a"),
    "scatter": Picture((Series("scatter", X, (1.0, 3.0, 2.0, 5.0), "", "#2ca02c", "", "D"),), title="T"),
    "fit": Picture(
        (
            Series("scatter", X, (1.0, 3.0, 2.0, 5.0), "seen", "#9467bd", "", "o"),
            Series("line", (0.0, 4.0), (1.0, 4.5), "fit", "#333333", "-."),
        ),
        xlabel="x",
        legend=True,
    ),
    "bars": Picture(
        (Series("bar", (0, 1, 2), (3.0, 5.0, 2.0), "", "#ff7f0e"),),
        title="Fruit",
        categories=("apple", "pear", "fig"),
    ),
    "lying": Picture(
        (Series("barh", (0, 1, 2), (3.0, 5.0, 2.0), "", "#ff7f0e"),),
        xlabel="kg",
        categories=("apple", "pear", "fig"),
    ),
    "area": Picture((Series("area", X, (1.0, 3.0, 2.0, 5.0), "", "#17becf"),), title="Stock"),
    "step": Picture((Series("step", X, (1.0, 3.0, 2.0, 5.0), "", "#8c564b", "-"),)),
    "stem": Picture((Series("stem", X, (1.0, 3.0, 2.0, 5.0), "", "#1f77b4"),)),
    "limits": Picture(
        (Series("line", X, (1.0, 3.0, 2.0, 5.0), "", "#2ca02c", "-"),), xlim=(-2.0, 6.0), ylim=(0.0, 10.0)
    ),
    "log": Picture((Series("line", X, (1.0, 30.0, 200.0, 5000.0), "", "#2ca02c", "-"),), yscale="log"),
    "plain": Picture(
        (
            Series("line", X, (1.0, 3.0, 2.0, 5.0), "rain", "#1f77b4", "-"),
            Series("scatter", X, (4.0, 2.5, 2.0, 1.5), "snow", "#d62728", "", "o"),
        ),
        title="Two winters",
        xlabel="week",
        ylabel="depth (cm)",
        legend=True,
    ),
}
