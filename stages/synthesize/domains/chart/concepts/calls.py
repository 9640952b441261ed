"""Method calls of a chart program, as they stand in the code."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst


@dataclass(frozen=True, eq=False)
class Call:
    """A method call: `receiver.method(...)`."""

    node: cst.Call
    receiver: str
    method: str  # without `set_`
    line: cst.SimpleStatementLine | None
    bare: bool  # a statement of its own, its result unused
    repeated: bool  # inside a loop, function or comprehension

    def keyword(self, *names: str) -> cst.Arg | None:
        return next((a for a in self.node.args if a.keyword and a.keyword.value in names), None)

    @property
    def positional(self) -> list[cst.Arg]:
        return [a for a in self.node.args if a.keyword is None and not a.star]

    @property
    def starred(self) -> bool:
        return any(a.star for a in self.node.args)


class _Collector(cst.CSTVisitor):
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.assigned: dict[str, list[cst.BaseExpression]] = {}
        self._lines: list[cst.SimpleStatementLine] = []
        self._bare: set[int] = set()
        self._repeats = 0

    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None:
        """None is of interest; LibCST would look for a method by name at each."""

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None:
        pass

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:
        self._lines.append(node)

    def leave_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:
        self._lines.pop()

    def visit_Expr(self, node: cst.Expr) -> None:
        self._bare.add(id(node.value))

    def visit_Assign(self, node: cst.Assign) -> None:
        for target in node.targets:
            if isinstance(target.target, cst.Name):
                self.assigned.setdefault(target.target.value, []).append(node.value)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        if isinstance(node.target, cst.Name):
            self.assigned.setdefault(node.target.value, []).extend([node.value, node.value])

    def visit_Call(self, node: cst.Call) -> None:
        if not isinstance(node.func, cst.Attribute):
            return
        receiver = node.func.value
        plain = isinstance(receiver, cst.Name) or (
            isinstance(receiver, cst.Subscript) and isinstance(receiver.value, cst.Name)
        )
        if not plain:
            return
        self.calls.append(
            Call(
                node,
                cst.Module([]).code_for_node(receiver),
                node.func.attr.value.removeprefix("set_"),
                self._lines[-1] if self._lines else None,
                id(node) in self._bare,
                self._repeats > 0,
            )
        )


def _repeating(name: str) -> None:
    def visit(self: _Collector, node: cst.CSTNode) -> None:
        self._repeats += 1

    def leave(self: _Collector, node: cst.CSTNode) -> None:
        self._repeats -= 1

    setattr(_Collector, f"visit_{name}", visit)
    setattr(_Collector, f"leave_{name}", leave)


for _name in ("For", "While", "FunctionDef", "Lambda", "ListComp", "GeneratorExp", "DictComp", "SetComp"):
    _repeating(_name)
