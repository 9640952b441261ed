"""`janus doctor`: what this machine has and lacks, with the Debian install line.

A runtime counts as working only after it has drawn something in the sandbox. Exit code 1 where something
required is missing.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from stages.cli.execute import DEFAULT
from stages.config import PARAMS_FILE, load_section
from stages.errors import JanusError
from stages.sandbox import execute, isolation, limits_of
from stages.sandbox.config import RuntimeLimits, RuntimeSection
from stages.sandbox.runtimes import RUNTIMES, missing_packages, missing_programs, runtime_fingerprint
from stages.sandbox.unpacked import missing_libraries

PROGRAMS = (
    ("bwrap", "bubblewrap", True, "isolation of samples"),
    ("setpriv", "util-linux", True, "isolation of samples"),
    ("setarch", "util-linux", True, "the same bytes on every run"),
    ("npm", "npm", True, "crawling npm packages"),
    ("g++", "g++", True, "DeepSpeed compiles a small operator once"),
    ("git", "git", False, "revisions in run records, `dvc exp`"),
    ("latex", "texlive-latex-extra", False, "formulas in manim"),
    ("dvisvgm", "dvisvgm", False, "formulas in manim"),
    ("chromium", "chromium", False, "screenshots of the report"),
)
"""Program, Debian package, required, what for."""
FONTS = Path("/usr/share/fonts/truetype/dejavu")


@dataclass(frozen=True)
class Finding:
    """One thing looked for."""

    name: str
    found: bool
    required: bool
    detail: str
    debian: str | None


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Look, print, 0 if nothing required is missing."""
    findings = [*_system(), *_runtimes()]
    ok = all(f.found for f in findings if f.required)
    packages = sorted({f.debian for f in findings if not f.found and f.debian})
    install = f"apt-get install -y {' '.join(packages)}" if packages else None
    if args.json:
        print(json.dumps({"ok": ok, "install": install, "findings": [asdict(f) for f in findings]}))
        return 0 if ok else 1
    for f in findings:
        mark = "ok     " if f.found else ("MISSING" if f.required else "absent ")
        print(f"{mark}  {f.name:<16} {f.detail}")
    if install:
        print(f"\ninstall (as root):  {install}")
    return 0 if ok else 1


def _system() -> list[Finding]:
    found = [
        Finding(program, shutil.which(program) is not None, required, why, package)
        for program, package, required, why in PROGRAMS
    ]
    fonts = Finding("fonts-dejavu", FONTS.is_dir(), False, "text in screenshots", "fonts-dejavu-core")
    return [*found, fonts]


def _runtimes() -> list[Finding]:
    """Each runtime, tried out."""
    section = load_section("runtime", RuntimeSection) if PARAMS_FILE.is_file() else None
    return [_runtime(name, section.of(name) if section else DEFAULT) for name in RUNTIMES]


def _runtime(name: str, limits: RuntimeLimits) -> Finding:
    label, required = f"runtime {name}", limits.required
    if missing := missing_packages(name):
        return Finding(label, False, required, f"pip install {' '.join(missing)}", None)
    if lacking := missing_programs(name):
        debian = " ".join(sorted({p.debian for p in lacking}))
        return Finding(label, False, required, f"not installed: {', '.join(p.name for p in lacking)}", debian)
    if absent := missing_libraries(RUNTIMES[name].libraries):
        return Finding(label, False, required, f"cannot be fetched: {', '.join(absent)}", None)
    if isolation.missing_programs():
        return Finding(label, False, required, "not tried: samples cannot be isolated here", None)
    try:
        execution = execute(RUNTIMES[name].probe, name, limits_of(limits))
    except JanusError as error:
        return Finding(label, False, required, str(error), None)
    detail = f"{runtime_fingerprint(name)}; {execution.isolation}"
    if execution.status != "ok":
        detail = f"{execution.status}: {execution.stderr}"
    return Finding(label, execution.status == "ok", required, detail, None)
