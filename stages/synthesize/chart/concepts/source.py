"""A chart program as a syntax tree that concepts can read and change: plotting calls, settings, data lists.

Only what stands plainly in the code counts: calls with an attribute on a plain name or a subscript of one
(`ax.plot`, `axes[0, 1].bar`, `plt.title`), literals, and names assigned once. The rest is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import libcst as cst

from stages.synthesize.chart.figures import Json, axes_of, main_number
from stages.synthesize.domain import NotApplicable

PLOTTING = (
    "plot",
    "scatter",
    "bar",
    "barh",
    "step",
    "fill_between",
    "stem",
    "pie",
    "errorbar",
    "hist",
    "imshow",
)
LOG_PLOTTING = ("semilogx", "semilogy", "loglog")
ORDER = (
    *PLOTTING,
    *LOG_PLOTTING,
    "axhline",
    "axvline",
    "title",
    "xlabel",
    "ylabel",
    "xscale",
    "yscale",
    "xlim",
    "ylim",
    "xticks",
    "yticks",
    "facecolor",
    "grid",
    "legend",
    "text",
    "annotate",
    "bar_label",
)
"""Order of statements in canonical programs; a new statement goes after the last that comes no later."""
_LAST = {name: 0 if name in (*PLOTTING, *LOG_PLOTTING) else i for i, name in enumerate(ORDER)}


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


class _Swap(cst.CSTTransformer):
    """Each marked node becomes what its function makes of it, inner ones first."""

    def __init__(self, edits: dict[int, Callable[[Any], Any]]) -> None:
        super().__init__()
        self.edits = edits

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        updated_node = super().on_leave(original_node, updated_node)
        edit = self.edits.get(id(original_node))
        return edit(updated_node) if edit else updated_node


class Source:
    """A parsed program with its evidence. Raises NotApplicable when the code does not parse."""

    def __init__(self, code: str, evidence: Json) -> None:
        try:
            self.module = cst.parse_module(code)
        except cst.ParserSyntaxError as error:
            raise NotApplicable("the code does not parse") from error
        self.evidence = evidence
        collector = _Collector()
        self.module.visit(collector)
        self.calls = collector.calls
        self._assigned = collector.assigned

    @cached_property
    def plotting(self) -> list[Call]:
        """Plotting calls on the first receiver that plots."""
        found = [c for c in self.calls if c.method in (*PLOTTING, *LOG_PLOTTING)]
        return [c for c in found if c.receiver == found[0].receiver]

    @property
    def receiver(self) -> str:
        if not self.plotting:
            raise NotApplicable("no plotting call stands plainly in the code")
        return self.plotting[0].receiver

    @cached_property
    def axes(self) -> Json:
        """Evidence of the main axes."""
        return axes_of(self.evidence)[main_number(self.evidence)]

    @property
    def single(self) -> bool:
        """One figure with one axes: what the evidence says is what the code's receiver shows."""
        return len(self.evidence.get("figures") or []) == 1 and len(axes_of(self.evidence)) == 1

    def named(self, *methods: str) -> list[Call]:
        """Calls of the methods on the plotting receiver."""
        return [
            c for c in self.calls if c.method in methods and self.plotting and c.receiver == self.receiver
        ]

    def value(self, node: cst.BaseExpression) -> cst.BaseExpression:
        """The expression behind a name that is assigned once; `np.array(list)` counts as its list."""
        if isinstance(node, cst.Name) and len(self._assigned.get(node.value, [])) == 1:
            node = self._assigned[node.value][0]
        wrapped = isinstance(node, cst.Call) and self.module.code_for_node(node.func) in (
            "np.array",
            "numpy.array",
        )
        if wrapped and len(node.args) == 1:
            node = node.args[0].value
        return node

    def code(self, node: cst.CSTNode) -> str:
        return self.module.code_for_node(node)

    def edit(self, edits: dict[cst.CSTNode, Callable[[Any], Any]]) -> str:
        """The code with each marked node changed by its function."""
        return self.module.visit(_Swap({id(node): change for node, change in edits.items()})).code

    def setter(self, name: str) -> str:
        """How the receiver spells a setting: `plt.title`, `ax.set_title`."""
        plain = self.receiver == "plt" or name in (
            "grid",
            "legend",
            "text",
            "axhline",
            "axvline",
            "annotate",
            "bar_label",
        )
        return f"{self.receiver}.{name if plain else f'set_{name}'}"

    def insertion(self, *statements: tuple[str, str]) -> dict[cst.CSTNode, Callable[[Any], Any]]:
        """Edits that add (name of the setting, arguments) as statements in canonical order.

        Raises NotApplicable when the receiver's statements stand in a loop or function.
        """
        edits: dict[cst.CSTNode, list[cst.SimpleStatementLine]] = {}
        for name, arguments in statements:
            before = [c for c in self.calls if c.receiver == self.receiver and c.line is not None]
            before = [c for c in before if _LAST.get(c.method, len(ORDER)) <= _LAST[name]]
            anchor = before[-1] if before else None
            if anchor is None or anchor.repeated or any(c.repeated for c in self.plotting):
                raise NotApplicable("no place for a new statement stands plainly in the code")
            line = cst.parse_statement(f"{self.setter(name)}({arguments})")
            edits.setdefault(anchor.line, []).append(line)
        return {
            line: (lambda updated, new=tuple(new): cst.FlattenSentinel([updated, *new]))
            for line, new in edits.items()
        }


def removal(calls: list[Call]) -> dict[cst.CSTNode, Callable[[Any], Any]]:
    """Edits that drop the statements of `calls`."""
    return {c.line: lambda updated: cst.RemoveFromParent() for c in calls}


def with_keyword(call: cst.Call, name: str, code: str | None, *, aliases: tuple[str, ...] = ()) -> cst.Call:
    """The call with keyword `name` set (in place, or at the canonical place), or without it."""
    args = [a for a in call.args]
    at = next((i for i, a in enumerate(args) if a.keyword and a.keyword.value in (name, *aliases)), None)
    if code is None:
        args = [a for i, a in enumerate(args) if i != at]
    else:
        arg = cst.Arg(
            value=cst.parse_expression(code),
            keyword=cst.Name(name),
            equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
        )
        if at is not None:
            args[at] = args[at].with_changes(value=arg.value, keyword=arg.keyword)
        else:
            args.insert(_place(args, name), arg)
    return call.with_changes(args=spaced(args))


_KEYWORDS = (
    "bottom",
    "left",
    "width",
    "height",
    "xerr",
    "yerr",
    "color",
    "linestyle",
    "marker",
    "linewidth",
    "label",
)


def _place(args: list[cst.Arg], name: str) -> int:
    """Where a keyword goes so that keywords stay in canonical order."""
    if name not in _KEYWORDS:
        return len(args)
    later = _KEYWORDS[_KEYWORDS.index(name) + 1 :]
    return next((i for i, a in enumerate(args) if a.keyword and a.keyword.value in later), len(args))


def spaced(args: list[cst.Arg]) -> list[cst.Arg]:
    """Arguments with a comma and a space between them; written line breaks stay."""
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    fixed = []
    for i, arg in enumerate(args):
        if i == len(args) - 1:
            fixed.append(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT))
        else:
            fixed.append(arg if isinstance(arg.comma, cst.Comma) else arg.with_changes(comma=comma))
    return fixed


def text_of(node: cst.BaseExpression | None) -> str | None:
    """The value of a plain string literal."""
    if isinstance(node, cst.SimpleString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def number_of(node: cst.BaseExpression) -> float | None:
    """The value of a number literal, its sign included."""
    sign = 1
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        sign, node = -1, node.expression
    if isinstance(node, cst.Integer | cst.Float):
        return sign * node.evaluated_value
    return None


def numbers_of(node: cst.BaseExpression | None) -> list[float] | None:
    """The values of a list or tuple of number literals."""
    if not isinstance(node, cst.List | cst.Tuple):
        return None
    values = [number_of(e.value) for e in node.elements]
    return None if not values or None in values else values
