"""A definition's text as its author wrote it, less what it must not carry along."""

from __future__ import annotations

import ast
import doctest

from stages.crawl.domains.algorithm.package import Definition, Function, Unfit


def of(place: Definition) -> str:
    """Its text with `\\n` line ends."""
    start, end = place.span
    return _unix(place.module.content[start:end])


def _unix(text: bytes) -> str:
    return text.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def without_annotations(place: Definition) -> str:
    """Its text without annotations of parameters and results; an annotated assignment stays as it is."""
    start, end = place.span
    content, cuts = place.module.content, []
    for node in ast.walk(place.node):
        if isinstance(node, ast.arg) and node.annotation is not None:
            name_end = place.module.offset(node.lineno, node.col_offset) + len(node.arg.encode("utf-8"))
            cuts.append((name_end, _end(place, node.annotation)))
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            at = place.module.offset(node.returns.lineno, node.returns.col_offset)
            cuts.append((content.rindex(b"->", start, at), _end(place, node.returns)))
    kept, position = b"", start
    for first, last in sorted(cuts):
        before = content[position:first]
        kept += before.rstrip(b" ") if content.startswith(b"->", first) else before
        position = last
    return _unix(kept + content[position:end])


def _end(place: Definition, node: ast.expr) -> int:
    return place.module.offset(node.end_lineno, node.end_col_offset)


def annotation_names(node: ast.stmt) -> set[str]:
    """Names within annotations, those in quotes included where they can be read."""
    found: set[str] = set()
    for inner in ast.walk(node):
        for field in ("annotation", "returns"):
            annotation = getattr(inner, field, None)
            if isinstance(annotation, ast.expr):
                found |= {n.id for n in ast.walk(annotation) if isinstance(n, ast.Name)}
    return found


def without_docstring(code: str, node: ast.stmt) -> str:
    """The text of a function or class without its docstring: a helper's examples are not tests here."""
    if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or ast.get_docstring(node) is None:
        return code
    body = ast.parse(code).body[0].body
    first = body[0]
    lines = code.split("\n")
    if len(body) == 1:
        lines[first.lineno - 1 : first.end_lineno] = [" " * first.col_offset + "pass"]
    elif body[1].lineno > first.end_lineno:
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)


def without_examples(code: str, function: Function, gone: list[doctest.Example]) -> str:
    """The text without these examples of its docstring. Raises Unfit where they are not lines of it."""
    docstring = ast.parse(code).body[0].body[0]
    lines = code.split("\n")
    for example in reversed(gone):
        at = docstring.lineno - 1 + example.lineno
        count = example.source.count("\n")
        if example.want or not lines[at].strip().removeprefix('"""').lstrip().startswith(">>>"):
            raise Unfit("examples: an import of the package cannot be told from the rest")
        if lines[at].strip().startswith('"""'):
            raise Unfit("examples: an import of the package stands beside the quotes")
        del lines[at : at + count]
    return "\n".join(lines)
