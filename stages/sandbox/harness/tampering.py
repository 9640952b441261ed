"""What the verdict on tests hangs on, and whether a sample replaced any of it.

Compared by identity: functions, their code, classes and the functions in them. Not covered: a sample that
reaches our frames and changes data there, or puts everything back before it ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FunctionType
from typing import Any

WATCHED = ("unittest.case", "unittest.suite", "unittest.loader", "unittest.result", "doctest", "traceback")
_BUILTINS = ("AssertionError", "BaseException", "Exception", "SystemExit", "isinstance", "type", "compile")


def snapshot() -> dict[str, Any]:
    """Name to what stands there now."""
    return dict(_places())


def replaced(before: dict[str, Any]) -> str | None:
    """The first name, in their order, that holds something else than before."""
    now = snapshot()
    names = sorted(name for name in before.keys() | now.keys() if before.get(name) is not now.get(name))
    return names[0] if names else None


def _places() -> Iterator[tuple[str, Any]]:
    for name in _BUILTINS:
        yield name, getattr(sys.modules["builtins"], name)
    for name in WATCHED:
        for key, value in vars(sys.modules[name]).items():
            if not isinstance(value, (type, FunctionType)) or value.__module__ != name:
                continue
            yield from _function(f"{name}.{key}", value)
            if isinstance(value, type):
                for member, held in vars(value).items():
                    if callable(held) or isinstance(held, (classmethod, staticmethod, property)):
                        yield from _function(f"{name}.{key}.{member}", held)


def _function(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    yield name, value
    if isinstance(value, FunctionType):
        yield f"{name}.__code__", value.__code__
