"""Algorithms: functions whose docstrings hold examples, with what they need to run by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from stages.crawl.config import Selection, Size
from stages.crawl.domains.algorithm.examples import examples_of, imports_from
from stages.crawl.domains.algorithm.package import Function, Package, Unfit
from stages.crawl.domains.algorithm.prepare import prepare
from stages.crawl.reader import Companions, Piece, SeedReader


class AlgorithmSelection(Selection):
    """Functions with enough examples. `companions` names the modules of the package that they may need."""

    min_examples: Size
    max_prepared: Size
    """Characters of the code prepared, all that it needs included."""


def read(content: bytes, path: str, selection: AlgorithmSelection, companions: Companions) -> Iterator[Piece]:
    """One piece a public module-level function whose docstring holds an example."""
    try:
        package = Package({**companions, path: content})
        module = package.module(path)
    except (SyntaxError, ValueError, RecursionError) as error:
        yield Piece(0, len(content), reason=f"syntax: {error}")
        return
    for function in module.functions():
        if found := examples_of(function.node):
            tests = sum(imports_from(example, package.name(module)) is None for example in found)
            yield _piece(function, tests, path, selection, package)


def _piece(
    function: Function, examples: int, path: str, selection: AlgorithmSelection, package: Package
) -> Piece:
    start, end = function.span
    if examples < selection.min_examples:
        return Piece(start, end, reason=f"examples: {examples}, fewer than {selection.min_examples}")
    try:
        prepared, used = prepare(function, package)
    except Unfit as unfit:
        return Piece(start, end, reason=str(unfit))
    if len(prepared) > selection.max_prepared:
        return Piece(
            start, end, reason=f"size: {len(prepared)} characters, more than {selection.max_prepared}"
        )
    return Piece(start, end, prepared, includes=tuple(sorted(used - {path})))


READERS = (SeedReader("algorithm", "python", "test", "1", read, AlgorithmSelection),)
