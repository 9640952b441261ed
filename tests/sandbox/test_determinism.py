"""The same code gives the same bytes: on every run, for any number of workers, fresh or from the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from stages.records.cache import RecordCache
from stages.records.identity import canonical_json
from stages.sandbox import Execution, Executor, render_id, render_row
from tests.sandbox.conftest import SAFE, runtimes

PLT = "import matplotlib.pyplot as plt\n"
PROGRAMS = [
    PLT + "plt.plot([1, 3, 2])\n",
    PLT + "import numpy as np\nplt.plot(np.random.default_rng().random(5))\n",
    PLT + "import numpy as np\nplt.plot(np.random.rand(5))\nplt.plot(np.random.RandomState().rand(5))\n",
    PLT + "import random, os, uuid\nplt.title(f'{random.random()} {os.urandom(2).hex()} {uuid.uuid4()}')\n",
    PLT + "import random\nrandom.seed()\nplt.title(str(random.Random().random()))\n",
    PLT + "import time, datetime as d\n"
    "plt.title(f'{time.time()} {d.datetime.now()} {d.date.today()} {time.ctime()}')\n",
    PLT + "import pandas as pd\nplt.title(f'{pd.Timestamp.now()} {pd.Timestamp(\"today\")}')\n",
    PLT + "import os, tempfile\nplt.title(f'{os.getpid()} {tempfile.mktemp()} {hash(\"a\")}')\n",
    PLT + "import networkx as nx\nnx.draw(nx.path_graph(4))\n",
    PLT + "plt.plot([1, 2])\nplt.savefig('a')\nplt.clf()\nplt.bar([1], [1])\nplt.savefig('b')\n",
    "while True:\n    pass\n",
    "1 / 0\n",
]
SVG = [
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="{r}" cx="4" cy="4"/>'
    f'<text y="8" font-size="2">{r}</text></svg>'
    for r in range(1, 5)
]
JOBS = [(code, "python") for code in PROGRAMS] + [(code, "svg") for code in SVG]


def rows(count: int, cache: RecordCache | None) -> tuple[list[dict[str, object]], Executor]:
    """The rows of all jobs, and the executor for its stats."""
    with Executor(runtimes(cpu_s=1.0), SAFE, cache, count=count) as executor:
        done = [render_row(e, executor.limits(e.runtime)) for e in executor.map(JOBS, label=f"{count}")]
    return done, executor


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, object]], RecordCache]:
    cache = RecordCache("executions", tmp_path_factory.mktemp("cache"))
    done, executor = rows(1, cache)
    assert (executor.stats["executed"], executor.stats["cached"]) == (len(JOBS), 0)
    return done, cache


@pytest.mark.parametrize("count", [2, 4])
def test_any_number_of_workers_gives_the_bytes_of_one(
    count: int, one: tuple[list[dict[str, object]], RecordCache]
) -> None:
    again, executor = rows(count, None)
    assert executor.stats["executed"] == len(JOBS)
    assert [r["status"] for r in again] == ["ok"] * 10 + ["cpu_timeout", "exception"] + ["ok"] * 4
    for first, second in zip(one[0], again, strict=True):
        assert first == second
    drawn = [r for r in again if r["png"]]
    assert len({r["png"] for r in drawn}) == len({r["evidence"] for r in drawn}) == 14


def test_one_template_gives_the_same_bytes_again_and_again() -> None:
    """Also after other samples, and whatever the template did for them."""
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        for code, runtime in [*zip(PROGRAMS[:9], ["python"] * 9, strict=True), (SVG[0], "svg")]:
            runs = [executor.execute(code, runtime) for _ in range(3)]
            assert runs[0].status == "ok"
            assert len({(e.png, canonical_json(e.evidence)) for e in runs}) == 1, code


def test_a_warm_cache_gives_the_same_rows_and_executes_nothing(
    one: tuple[list[dict[str, object]], RecordCache],
) -> None:
    warm, executor = rows(2, one[1])
    assert warm == one[0]
    assert (executor.stats["executed"], executor.stats["cached"]) == (0, len(JOBS))


def test_what_cannot_be_pinned_is_called_nondeterministic(tmp_path: Path) -> None:
    code = PLT + "import time\nplt.title(str(time.perf_counter_ns()))\n"
    same = PLT + "import time\nstart = time.perf_counter()\nplt.plot([1, 2])\n"
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        address = PLT + "plt.title(str(object()))\n"
        differs, agrees, shown = executor.map([(c, "python") for c in (code, same, address)])
    assert (differs.status, differs.png, differs.evidence) == ("nondeterministic", None, None)
    assert agrees.status == "ok"
    assert (shown.status, shown.stderr) == ("nondeterministic", "it shows a memory address")


def test_identical_jobs_are_executed_once_and_order_is_kept(tmp_path: Path) -> None:
    order = [SVG[0], SVG[1], SVG[0], SVG[2], SVG[1], SVG[0]] * 10
    for cache in (None, RecordCache("executions", tmp_path)):
        with Executor(runtimes(), SAFE, cache, count=2) as executor:
            found = [e.code for e in executor.map([(code, "svg") for code in order])]
        assert found == order
        assert executor.stats["executed"] == 3


def test_the_id_of_a_render_is_known_before_it_is_made(
    one: tuple[list[dict[str, object]], RecordCache],
) -> None:
    with Executor(runtimes(cpu_s=1.0), SAFE, None, count=1) as executor:
        ids = [render_id(code, name, executor.limits(name)) for code, name in JOBS]
        other = [render_id(code, name, executor.limits(name)) for code, name in JOBS[:2]]
    assert ids == [r["record_id"] for r in one[0]]
    assert len(set(ids)) == len(JOBS) and other == ids[:2]
    with Executor(runtimes(cpu_s=3.0), SAFE, None, count=1) as executor:
        assert render_id(*JOBS[0], executor.limits("python")) != ids[0]


def test_rows_say_why_they_were_dropped(one: tuple[list[dict[str, object]], RecordCache]) -> None:
    reasons = {r["status"]: (r["decision"], r["reason"]) for r in one[0]}
    assert reasons == {
        "ok": ("keep", None),
        "cpu_timeout": ("drop", "cpu_timeout: more than 1 s of processor time"),
        "exception": ("drop", "exception: ZeroDivisionError: division by zero"),
    }


def test_cost_and_isolation_enter_no_row(one: tuple[list[dict[str, object]], RecordCache]) -> None:
    columns = set(one[0][0])
    fields = set(Execution.__dataclass_fields__)
    assert not columns & {"cpu_s", "wall_s", "peak_rss_mb", "isolation", "cached"}
    assert {"cpu_s", "wall_s", "peak_rss_mb", "isolation", "cached"} < fields
