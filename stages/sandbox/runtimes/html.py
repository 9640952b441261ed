"""Runtime html: Chromium, driven by Playwright."""

from __future__ import annotations

import re

from stages.sandbox.runtimes.libraries import LIBRARIES
from stages.sandbox.runtimes.runtime import Program, Runtime

CHROMIUM = Program("chromium-headless-shell", "chromium-headless-shell")
FONTS = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/liberation")
SHOWN = ("/etc/fonts",)
SCRATCH_MB = 512
"""The browser's profile and the memory its processes share."""

UNPINNED = re.compile(
    r"Worker\b|indexedDB|\bcaches\b|RTCPeer|Audio|<video|createImageBitmap|subtle\b"
    r"|\.decode\(|storage\b|data:image/(gif|webp)"
)
"""What answers a page in its own time, or from chance that is not pinned."""

RUNTIME = Runtime(
    name="html",
    module="run_html",
    suffix=".html",
    probe="<title>Probe</title><h1>Heading</h1>",
    packages=("playwright", "numpy", "pillow"),
    programs=(CHROMIUM,),
    files=("page_time.js", "page_evidence.js", "plots.js"),
    fonts=FONTS,
    shown=SHOWN,
    libraries=LIBRARIES,
    scratch_mb=SCRATCH_MB,
    forks=False,
    moving=UNPINNED,
)
