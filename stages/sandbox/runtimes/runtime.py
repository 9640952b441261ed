"""What a runtime is made of, and in which version it stands on this machine."""

from __future__ import annotations

import ast
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from stages.records.identity import content_hash
from stages.sandbox.runtimes.libraries import Library

HARNESS = Path(__file__).parents[1] / "harness"
VERDICT = ("cross_check.py", "read_result.py")
"""Modules outside the sandbox that decide what of a result is believed."""
_NUMBER = re.compile(r"\d+(?:\.\d+)+(?:[-.]\w+)*")
_INSIDE = "stages.sandbox.harness"


@dataclass(frozen=True)
class Program:
    """A program that pip cannot bring."""

    name: str
    debian: str
    """The Debian package that has it."""
    arguments: tuple[str, ...] = ("--version",)
    """What makes it say its version. Where that fails it counts as missing."""
    command: str = ""
    """Whom to ask, where it is not `name` itself: what is part of another program."""


@dataclass(frozen=True)
class Runtime:
    """One runtime: the module that serves it inside the sandbox and all that shapes its pictures."""

    name: str
    module: str
    """Of `harness`: `prepare()`, and `run(code, limits)` where it forks, else `answer(code, limits)`."""
    suffix: str | None
    """Of its files; None where another runtime's files look the same, and it has to be named."""
    probe: str
    """A small program that draws: `janus doctor` tries it."""
    packages: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    programs: tuple[Program, ...] = ()
    optional_programs: tuple[Program, ...] = ()
    """Used where the machine has them. They count in the fingerprint."""
    files: tuple[str, ...] = ()
    """Files of `harness` beside its modules (wrappers in the runtime's own language)."""
    fonts: tuple[str, ...] = ()
    """Folders of /usr/share/fonts that it sees. Their content counts in the fingerprint."""
    shown: tuple[str, ...] = ()
    """Paths outside /usr that it needs to see (read-only), such as /etc/fonts."""
    libraries: tuple[Library, ...] = ()
    """Packages of browser libraries that it is shown (see `unpacked`)."""
    scratch_mb: int = 64
    """Size of /tmp that the template and, where it does not fork, its samples write to."""
    environment: Mapping[str, str] = field(default_factory=dict)
    forks: bool = True
    """A process a sample; False: one confined process serves many, because the language cannot run code or
    because what runs it (a browser) keeps samples apart itself."""
    moving: re.Pattern[str] | None = None
    """Code in which this is found could differ between two runs: it is run twice."""
    draws: bool = True
    """False: its verdicts have evidence and no picture, `ok` included."""
    richer: tuple[re.Pattern[str], str] | None = None
    """A module that has more imported, and in what code: a fork takes longer the more its template holds."""
    claims: Callable[[str], bool] | None = None
    """Where several runtimes share a suffix: True for code that is this one's. One of them claims nothing."""
    page: Runtime | None = None
    """What draws the `document` that its samples hand over, in another process; it does not fork."""

    @property
    def modules(self) -> tuple[str, ...]:
        """Of `harness`: all that may serve it."""
        return (self.module,) if self.richer is None else (self.module, self.richer[1])

    @property
    def all_libraries(self) -> tuple[Library, ...]:
        """Its own and those of its page."""
        return (*self.libraries, *(self.page.libraries if self.page else ()))

    def module_for(self, code: str) -> str:
        """The one that serves this code."""
        return self.richer[1] if self.richer and self.richer[0].search(code) else self.module


def package_version(package: str) -> str | None:
    """The installed version, without importing it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@cache
def program_version(program: Program) -> str | None:
    """The first version number that the program prints; None where it is not installed or fails.

    Raises RuntimeError where it is installed and says no version.
    """
    path = shutil.which(program.command or program.name)
    if path is None:
        return None
    done = subprocess.run(
        [path, *program.arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
    )
    if done.returncode != 0:
        return None
    found = _NUMBER.search(done.stdout) or _NUMBER.search(done.stderr)
    if found is None:
        raise RuntimeError(f"{path} {' '.join(program.arguments)} prints no version")
    return found.group()


@cache
def harness_modules(module: str) -> tuple[str, ...]:
    """Names of the harness modules that run for `module`: its own imports, theirs, and the template's."""
    found: set[str] = set()
    queue = [module, "template"]
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += _imported(HARNESS / f"{name}.py")
    return tuple(sorted(found))


def _imported(path: Path) -> list[str]:
    """Harness modules that a harness module imports, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module == _INSIDE:
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{_INSIDE}."):
            names.append(node.module.removeprefix(f"{_INSIDE}."))
    return names


def harness_hash(runtime: Runtime) -> str:
    """Hash of what of our own runs inside the sandbox for this runtime.

    Bytes, not a version number: one that somebody forgets to raise would let a warm cache answer with
    yesterday's evidence.
    """
    modules = {module for name in runtime.modules for module in harness_modules(name)}
    names = [*(f"{module}.py" for module in sorted(modules)), *sorted(runtime.files)]
    chosen = runtime.richer[0].pattern if runtime.richer else ""
    return content_hash([chosen, *([name, (HARNESS / name).read_bytes()] for name in names)])[:12]


def fonts_hash(runtime: Runtime) -> str | None:
    """Hash of the fonts that the runtime sees; None where it sees none."""
    paths = sorted(p for folder in runtime.fonts for p in Path(folder).rglob("*") if p.is_file())
    return content_hash([[p.name, p.read_bytes()] for p in paths])[:12] if runtime.fonts else None


def versions(runtime: Runtime) -> list[tuple[str, str | None]]:
    """(what, version) of all that shapes a picture."""
    packages = [(p, package_version(p)) for p in (*runtime.packages, *runtime.optional)]
    programs = [(p.name, program_version(p)) for p in (*runtime.programs, *runtime.optional_programs)]
    libraries = [(f"{lib.connector}:{lib.package}", lib.version) for lib in runtime.all_libraries]
    verdict = content_hash([[name, (HARNESS.parent / name).read_bytes()] for name in VERDICT])[:12]
    ours = [("fonts", fonts_hash(runtime)), ("harness", harness_hash(runtime)), ("verdict", verdict)]
    if page := runtime.page:
        ours += [("page fonts", fonts_hash(page)), ("page harness", harness_hash(page))]
    return [("python", platform.python_version()), *packages, *programs, *libraries, *ours]
