"""How fast the explorer is in a browser: `python -m tests.benchmarks.explorer [--records N] [--page FILE]`.

Without `--page` a synthetic graph in the shape of a corpus is made (see `tests.benchmarks.lineage`), without
details. The page is opened in headless Chromium and records of every kind are shown one after another.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np

SHOWN = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=500_000)
    parser.add_argument("--page", type=Path, help="measure this explorer instead")
    args = parser.parse_args()
    if args.page:
        measure(args.page.absolute())
        return
    with tempfile.TemporaryDirectory(prefix="janus-explorer-") as name:
        measure(synthetic(Path(name), args.records, args.edges))


def synthetic(folder: Path, records: int, edges: int) -> Path:
    """The page of a graph without tables."""
    import duckdb

    from stages.lineage.index import build
    from stages.report.explorer import write
    from tests.benchmarks.lineage import write as write_graph

    write_graph(folder, records, edges)
    connection = duckdb.connect()
    for view in ("node", "edge"):
        connection.execute(f"create view {view} as select * from '{folder}/{view}.parquet'")
    graph = build(connection)
    clock = time.process_time()
    size = write(graph, folder / "page", side=200)
    print(f"page: {size / 2**20:.1f} MiB, written in {time.process_time() - clock:.1f} s of processor time")
    return folder / "page/index.html"


def measure(page: Path) -> None:
    """Load once, then show records; times by the page's own clock, painting left out."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        window = browser.new_page(viewport={"width": 1280, "height": 900})
        window.goto(page.as_uri())
        window.wait_for_selector("body[data-ready]", timeout=120_000)
        print(f"loaded and ready after {window.evaluate('document.body.dataset.ready')} ms")
        for kind in window.evaluate(f"({SHOW})({SHOWN})"):
            times = np.array(kind["times"])
            p50, p95 = np.percentile(times, [50, 95])
            print(
                f"{kind['kind']:<11} {len(times):3} shown: p50 {p50:5.1f} ms, p95 {p95:5.1f} ms, "
                f"at most {kind['most']:,} nodes around it"
            )
        details = window.evaluate(f"({DETAILS})({SHOWN})")
        if details:
            p50, p95 = np.percentile(details, [50, 95])
            print(f"code and pictures of a corpus row: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
        searches = window.evaluate(f"({SEARCH})()")
        print(f"search: first {searches[0]:.0f} ms, then {np.median(searches[1:]):.0f} ms")
        browser.close()


SHOW = """(total) => {
  const graph = explorer.view.graph;
  const kinds = graph.kinds.filter((kind) => kind.end > kind.first);
  return kinds.map(({ name, first, end }) => {
    const n = Math.min(end - first, Math.ceil(total / kinds.length));
    const times = [];
    let most = 0;
    for (let i = 0; i < n; i++) {
      const node = first + Math.floor((i * (end - first)) / n);
      const clock = performance.now();
      explorer.view.show(graph.find(graph.ids[node]));
      document.body.offsetHeight;
      times.push(performance.now() - clock);
      const counts = [...document.querySelectorAll("details b")].map((b) => b.textContent);
      most = Math.max(most, counts.reduce((sum, text) => sum + Number(text.replaceAll(",", "")), 0));
    }
    return { kind: name, times, most };
  });
}"""

DETAILS = """async (total) => {
  const graph = explorer.view.graph;
  const { first, end } = graph.kinds.find((kind) => kind.name === "corpus");
  const times = [];
  for (let i = 0; i < total; i++) {
    const clock = performance.now();
    try {
      const detail = await explorer.detail(first + Math.floor((i * (end - first)) / total), graph);
      await Promise.all(detail.see.map(([, render]) => explorer.detail(render, graph)));
    } catch (error) {
      return []; // a synthetic graph
    }
    times.push(performance.now() - clock);
  }
  return times;
}"""

SEARCH = """() => ["ffff", "a1", "synthetic seed", "pypi:a7", "0123"].map((text) => {
  const clock = performance.now();
  explorer.view.graph.search(text, 30);
  return performance.now() - clock;
})"""

if __name__ == "__main__":
    main()
