"""What others do, to compare with: a new interpreter a chart, a new browser a page. No isolation at all.

A chart: imports of plotly, pandas, numpy and matplotlib before the script, a new process, exit code 0 and a
picture. A page: a new Chromium, two seconds of sleep, a screenshot.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from stages.engine.local import workers
from stages.sandbox.runtimes import RUNTIMES

_PLOTLY = "import plotly.express as px\nimport plotly.graph_objects as go\n" if find_spec("plotly") else ""
PREAMBLE = _PLOTLY + "import pandas as pd\nimport numpy as np\nimport matplotlib.pyplot as plt\n"
_SAVE = 'plt.savefig("plot.png")'
PAGE_SLEEP_MS = 2000
FLAGS = ["--no-sandbox", "--disable-gpu"]


def saving(code: str) -> str:
    """The preamble and the script, its figure saved in place of `plt.show()`, or at its end."""
    return PREAMBLE + (code.replace("plt.show()", _SAVE) if "plt.show()" in code else f"{code}\n{_SAVE}\n")


def chart(code: str) -> bool:
    """True where the script ends with exit code 0 and there is a picture."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "script.py").write_text(saving(code))
        done = subprocess.run(
            [sys.executable, "script.py"],
            cwd=folder,
            env={**os.environ, "MPLBACKEND": "Agg"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )
        return done.returncode == 0 and Path(folder, "plot.png").exists()


def page(code: str) -> bool:
    """True where there is a screenshot."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which(RUNTIMES["html"].programs[0].name)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        view = browser.new_page()
        view.set_content(code)
        view.wait_for_timeout(PAGE_SLEEP_MS)
        drawn = view.screenshot(full_page=True)
        browser.close()
    return drawn.startswith(b"\x89PNG")


def each(run: Callable[[str], bool], codes: Sequence[str]) -> list[bool]:
    """`run` over the codes, as many at a time as there are cores."""
    with ThreadPoolExecutor(workers()) as pool:
        return list(pool.map(run, codes))
