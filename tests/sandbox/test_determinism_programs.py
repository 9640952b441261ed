"""The same program gives the same bytes on every run, for any number of workers, with chance and clock."""

from __future__ import annotations

import pytest

from stages.sandbox import Executor, render_row
from stages.sandbox.runtimes import missing_packages, missing_programs
from tests.sandbox.conftest import SAFE, runtimes
from tests.sandbox.vega_lite_examples import EXAMPLES

GG = "library(ggplot2)\n"
PROGRAMS = [
    ("plot(rnorm(50)); hist(runif(50))", "r"),
    ("rm(list = ls(all = TRUE))\nset.seed(NULL)\nbarplot(sample(9))", "r"),
    ("plot(1, main = paste(Sys.time(), Sys.Date(), date()), xlab = format(Sys.time(), '%H:%M:%OS6'))", "r"),
    ("plot(1, main = paste(tempdir(), basename(tempfile()) > '', Sys.getpid()))", "r"),
    ("plot(1, main = system('date', intern = TRUE))", "r"),
    (GG + "ggplot(data.frame(x = rnorm(40)), aes(x, x)) + geom_jitter() + labs(title = Sys.time())", "r"),
    ("plot(rand(5), randn(5)); title(num2str(randi(100))); xlabel(num2str(randperm(5)))", "octave"),
    (
        "tic; plot(1:3); title(datestr(now)); pause(1); xlabel(num2str(toc)); ylabel(num2str(clock()))",
        "octave",
    ),
    ("[s, t] = system('date'); plot(1:3); title(t); xlabel(num2str(getpid()))", "octave"),
    ("set title strftime('%H:%M:%S', time(0)); plot rand(0) * x", "gnuplot"),
    ("set timestamp; set xlabel system('date'); plot x", "gnuplot"),
    (EXAMPLES["scatter"], "vega-lite"),
    (EXAMPLES["facets"], "vega-lite"),
]
JOBS = [job for job in PROGRAMS if not missing_packages(job[1]) and not missing_programs(job[1])]


def rows(count: int) -> list[dict[str, object]]:
    with Executor(runtimes(cpu_s=5.0), SAFE, None, count=count) as executor:
        return [render_row(e, executor.limits(e.runtime)) for e in executor.map(JOBS, label=f"{count}")]


@pytest.mark.skipif(not JOBS, reason="none of the runtimes is installed")
def test_two_workers_in_a_second_run_give_the_bytes_of_one() -> None:
    one, two = rows(1), rows(2)
    assert [row["status"] for row in one] == ["ok"] * len(JOBS), [row["reason"] for row in one]
    assert one == two
    assert len({row["png"] for row in one}) == len(JOBS)


@pytest.mark.skipif(not any(runtime == "r" for _, runtime in JOBS), reason="R is not installed")
def test_what_cannot_be_pinned_is_called_nondeterministic() -> None:
    codes = ("plot(1, main = proc.time()[[3]])", "plot(1, main = capture.output(print(new.env())))")
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        found = [(v.status, v.png, v.stderr) for v in executor.map([(code, "r") for code in codes])]
    assert found == [
        ("nondeterministic", None, "two runs differ"),
        ("nondeterministic", None, "it shows a memory address"),
    ]
