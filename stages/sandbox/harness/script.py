"""The sample's Python code, run as `__main__` in this process, and what its errors say."""

from __future__ import annotations

import ast
import linecache
import sys
import traceback
import types
from collections.abc import Mapping
from typing import Any

FILE = "sample.py"
_STDERR_LINES = 12


def run(
    source: str, tree: ast.Module | None = None, names: Mapping[str, Any] | None = None
) -> tuple[types.ModuleType, dict[str, Any] | None]:
    """Run it: its module, and None where it ran to its end (`sys.exit(0)` is one).

    Else what stopped it, as `status` and `stderr`. `tree` is run in place of `source`, which tracebacks still
    quote; `names` are globals that it finds. Our own modules are no longer found under their names.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] == "stages"]:
        del sys.modules[name]
    main = types.ModuleType("__main__")
    main.__file__ = FILE
    main.__dict__.update(names or {})
    sys.modules["__main__"] = main
    sys.argv = [FILE]
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    # What follows may raise anything, KeyboardInterrupt included: it is the sample's own verdict.
    try:
        exec(compile(source if tree is None else tree, FILE, "exec", dont_inherit=True), main.__dict__)
    except SystemExit as leaving:
        if leaving.code in (None, 0):
            return main, None
        return main, {"status": "exception", "stderr": f"SystemExit: {leaving.code}"}
    except MemoryError:
        return main, {"status": "oom"}
    except BaseException as error:
        return main, {"status": "exception", "stderr": explain(error)}
    return main, None


def explain(error: BaseException, where: str = "") -> str:
    """`TypeError: message`, then the lines of the sample that led there."""
    first = "".join(traceback.format_exception_only(error)[-1:]).strip()
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == FILE]
    lines = [f"  line {f.lineno}: {(f.line or '').strip()}" for f in frames[-_STDERR_LINES:]]
    if isinstance(error, SyntaxError) and error.filename == FILE:
        lines = [f"  line {error.lineno}: {(error.text or '').strip()}"]
    return "\n".join([where + first, *lines])
