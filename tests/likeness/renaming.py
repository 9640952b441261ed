"""Near-duplicates of any program: other names, another layout, arguments and attributes in another order."""

from __future__ import annotations

import ast
import json
import re


def renamed(code: str, language: str) -> str | None:
    """The program written otherwise; None in other languages, and for what cannot be read.

    Apart from what `stages.likeness` leaves out: from the outside, as a person would change a program.
    """
    try:
        if language == "python":
            return _python(code)
        if language == "svg":
            return _svg(code)
        if language == "vega-lite":
            return json.dumps(_turned(json.loads(code)), indent=3)
    except (SyntaxError, ValueError):
        return None
    return _assigned(code, language) if language in ("r", "octave", "gnuplot") else None


def _python(code: str) -> str:
    """Names of the module's own variables changed, keyword arguments turned round, written out by `ast`."""
    tree = ast.parse(code)
    stored = {
        target.id
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    taken = {n.arg for n in ast.walk(tree) if isinstance(n, (ast.arg, ast.keyword)) and n.arg}
    new = {name: f"value_{n}" for n, name in enumerate(sorted(stored - taken, reverse=True))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = new.get(node.id, node.id)
        elif isinstance(node, ast.Call):
            node.keywords.reverse()
    return "# written otherwise\n" + ast.unparse(tree) + "\n"


def _svg(code: str) -> str:
    """Attributes of every element turned round, each on a line of its own."""
    import lxml.etree

    try:
        root = lxml.etree.fromstring(code.encode())
    except lxml.etree.LxmlError as error:
        raise ValueError(str(error)) from error
    for element in root.iter(lxml.etree.Element):
        pairs = list(element.attrib.items())[::-1]
        element.attrib.clear()
        element.attrib.update(pairs)
    return lxml.etree.tostring(root, encoding="unicode").replace("><", ">\n  <")


def _turned(value):
    """The same JSON, keys of every object in the other order."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in list(value)[::-1]}
    return [_turned(v) for v in value] if isinstance(value, list) else value


def _assigned(code: str, language: str) -> str | None:
    """Assigned names changed, blank lines between statements; None where nothing is assigned."""
    sign = r"<-" if language == "r" else r"=(?!=)"
    names = sorted(set(re.findall(rf"(?m)^([A-Za-z]\w*)[ \t]*{sign}", code)))
    quoted = set(re.findall(r"\w+", " ".join(re.findall(r"\"[^\"\n]*\"|'[^'\n]*'", code))))
    names = [n for n in names if n not in quoted and not re.search(rf"\b{n}[ \t]*[=(,]?[^\n]*\b{n}\.", code)]
    if not names:
        return None
    for n, name in enumerate(names):
        code = re.sub(rf"(?<![\w.$]){name}(?![\w.(])", f"renamed{n}", code)
    return code.replace("\n", "\n\n")
