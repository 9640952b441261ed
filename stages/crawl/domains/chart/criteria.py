"""Is a script self-contained? Decided on its syntax tree, nothing is run.

It imports only its libraries and the standard library, reads no file, data set or network, waits for nobody
(no events, widgets, animation, timers) and names no GUI. What it reads can only be judged by the names it
calls: a script that hides a read behind another name passes here and fails in the sandbox.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

READS = set(
    "open get_sample_data get_demo_image load_dataset fetch_openml open_dataset imread urlopen urlretrieve "
    "loadtxt genfromtxt fromfile memmap fromregex loadmat read_text read_bytes glob rglob iterdir listdir "
    "scandir walk get_data_path is_file get_rdataset webuse".split()
)
READ_PREFIXES = ("read_", "fetch_")  # pandas.read_csv, sklearn.datasets.fetch_openml and their kin
LOADS = {
    ("np", "load"),
    ("numpy", "load"),
    ("pickle", "load"),
    ("json", "load"),
    ("sys", "argv"),
    ("sys", "stdin"),
}
READ_MODULES = set(
    "urllib http socket ssl ftplib smtplib sqlite3 subprocess multiprocessing asyncio socketserver "
    "webbrowser shutil tempfile zipfile tarfile ctypes signal".split()
)
DOWNLOADS = ("scipy.datasets", "pooch")
INTERACTIVE = set(
    "mpl_connect ginput waitforbuttonpress pause input new_timer draw_idle blit flush_events "
    "start_event_loop toolmanager FuncAnimation ArtistAnimation set_animated add_tool "
    "key_press_handler pick_event ion set_forward_navigation_events widgetlock".split()
)
INTERACTIVE_MODULES = (
    "matplotlib.widgets",
    "matplotlib.animation",
    "matplotlib.backend_bases",
    "matplotlib.backend_tools",
    "matplotlib.backend_managers",
    "tkinter",
)
BACKENDS = "matplotlib.backends"
BACKEND_CALLS = {("matplotlib", "use"), ("mpl", "use"), ("plt", "switch_backend")}
PLOTTING = {"matplotlib.pyplot", "matplotlib.figure", "seaborn", "seaborn.objects", "ultraplot", "schemdraw"}


def reject(code: str, libraries: list[str]) -> str | None:
    """The first reason why a script does not stand alone, as `class: detail`; None where it does."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError) as error:
        return f"syntax: {error.args[0] if error.args else error}"
    modules = set(_imports(tree))
    return (
        _modules(modules, libraries)
        or _names(tree)
        or (None if modules & PLOTTING else "no plot: neither pyplot nor a Figure is imported")
    )


def _imports(tree: ast.AST) -> Iterator[str]:
    """Every imported module by its full name; `from a import b` counts as `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _modules(modules: set[str], libraries: list[str]) -> str | None:
    for module in sorted(modules):
        top = module.split(".")[0]
        if top in READ_MODULES:
            return f"reads: imports {top}"
        if _within(module, DOWNLOADS):
            return f"reads: imports {module}"
        if _within(module, INTERACTIVE_MODULES):
            return f"interactive: imports {module}"
        if _within(module, (BACKENDS,)):
            return f"backend: imports {module}"
        if top not in libraries and top not in sys.stdlib_module_names and top != "__future__":
            return f"imports: {top or module} is none of its libraries"
    return None


def _within(module: str, parents: tuple[str, ...]) -> bool:
    return any(module == parent or module.startswith(parent + ".") for parent in parents)


def _names(tree: ast.AST) -> str | None:
    """Judge every attribute and imported name, called or not (`connect = fig.canvas.mpl_connect`), and every
    plain name that is called: as a variable, `open` or `walk` means nothing."""
    for node in ast.walk(tree):
        if reason := _name(node):
            return reason
    return None


def _name(node: ast.AST) -> str | None:
    owner = None
    if isinstance(node, ast.Attribute):
        name, owner = node.attr, node.value.id if isinstance(node.value, ast.Name) else None
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = node.func.id
    elif isinstance(node, ast.alias):
        name = node.name.split(".")[-1]
    elif isinstance(node, ast.keyword) and node.arg in ("animated", "picker"):
        return f"interactive: {node.arg}="
    else:
        return "reads: __file__" if isinstance(node, ast.Name) and node.id == "__file__" else None
    if name in READS or name.startswith(READ_PREFIXES) or (owner, name) in LOADS:
        return f"reads: {name}"
    if name in INTERACTIVE:
        return f"interactive: {name}"
    if (owner, name) in BACKEND_CALLS:
        return f"backend: {owner}.{name}"
    return None
