"""The paper's strategies (arXiv 2510.23538, section 3): one module each, found by being here.

A module has `Options`, its section of params (`strategy.steps.<module's name>`), and `make(options)`, which
gives a `stages.synthesize.draft.Strategy`; its attributes are JSON values or sections. A strategy whose name
params leave out is not used.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from stages.discovery import modules


@cache
def strategies() -> dict[str, ModuleType]:
    """Every strategy's module by its name."""
    return {module.__name__.rpartition(".")[2]: module for module in modules(__name__)}


def strategy_module(name: str) -> ModuleType:
    """The module of a strategy. Raises ValueError that names those there are."""
    if name not in strategies():
        raise ValueError(f"no strategy {name!r}: there are {', '.join(strategies())}")
    return strategies()[name]
