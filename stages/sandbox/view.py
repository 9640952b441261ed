"""What a template and its samples see of the file system: mounts as arguments of bubblewrap.

/usr, the loader's cache, Python with its packages, a few device nodes and the harness, all read-only, and a
small tmpfs. Home, project and credentials are not there. System fonts are hidden but for those that a
runtime names, so that a picture does not depend on the machine.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from stages.sandbox.runtimes.runtime import HARNESS, Runtime
from stages.sandbox.unpacked import unpacked

MOUNT = "/janus"
"""Where the harness is mounted."""
LIBRARIES = "/libraries"
"""Where browser libraries are mounted, a folder each."""
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")


def mounts(runtime: Runtime) -> list[str]:
    """Mounts: what the template of a runtime and its samples see."""
    lines = ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "lib", "lib32", "lib64", "sbin"):
        lines += _bound(f"/{name}")
    hidden = _hidden()
    for folder in hidden:
        lines += ["--perms", "0755", "--size", str(1 << 20), "--tmpfs", folder]
    lines += ["--proc", "/proc", "--dev", "/dev"]
    lines += ["--size", str(runtime.scratch_mb << 20), "--perms", "1777", "--tmpfs", "/tmp"]
    inside = f"{MOUNT}/stages/sandbox/harness"
    shown = ["/etc/ld.so.cache", "/etc/alternatives", *runtime.fonts, *runtime.shown, *_python()]
    made: set[str] = set()
    for path in shown:
        lines += [*_parents(path, hidden, made), *_bound(path)]
    lines += [*_parents(inside, hidden, made), "--ro-bind", str(HARNESS), inside]
    for library, path in zip(runtime.libraries, library_paths(runtime, isolated=True), strict=True):
        lines += [*_parents(path, hidden, made), "--ro-bind", str(unpacked(library)), path]
    return [*lines, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def library_paths(runtime: Runtime, *, isolated: bool) -> list[str]:
    """Where its template finds its browser libraries."""
    folders = map(unpacked, runtime.libraries)
    return [f"{LIBRARIES}/{folder.name}" if isolated else str(folder) for folder in folders]


def _bound(path: str) -> list[str]:
    """A read-only view of a path, a link as a link; nothing where it does not exist."""
    if os.path.islink(path):
        return ["--symlink", os.readlink(path), path]
    return ["--ro-bind", path, path] if os.path.exists(path) else []


def _hidden() -> list[str]:
    """Folders below /usr that are covered: fonts, and home or project where they stand there."""
    places = (*_FONTS, str(Path.home()), str(HARNESS.parents[2]))
    return sorted({p for p in places if p.startswith("/usr/") and os.path.isdir(p)})


def _python() -> list[str]:
    """What this Python and its packages need of where they live, at its own paths; /usr is there already."""
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    found.add(str(Path(os.path.realpath(sys.executable)).parent.parent))
    outside = [p for p in sorted(found) if _is_outside(p, _hidden())]
    return [f"{p}/{part}" for p in outside for part in ("bin", "lib", "lib64", "pyvenv.cfg")]


def _is_outside(path: str, hidden: list[str]) -> bool:
    """True for what the view of /usr does not show."""
    return not f"{path}/".startswith("/usr/") or any(f"{path}/".startswith(f"{h}/") for h in hidden)


def _parents(path: str, hidden: list[str], made: set[str]) -> list[str]:
    """Folders above `path`, world-readable (bubblewrap makes them 0700 for root)."""
    lines: list[str] = []
    for folder in map(str, reversed(Path(path).parents)):
        if folder not in ("/", *hidden) and folder not in made and _is_outside(folder, hidden):
            made.add(folder)
            lines += ["--perms", "0755", "--dir", folder]
    return lines
