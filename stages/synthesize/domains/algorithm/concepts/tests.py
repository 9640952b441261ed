"""Examples as tests: asserts, a unittest class, a table of cases."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from stages.synthesize.domains.algorithm.concepts.addition import Addition, Known

_MOST = 6


def _asserts(found: Known, rng: Random) -> Addition:
    chosen = found.calls[:_MOST]
    return Addition("\n".join(f"assert {call.shown(found.name)} == {call.value!r}" for call in chosen))


def _unittest(found: Known, rng: Random) -> Addition:
    title = "".join(part.capitalize() for part in found.name.split("_"))
    lines = [f"class Test{title}(unittest.TestCase):"]
    for number, call in enumerate(found.calls[:_MOST], 1):
        lines.append(f"    def test_example_{number}(self):")
        lines.append(f"        self.assertEqual({call.shown(found.name)}, {call.value!r})")
        lines.append("")
    return Addition("\n".join(lines).rstrip(), ("import unittest",))


def _table(found: Known, rng: Random) -> Addition:
    outer = found.plain[0].outer
    rows = [
        f"    (({', '.join(call.arguments)},), {call.value!r}),"
        for call in found.plain
        if call.outer == outer
    ]
    call = found.plain[0].wrapped(f"{found.name}(*arguments)")
    loop = f"for arguments, expected in CASES:\n    assert {call} == expected"
    return Addition("CASES = [\n" + "\n".join(rows[:_MOST]) + f"\n]\n{loop}")


def _same_outer(found: Known) -> bool:
    return len(found.plain) >= 2 and sum(c.outer == found.plain[0].outer for c in found.plain) >= 2


CONCEPTS: dict[str, tuple[Callable[[Known, Random], Addition], Callable[[Known], bool]]] = {
    "asserts": (_asserts, lambda found: bool(found.calls)),
    "unittest": (_unittest, lambda found: len(found.calls) >= 2),
    "table_tests": (_table, _same_outer),
}
"""Name to (what it adds, whether it applies)."""
