"""Modules of a package by their syntax trees: which statement binds a name, and in which module."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

OUTSIDE_WORLD = frozenset(
    "asyncio ctypes glob http importlib logging multiprocessing os pathlib pickle random select "
    "shutil signal socket subprocess tempfile threading time urllib uuid".split()
)
"""Modules of the standard library that reach beyond the program, or whose values change."""


class Unfit(Exception):
    """A function that does not stand alone; the text is the reason, as `class: detail`."""


@dataclass(frozen=True)
class Import:
    """A name that an import of the standard library binds: the statement that does it alone."""

    line: str


@dataclass(frozen=True)
class Definition:
    """A statement at the top of a module."""

    module: Module
    node: ast.stmt

    @property
    def span(self) -> tuple[int, int]:
        """Byte offsets, decorators included."""
        first = min([self.node.lineno, *(d.lineno for d in getattr(self.node, "decorator_list", ()))])
        return self.module.starts[first - 1], self.module.offset(
            self.node.end_lineno, self.node.end_col_offset
        )


class Function(Definition):
    """One that is a function."""

    node: ast.FunctionDef


@dataclass(frozen=True, eq=False)
class Module:
    """A parsed file. Raises SyntaxError or ValueError where it is no Python."""

    path: str
    content: bytes
    tree: ast.Module = field(init=False)

    def __post_init__(self) -> None:
        self.content.decode("utf-8")
        object.__setattr__(self, "tree", ast.parse(self.content))

    @cached_property
    def starts(self) -> list[int]:
        """Byte offset of each line."""
        places = [0]
        for line in self.content.splitlines(keepends=True):
            places.append(places[-1] + len(line))
        return places

    def offset(self, line: int, column: int) -> int:
        """Byte offset of a place as syntax trees give it."""
        return self.starts[line - 1] + column

    @property
    def lazy_annotations(self) -> bool:
        """Whether its annotations are not evaluated."""
        return any(isinstance(s, ast.ImportFrom) and s.module == "__future__" for s in self.tree.body)

    def functions(self) -> Iterator[Function]:
        """Public functions in their order."""
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not _overload(node):
                yield Function(self, node)

    @cached_property
    def bindings(self) -> dict[str, list[ast.stmt]]:
        """The statements at the top that bind each name."""
        found: dict[str, list[ast.stmt]] = {}
        for statement in self.tree.body:
            for name in _bound(statement):
                found.setdefault(name, []).append(statement)
        return found


@dataclass(frozen=True)
class Package:
    """The files of an archive that may be read, by path under its top folder."""

    files: Mapping[str, bytes]
    parsed: dict[str, Module] = field(default_factory=dict)

    def module(self, path: str) -> Module:
        """Raises SyntaxError or ValueError where it is no Python."""
        if path not in self.parsed:
            self.parsed[path] = Module(path, self.files[path])
        return self.parsed[path]

    def find(self, module: Module, name: str, seen: frozenset[str] = frozenset()) -> Definition | Import:
        """What binds a global name of a module, followed through imports. Raises Unfit."""
        statements = module.bindings.get(name, [])
        if not statements:
            return self._starred(module, name, seen)
        if len(statements) > 1:
            raise Unfit(f"names: {name} is bound {len(statements)} times")
        statement = statements[0]
        if isinstance(statement, ast.Import):
            alias = next(a for a in statement.names if (a.asname or a.name).partition(".")[0] == name)
            return _standard(alias.name, ast.unparse(ast.Import([alias])))
        if isinstance(statement, ast.ImportFrom):
            alias = next(a for a in statement.names if (a.asname or a.name) == name)
            path = self.imported(module, statement)
            if path is None:
                line = ast.unparse(ast.ImportFrom(statement.module, [alias], statement.level))
                return _standard("." * statement.level + (statement.module or ""), line)
            if alias.asname not in (None, alias.name):
                raise Unfit(f"names: {alias.name} is imported as {alias.asname}")
            return self._within(path, alias.name, seen)
        kinds = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
        if not isinstance(statement, kinds):
            raise Unfit(f"names: {name} is bound within {type(statement).__name__}")
        kind = Function if isinstance(statement, ast.FunctionDef) else Definition
        return kind(module, statement)

    def _within(self, path: str, name: str, seen: frozenset[str]) -> Definition | Import:
        if path in seen:
            raise Unfit(f"names: {name} is imported in a circle")
        try:
            return self.find(self.module(path), name, seen | {path})
        except (SyntaxError, ValueError) as error:
            raise Unfit(f"syntax: {path}: {error}") from error

    def _starred(self, module: Module, name: str, seen: frozenset[str]) -> Definition | Import:
        """The name where a module of the package is imported whole."""
        for statement in module.tree.body:
            if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
                path = self.imported(module, statement)
                if path is not None and path not in seen and name in self.module(path).bindings:
                    return self._within(path, name, seen)
        raise Unfit(f"names: {name} is not bound in the module")

    def imported(self, module: Module, statement: ast.ImportFrom) -> str | None:
        """Path of the package's own module that a statement imports from; None for another package's.

        Raises Unfit where the file is not among those that may be read.
        """
        here = PurePosixPath(module.path)
        if statement.level:
            folder = here.parents[statement.level - 1]
        elif (statement.module or "").partition(".")[0] == self.name(module):
            folder = PurePosixPath(*here.parts[: here.parts.index(self.name(module))])
        else:
            return None
        place = folder.joinpath(*(statement.module or "").split("."))
        for path in (f"{place}.py", f"{place}/__init__.py"):
            if path in self.files:
                return path
        raise Unfit(f"imports: {place} is not among the companions")

    @staticmethod
    def name(module: Module) -> str:
        """Import name of the package that a module stands in."""
        parts = PurePosixPath(module.path).parts
        return parts[1] if parts[0] in ("src", "lib") and len(parts) > 2 else parts[0].removesuffix(".py")


def _standard(module: str, line: str) -> Import:
    top = module.partition(".")[0]
    if top not in sys.stdlib_module_names:
        raise Unfit(f"imports: {module} is outside the standard library")
    if top in OUTSIDE_WORLD:
        raise Unfit(f"world: {module} reaches beyond the program")
    return Import(line)


def _overload(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).endswith("overload") for decorator in node.decorator_list)


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef) and _overload(statement):
        return set()
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {(a.asname or a.name).partition(".")[0] for a in statement.names} - {"*"}
    inner = [node for node in ast.walk(statement) if node is not statement]
    stored = {n.id for n in inner if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    blocks = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    return stored.union(*(_bound(node) for node in inner if isinstance(node, blocks)))
