"""Phrases of edits, each an order: `{f}` the old function, `{s}` the new one, `{p}` what it is for."""

from __future__ import annotations

TESTS = {
    "asserts": (
        "add assert statements at the end that check `{f}` on {n} known call{s}",
        "check `{f}` with {n} assert statement{s} below its definition",
        "state what `{f}` returns by {n} assert statement{s} at the end of the module",
    ),
    "unittest": (
        "add a unittest.TestCase for `{f}` with {few}, one for a known call each",
        "write unit tests for `{f}` with the module unittest: {few}",
        "cover `{f}` by {few} in a unittest class",
    ),
    "table_tests": (
        "add a table of arguments and expected values, and check `{f}` on each by an assert in a loop",
        "test `{f}` by a list `CASES` of arguments and results, with a loop that asserts each",
        "put known calls of `{f}` into a table `CASES` and assert each row in a loop",
    ),
}
ADDED = {
    "elementwise": (
        "add `{s}`, which applies `{f}` to each of the values and returns a list",
        "write a list version of `{f}`: `{s}`",
        "define `{s}` that gives the list of results of `{f}` for a list of values",
    ),
    "lookup_table": (
        "add `{s}`, which returns a dictionary from each value to its result under `{f}`",
        "define `{s}` that tabulates `{f}`: a dictionary of value and result",
    ),
    "fixed_argument": (
        "add `{s}`; {p}",
        "define a shortcut `{s}`. {p}",
        "give `{f}` a companion `{s}`. {p}",
    ),
    "flipped_arguments": (
        "add `{s}`, which is `{f}` with its two arguments in reversed order",
        "define `{s}`: the same as `{f}`, but the two arguments change places",
    ),
    "limit": (
        "add `{s}`, which returns a list of at most `limit` first items of the result of `{f}`",
        "define `{s}` that takes only the first `limit` items of what `{f}` gives",
    ),
    "memoised": (
        "add a memoised `{s}` that calls `{f}` through functools.lru_cache",
        "define `{s}`, a version of `{f}` that remembers its results with lru_cache",
    ),
    "call_count": (
        "add `{s}`, which calls `{f}` and counts its calls in the attribute `calls`",
        "define `{s}`: it passes its arguments on to `{f}` and keeps the number of calls in `{g}.calls`",
    ),
    "length": (
        "add `{s}`, which returns the length of what `{f}` gives",
        "define `{s}` for the number of items in the result of `{f}`",
    ),
    "as_text": (
        "add `{s}`, which returns the result of `{f}` as text, the way repr shows it",
        "define `{s}` that gives the repr of what `{f}` returns",
    ),
    "default_on_failure": (
        "add `{s}`. {p}",
        "define a forgiving version, `{s}`. {p}",
    ),
    "type_check": (
        "add `{s}`. {p}",
        "define a strict version, `{s}`. {p}",
    ),
}
NAMES = {
    "rename_function": (
        "rename the function `{f}` to `{g}`",
        "call the function `{g}` instead of `{f}`",
        "give `{f}` the name `{g}` everywhere",
    ),
    "rename_parameter": (
        "rename the parameter `{a}` of `{f}` to `{b}`",
        "let the parameter `{a}` of `{f}` be called `{b}`",
    ),
    "keyword_only": (
        "make `{a}` a keyword-only parameter of `{f}`",
        "let `{f}` take `{a}` by keyword only",
        "change `{f}` so that `{a}` cannot be given by position",
    ),
}
