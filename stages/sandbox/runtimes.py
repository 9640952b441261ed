"""The runtimes: what each is made of and in which version."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

from stages.errors import JanusError
from stages.records.identity import content_hash


@dataclass(frozen=True)
class Runtime:
    """One runtime: the module that serves it inside the sandbox and the packages that shape its pictures."""

    name: str
    suffix: str
    packages: tuple[str, ...]
    optional: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    forks: bool = True
    """A process a sample; False: one confined process serves many (the language cannot run code)."""


RUNTIMES: dict[str, Runtime] = {
    "python": Runtime(
        name="python",
        suffix=".py",
        packages=("matplotlib", "numpy", "pandas", "pillow"),
        optional=("scipy", "seaborn", "networkx"),
        environment=MappingProxyType(
            {
                "MPLBACKEND": "Agg",
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
                "MKL_NUM_THREADS": "1",
                "SOURCE_DATE_EPOCH": "1704110400",
            }
        ),
    ),
    "svg": Runtime(
        name="svg",
        suffix=".svg",
        packages=("resvg-py", "lxml", "numpy", "pillow", "matplotlib"),  # matplotlib: its fonts
        forks=False,
    ),
}


def runtime_named(name: str) -> Runtime:
    """The runtime of that name. Raises JanusError naming those there are."""
    if name not in RUNTIMES:
        raise JanusError(f"there is no runtime {name!r}", do=f"choose one of: {', '.join(RUNTIMES)}")
    return RUNTIMES[name]


def runtime_for(suffix: str) -> Runtime | None:
    """The runtime of files with that suffix."""
    return next((r for r in RUNTIMES.values() if r.suffix == suffix), None)


def package_version(package: str) -> str | None:
    """The installed version, without importing it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@cache
def missing_packages(name: str) -> tuple[str, ...]:
    """Packages that the runtime needs and this environment lacks. Cached: every execution asks."""
    return tuple(p for p in runtime_named(name).packages if package_version(p) is None)


@cache
def runtime_fingerprint(name: str) -> str:
    """`python 3.11.7, matplotlib 3.11.2, ..., harness 0a1b2c3d4e5f`: everything that shapes a picture.

    Our own code inside the sandbox counts by its bytes: a version number that somebody forgets to raise would
    let a warm cache answer with yesterday's evidence.
    """
    runtime = runtime_named(name)
    found = [(p, package_version(p)) for p in (*runtime.packages, *runtime.optional)]
    parts = [("python", platform.python_version()), *found, ("harness", _harness())]
    return ", ".join(f"{package} {number}" for package, number in parts if number)


def _harness() -> str:
    """Hash of the modules that run inside the sandbox."""
    modules = sorted((Path(__file__).parent / "harness").glob("*.py"))
    return content_hash([[path.name, path.read_bytes()] for path in modules])[:12]
