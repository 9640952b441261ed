"""Parts found by being there: every module of a package is one part, named in no list."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def modules(package: str) -> list[ModuleType]:
    """The modules and packages directly inside `package`, imported, in the order of their names."""
    path = import_module(package).__path__
    return [
        import_module(f"{package}.{name}") for name in sorted(module.name for module in iter_modules(path))
    ]
