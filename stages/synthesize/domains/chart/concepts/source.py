"""A chart program as a syntax tree that concepts can read and change: plotting calls, settings, data lists.

Only what stands plainly in the code counts: calls with an attribute on a plain name or a subscript of one
(`ax.plot`, `axes[0, 1].bar`, `plt.title`), literals, and names assigned once. The rest is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

import libcst as cst

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.concepts.calls import Call, _Collector
from stages.synthesize.domains.chart.figures import Json, axes_of, main_number

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


class _Swap(cst.CSTTransformer):
    """Each marked node becomes what its function makes of it, inner ones first."""

    def __init__(self, edits: dict[int, Callable[[Any], Any]]) -> None:
        super().__init__()
        self.edits = edits

    # LibCST looks a method up by name at every node and attribute: most of the time of a small edit.
    def on_visit(self, node: cst.CSTNode) -> bool:
        return True

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        edit = self.edits.get(id(original_node))
        return edit(updated_node) if edit else updated_node

    def on_visit_attribute(self, node: cst.CSTNode, attribute: str) -> None:
        pass

    def on_leave_attribute(self, original_node: cst.CSTNode, attribute: str) -> None:
        pass


@lru_cache(maxsize=4)
def _parsed(code: str) -> tuple[cst.Module, _Collector]:
    """Tree and calls; a program is asked for its concepts and then changed by some of them in a row."""
    try:
        module = cst.parse_module(code)
    except cst.ParserSyntaxError as error:
        raise NotApplicable("the code does not parse") from error
    collector = _Collector()
    module.visit(collector)
    return module, collector


class Source:
    """A parsed program with its evidence. Raises NotApplicable when the code does not parse."""

    def __init__(self, code: str, evidence: Json) -> None:
        self.module, collector = _parsed(code)
        self.evidence = evidence
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
