"""Runtime r: what counts as drawn, and what the evidence says of it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import assert_refused, requires

pytestmark = requires("r")
Run = Callable[[str], Execution]
GG = "library(ggplot2)\n"


@pytest.fixture(scope="module")
def run(executor: Executor) -> Run:
    return lambda code: executor.execute(code, "r")


DRAW = {
    # name: (program, pictures)
    "base": ("plot(1:3)", 1),
    "three_pages": ("plot(1:3)\nhist(c(1, 2, 2))\nbarplot(1:3)", 3),
    "panels_of_one_page": ("par(mfrow = c(1, 2))\nplot(1:3)\nplot(3:1)", 1),
    "png": ("png('a.png', width = 300, height = 200)\nplot(1:3)\ndev.off()", 1),
    "pdf": ("pdf('a.pdf')\nplot(1:3)\ninvisible(dev.off())", 1),
    "svg_left_open": ("svg('a.svg', 4, 3)\nplot(1:3)", 1),
    "jpeg_of_two_pages": ("jpeg('a%d.jpeg')\nplot(1:3)\nplot(3:1)\ngraphics.off()", 2),
    "device_and_default": ("plot(1:3)\npng('b.png')\nplot(3:1)\ndev.off()\nlines(1:3)", 2),
    "ggplot": (GG + "ggplot(mtcars, aes(wt, mpg)) + geom_point()", 1),
    "ggplot_of_lines": (GG + "ggplot(mtcars, aes(wt, mpg)) + geom_vline(xintercept = 3)", 1),
    "ggplot_printed": (GG + "for (i in 1:2) print(qplot(1:3, 1:3))", 2),
    "ggsave": (GG + "p <- ggplot(mtcars, aes(wt, mpg)) + geom_point()\nggsave('a.png', p)", 1),
    "ggsave_pdf": (
        GG + "p <- ggplot(mtcars, aes(wt)) + geom_bar()\nggsave('a.pdf', p, width = 4)",
        1,
    ),
    "lattice": ("library(lattice)\nxyplot(mpg ~ wt, mtcars)", 1),
    "screens": ("split.screen(c(1, 2))\nscreen(2)\nplot(3)\nclose.screen(all = TRUE)", 1),
    "copied": ("plot(1:3)\ndev.copy(png, 'a.png')\ndev.off()", 2),
    "grid": ("library(grid)\ngrid.newpage()\ngrid.circle()", 1),
    "quit_after": ("plot(1:3)\nquit(status = 0)\nstop('not reached')", 1),
    "error_caught": (
        "try(stop('no'))\ntryCatch(stop('no'), error = function(e) 0)\nplot(1)",
        1,
    ),
    "x11": ("x11()\nplot(1:3)", 1),
    "empties_the_workspace": ("rm(list = ls(all = TRUE))\ngraphics.off()\nplot(rnorm(3))", 1),
    "defines_our_names": ("json <- c <- list <- NULL\nstate <- values <- function(...) stop()\nplot(1:3)", 1),
}


@pytest.mark.parametrize("name", DRAW)
def test_it_draws(name: str, run: Run) -> None:
    code, pictures = DRAW[name]
    done = run(code)
    assert (done.status, done.figures) == ("ok", pictures), done.stderr
    assert len(done.evidence["figures"]) == pictures and "'unread'" not in repr(done.evidence)
    with Image.open(io.BytesIO(done.png)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB") and len(image.getcolors(1 << 20)) > 1


NOT = {
    "nothing": ("x <- 1", "no_output", "nothing was drawn"),
    "quit_before": ("quit(status = 0)\nplot(1)", "no_output", ""),
    "quit_with_status": ("plot(1)\nq('no', 3)", "exception", "status 3"),
    "device_without_page": ("png('a.png')\ndev.off()", "no_output", ""),
    "not_printed": (GG + "p <- ggplot(mtcars, aes(wt, mpg)) + geom_point()", "no_output", ""),
    "blank": ("plot.new()", "blank", "nothing is drawn"),
    "syntax": ("x <- (1\n", "exception", "Error: sample.R:2:0: unexpected end of input"),
    "object": ("y <- 1\nplot(xs)", "exception", "object 'xs' not found\n  line 2: plot(xs)"),
    "inner_line": (
        "f <- function(x) {\n  stop('bad')\n}\nf(1)",
        "exception",
        "Error in f(1): bad\n  line 4: f(1)\n  line 2: stop('bad')",
    ),
    "missing_package": ("library(nosuchpackage)", "exception", "there is no package called"),
    "aesthetic": (GG + "ggplot(mtcars, aes(nosuch)) + geom_bar()", "exception", "nosuch"),
    "recursion": ("f <- function(n) f(n + 1)\nf(1)", "exception", "Error"),
}


@pytest.mark.parametrize("name", NOT)
def test_it_does_not(name: str, run: Run) -> None:
    code, status, said = NOT[name]
    assert_refused(run(code), status, said)


def test_base_graphics_are_read_from_the_display_list(run: Run) -> None:
    done = run(
        "plot(1:3, c(2, 4, 8), main = 'Growth', xlab = 'day', log = 'y', col = 'red')\n"
        "lines(1:3, 1:3, col = '#0000ff')\ntext(2, 3, expression(alpha))\n"
        "legend('top', legend = c('a', 'b'), pch = 1)\nbarplot(c(u = 2, v = 5))\nwarning('careful')"
    )
    first, second = done.evidence["figures"]
    (panel,) = first["panels"]
    assert [panel[k] for k in ("title", "xlab", "ylab", "log")] == ["Growth", "day", "c(2, 4, 8)", "y"]
    points, line = panel["series"][:2]
    assert (points["kind"], points["x"], points["y"], points["colours"]) == (
        "points", [1, 2, 3], [2, 4, 8], ["#ff0000"],
    )  # fmt: skip
    assert (line["kind"], line["colours"]) == ("lines", ["#0000ff"])
    assert panel["texts"][0] == {"text": "alpha", "x": 2, "y": 3}
    assert first["legends"] == [{"title": None, "labels": ["a", "b"]}]
    (bars,) = [s for s in second["panels"][0]["series"] if s["kind"] == "rectangles"]
    assert bars["y"] == [2, 5]
    assert second["panels"][0]["axes"][0]["labels"] == ["u", "v"]
    assert done.evidence["warnings"] == ["careful"]


def test_ggplot2_is_read_from_what_it_built(run: Run) -> None:
    done = run(
        GG + "d <- data.frame(g = c('a', 'b'), n = c(3, 7))\n"
        "ggplot(d, aes(g, n, fill = g)) + geom_col() + geom_text(aes(label = n)) +\n"
        "  labs(title = 'Bars', y = 'count') + facet_wrap(~g) + scale_fill_manual(values = c('red', 'blue'))"
    )
    (plot,) = done.evidence["figures"][0]["plots"]
    assert plot["labels"]["title"] == "Bars" and plot["labels"]["y"] == "count"
    assert plot["mapping"] == {"x": "g", "y": "n", "fill": "g"}
    bars, texts = plot["layers"]
    assert (bars["geom"], bars["stat"], bars["n"]) == ("GeomCol", "StatIdentity", 2)
    assert bars["data"]["y"] == [3, 7] and bars["paint"]["fill"] == ["#ff0000", "#0000ff"]
    assert (texts["geom"], texts["mapping"], texts["data"]["label"]) == ("GeomText", {"label": "n"}, [3, 7])
    assert (plot["facet"], plot["facet_by"], plot["panels"]) == ("FacetWrap", ["g"], 2)
    assert plot["limits"] == {"x": ["a", "b"], "y": [0, 7]}
    assert "Bars" in done.evidence["figures"][0]["texts"]


def test_the_size_is_the_one_asked_for_within_bounds(run: Run) -> None:
    sizes = {
        "png('a', 300, 200)": (300, 200),
        "png('a', 8, 4, units = 'in', res = 100)": (800, 400),
        "pdf('a', 5, 2.5)": (480, 240),
        "png('a', 12000, 6000, res = 1200)": (1200, 600),
    }
    found = {code: run(f"{code}\nplot(1:3)").evidence["pixels"] for code in sizes}
    assert {code: (p["width"], p["height"]) for code, p in found.items()} == sizes


def test_line_types_and_markers_are_read(run: Run) -> None:
    done = run("plot(1:3, type = 'o', lty = 2, pch = 15)\nlines(3:1, lty = 'dotted', type = 'S')")
    first, second = done.evidence["figures"][0]["panels"][0]["series"]
    assert (first["type"], first["style"], first["mark"]) == ("o", "2", "15")
    assert (second["type"], second["style"]) == ("S", "dotted")
