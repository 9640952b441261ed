"""A function with what it needs: imports of the standard library, constants and other functions before it."""

from __future__ import annotations

import ast
import builtins
import symtable

from stages.crawl.domains.algorithm import text
from stages.crawl.domains.algorithm.examples import examples_of, free_names, imports_from
from stages.crawl.domains.algorithm.package import Definition, Function, Import, Module, Package, Unfit

_DYNAMIC = frozenset({"globals", "locals", "vars", "exec", "eval", "open", "input", "__import__", "compile"})
_MODULE = frozenset({"__name__", "__doc__", "__file__", "__package__"})


def prepare(function: Function, package: Package) -> tuple[str, set[str]]:
    """The code that runs alone, and the paths of the files that it was taken from. Raises Unfit."""
    try:
        needs = _Needs(function, package)
        own = needs.own_text()
        for name in sorted(needs.examples() - {function.node.name}):
            needs.require(function.module, name)
        needs.requirements(function, own)
    except (SyntaxError, RecursionError) as error:
        raise Unfit(f"syntax: {error}") from error
    parts = ["from __future__ import annotations"] if needs.lazy else []
    parts += sorted(needs.imports)
    head = "\n".join(parts) + "\n\n\n" if parts else ""
    body = "\n\n\n".join([*needs.before.values(), own])
    return f"{head}{body}\n", {function.module.path, *(d.module.path for d in needs.definitions)}


class _Needs:
    """What was found so far, in an order in which it can run."""

    def __init__(self, main: Function, package: Package) -> None:
        self.main = main
        self.package = package
        self.imports: set[str] = set()
        self.before: dict[str, str] = {}
        self.definitions: list[Definition] = []
        self.lazy = False
        self._places: dict[str, Definition | Import] = {main.node.name: main}

    def own_text(self) -> str:
        """The function's text, without the lines of examples that import it from its package."""
        own = self.package.name(self.main.module)
        inner = [e for e in examples_of(self.main.node) if imports_from(e, own) is not None]
        return text.without_examples(self._annotated(self.main), self.main, inner)

    def examples(self) -> set[str]:
        """Names that its examples need."""
        own = self.package.name(self.main.module)
        kept = []
        for example in examples_of(self.main.node):
            names = imports_from(example, own)
            if names is None:
                kept.append(example)
            elif any(alias.asname or alias.name == "*" for alias in names):
                raise Unfit("names: an example imports under another name")
        return free_names(kept) - set(dir(builtins)) - _MODULE

    def require(self, module: Module, name: str) -> None:
        """Add what binds a global name of a module, and all that it needs itself. Raises Unfit."""
        place = self.package.find(module, name)
        if self._places.setdefault(name, place) != place:
            raise Unfit(f"names: {name} means two things")
        if isinstance(place, Import):
            self.imports.add(place.line)
        elif place not in self.definitions and name not in self.before and place != self.main:
            self.definitions.append(place)
            code = text.without_docstring(self._annotated(place), place.node)
            self.requirements(place, code)
            self.before[name] = code

    def requirements(self, place: Definition, code: str) -> None:
        """Add what the code of a definition reads."""
        found = _global_names(code)
        if dynamic := sorted(found & _DYNAMIC):
            raise Unfit(f"dynamic: it calls {dynamic[0]}")
        own = set(place.module.bindings)
        for name in sorted(found - _MODULE):
            bound_here = getattr(place.node, "name", None) == name
            if not bound_here and (name in own or not hasattr(builtins, name)):
                self.require(place.module, name)

    def _annotated(self, place: Definition) -> str:
        """Its text, with annotations only where every name in them is known here."""
        plain = text.without_annotations(place)
        names = text.annotation_names(place.node) - set(dir(builtins))
        if not names:
            return text.of(place)
        try:
            found = {name: self.package.find(place.module, name) for name in sorted(names)}
        except Unfit:
            return plain
        if not all(isinstance(f, Import) for f in found.values()):
            return plain
        if any(self._places.setdefault(name, f) != f for name, f in found.items()):
            return plain
        self.imports |= {f.line for f in found.values()}
        self.lazy |= place.module.lazy_annotations
        return text.of(place)


def _global_names(code: str) -> set[str]:
    """Global names that a statement reads, annotations left out. Raises SyntaxError."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            raise Unfit("imports: within a function")
    found: set[str] = set()
    tables = [symtable.symtable(ast.unparse(tree), "piece", "exec")]
    while tables:
        table = tables.pop()
        top = table.get_type() == "module"
        found |= {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
        tables += table.get_children()
    return found
