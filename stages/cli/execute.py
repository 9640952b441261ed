"""`janus execute FILE|DIR --runtime R`: run programs in the sandbox and print their verdicts.

Exit code 0 whenever there is a verdict, whatever it is. Nothing is read from or written to the record cache.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.config import PARAMS_FILE, load_section
from stages.errors import JanusError
from stages.sandbox.config import RuntimeLimits, RuntimeSection, SandboxSection
from stages.sandbox.executor import Executor
from stages.sandbox.runtimes import RUNTIMES, Runtime, runtime_for
from stages.sandbox.verdict import Execution

DEFAULT = RuntimeLimits(
    cpu_s=10.0, wall_s=None, memory_mb=1024, disk_mb=64, output_kb=16384, processes=32, required=True
)
"""Limits where there is no params.yaml to take them from."""
_OPTIONS = (
    ("cpu_s", float, "processor seconds"),
    ("wall_s", float, "seconds by the clock (default: 4 x cpu + 10)"),
    ("memory_mb", int, "resident memory of all its processes"),
    ("disk_mb", int, "temporary files"),
    ("output_kb", int, "pictures and evidence"),
    ("processes", int, "processes and threads at one time"),
)


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments; limits that are not given come from params.yaml."""
    parser.add_argument("path", type=Path, help="a program, or a folder of programs")
    parser.add_argument(
        "--runtime", choices=sorted(RUNTIMES), help="default: by the file's suffix, then its imports"
    )
    for name, kind, text in _OPTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=kind, metavar="N", help=text)
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the pictures there")
    parser.add_argument("--unsafe", action="store_true", help="go on where this machine cannot isolate")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--json-lines", action="store_true", help="one JSON object a line, a line a file")


def run(args: argparse.Namespace) -> int:
    """Execute, print, 0. Raises JanusError where there is nothing to execute."""
    files = _files(args.path, args.runtime)
    if args.json and args.path.is_dir():
        raise JanusError("--json is for one file", where=str(args.path), do="use --json-lines for a folder")
    jobs = [(_read(path), name) for path, name in files]
    runtimes, sandbox = _sections(args)
    with Executor(runtimes, sandbox, None) as executor:
        results = [executor.execute(*jobs[0])] if args.path.is_file() else executor.map(jobs)
        for (path, _), execution in zip(files, results, strict=True):
            verdict = _verdict(path, args.path, execution, args.out)
            print(json.dumps(verdict) if args.json or args.json_lines else _plain(verdict), flush=True)
    return 0


def _files(path: Path, runtime: str | None) -> list[tuple[Path, str]]:
    """(file, runtime) in sorted order. In a folder: the files whose suffix is a runtime's."""
    if path.is_file():
        found = RUNTIMES[runtime] if runtime else _runtime_of(path)
        if found is None:
            raise JanusError(
                f"no runtime for {path.suffix!r} files", where=str(path), do="name it: --runtime R"
            )
        return [(path, found.name)]
    if not path.is_dir():
        raise JanusError("no such file or folder", where=str(path))
    paths = [p for p in sorted(path.rglob("*")) if p.is_file()]
    if runtime:
        suffix = RUNTIMES[runtime].suffix
        files = [(p, runtime) for p in paths if suffix and p.name.endswith(suffix)]
    else:
        files = [(p, r.name) for p, r in zip(paths, map(_runtime_of, paths), strict=True) if r]
    if not files:
        raise JanusError("no program of a known runtime in the folder", where=str(path))
    return files


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="surrogateescape")


def _runtime_of(path: Path) -> Runtime | None:
    return runtime_for(path.name, lambda: _read(path))


def _sections(args: argparse.Namespace) -> tuple[RuntimeSection, SandboxSection]:
    if PARAMS_FILE.is_file():
        runtimes, sandbox = load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection)
    else:
        runtimes = RuntimeSection.alike(DEFAULT)
        sandbox = SandboxSection(allow_unsafe=False)
    given = {name: value for name, _, _ in _OPTIONS if (value := getattr(args, name)) is not None}
    if bad := [f"--{n.replace('_', '-')} {v:g}" for n, v in given.items() if not v > 0]:
        raise JanusError(f"a limit must be above zero: {', '.join(bad)}")
    runtimes = RuntimeSection.model_validate({n: runtimes.of(n).model_copy(update=given) for n in RUNTIMES})
    return runtimes, SandboxSection(allow_unsafe=sandbox.allow_unsafe or args.unsafe)


def _verdict(path: Path, root: Path, execution: Execution, out: Path | None) -> dict[str, Any]:
    name = path.relative_to(root).as_posix() if root.is_dir() else path.name
    return {
        "file": str(path),
        "runtime": execution.runtime,
        "status": execution.status,
        "isolation": execution.isolation,
        "png": [str(p) for p in _write(execution, name, out)] if out else [],
        "figures": execution.figures,
        "evidence": execution.evidence,
        "stderr": execution.stderr,
        "cpu_s": round(execution.cpu_s, 4),
        "wall_s": round(execution.wall_s, 4),
        "peak_rss_mb": round(execution.peak_rss_mb, 1),
    }


def _write(execution: Execution, name: str, out: Path) -> Iterator[Path]:
    """Write every picture; the last path is the picture drawn last."""
    pictures = execution.frames or ((execution.png,) if execution.png else ())
    for number, data in enumerate(pictures, 1):
        path = out / (f"{name}.png" if len(pictures) == 1 else f"{name}.{number}.png")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        yield path


def _plain(verdict: dict[str, Any]) -> str:
    first = verdict["stderr"].partition("\n")[0]
    return f"{verdict['file']}: {verdict['status']}" + (f" ({first})" if first else "")
