"""Functions around the old one: elementwise, flipped, with one argument fixed, limited, counted, ..."""

from __future__ import annotations

import ast
from collections.abc import Callable
from random import Random

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.algorithm.concepts.addition import Addition, Known, documented
from stages.synthesize.domains.algorithm.examples import Call

_SIMPLE = (str, int, float, bool, bytes)


def _single(found: Known) -> list[Call]:
    """Calls with one argument, put in the same way."""
    chosen = [call for call in found.plain if len(call.arguments) == 1]
    return [call for call in chosen if call.outer == chosen[0].outer]


def _each(found: Known, rng: Random) -> Addition:
    chosen = _single(found)[:3]
    name = f"{found.name}_each"
    source = f"{name}([{', '.join(call.arguments[0] for call in chosen)}])"
    said = f"Return what {found.name} gives for each of the values, as a list."
    body = f"return [{chosen[0].wrapped(f'{found.name}(value)')} for value in values]"
    return Addition(documented(f"{name}(values)", said, [(source, repr([c.value for c in chosen]))], body))


def _lookup(found: Known, rng: Random) -> Addition:
    chosen = {ast.literal_eval(call.arguments[0]): call for call in _hashable(_single(found))[:3]}
    if len(chosen) < 2:
        raise NotApplicable("the arguments are equal")
    name, calls = f"{found.name}_table", list(chosen.values())
    source = f"{name}([{', '.join(call.arguments[0] for call in calls)}])"
    said = f"Return a dictionary from each value to what {found.name} gives for it."
    body = f"return {{value: {calls[0].wrapped(f'{found.name}(value)')} for value in values}}"
    want = repr({value: call.value for value, call in chosen.items()})
    return Addition(documented(f"{name}(values)", said, [(source, want)], body))


def _fixed(found: Known, rng: Random) -> Addition:
    call = rng.choice(_several(found))
    parameters = found.subject.names[: len(call.arguments)]
    *free, last = parameters
    name = f"{found.name}_with_fixed_{last}"
    said = f"Call {found.name} with {last} fixed to {call.arguments[-1]}."
    inner = call.wrapped(f"{found.name}({', '.join([*free, call.arguments[-1]])})")
    shown = [(f"{name}({', '.join(call.arguments[:-1])})", repr(call.value))]
    return Addition(documented(f"{name}({', '.join(free)})", said, shown, f"return {inner}"))


def _flipped(found: Known, rng: Random) -> Addition:
    call = rng.choice([c for c in _several(found) if len(c.arguments) == 2])
    first, second = found.subject.names[:2]
    name = f"{found.name}_flipped"
    said = f"Call {found.name} with its two arguments in reversed order."
    shown = [(f"{name}({call.arguments[1]}, {call.arguments[0]})", repr(call.value))]
    inner = call.wrapped(f"{found.name}({first}, {second})")
    return Addition(documented(f"{name}({second}, {first})", said, shown, f"return {inner}"))


def _limited(found: Known, rng: Random) -> Addition:
    call = rng.choice(_long(found))
    limit = rng.randrange(1, len(call.value))
    name = f"first_of_{found.name}"
    said = f"Return a list of at most `limit` first items of what {found.name} gives."
    shown = [(f"{name}({', '.join([str(limit), *call.arguments])})", repr(list(call.value[:limit])))]
    inner = f"return list(islice({found.name}(*arguments), limit))"
    return Addition(
        documented(f"{name}(limit, *arguments)", said, shown, inner), ("from itertools import islice",)
    )


def _cached(found: Known, rng: Random) -> Addition:
    call = rng.choice(_cacheable(found))
    name = f"cached_{found.name}"
    own = f"{name}({', '.join(call.arguments)})"
    want = repr(call.value)
    said = f"Call {found.name} and remember its results."
    shown = [(own, want), (own, want), (f"{name}.cache_info().hits", "1")]
    code = documented(f"{name}(*arguments)", said, shown, f"return {found.name}(*arguments)")
    return Addition(f"@lru_cache(maxsize=None)\n{code}", ("from functools import lru_cache",))


def _counted(found: Known, rng: Random) -> Addition:
    chosen = found.plain[:2]
    name = f"counted_{found.name}"
    shown = [(call.shown(name), repr(call.value)) for call in chosen]
    shown.append((f"{name}.calls", str(len(chosen))))
    said = f"Call {found.name} and count the calls in the attribute `calls`."
    body = f"{name}.calls += 1\nreturn {found.name}(*arguments)"
    return Addition(documented(f"{name}(*arguments)", said, shown, body) + f"\n\n\n{name}.calls = 0")


def _length(found: Known, rng: Random) -> Addition:
    call = rng.choice([c for c in found.plain if isinstance(c.value, (list, tuple, str, dict, set))])
    name = f"{found.name}_length"
    said = f"Return the length of what {found.name} gives."
    shown = [(f"{name}({', '.join(call.arguments)})", str(len(call.value)))]
    inner = f"return len({call.wrapped(f'{found.name}(*arguments)')})"
    return Addition(documented(f"{name}(*arguments)", said, shown, inner))


def _text(found: Known, rng: Random) -> Addition:
    call = rng.choice(found.plain)
    name = f"{found.name}_as_text"
    said = f"Return what {found.name} gives as text, the way repr shows it."
    shown = [(f"{name}({', '.join(call.arguments)})", repr(repr(call.value)))]
    inner = f"return repr({call.wrapped(f'{found.name}(*arguments)')})"
    return Addition(documented(f"{name}(*arguments)", said, shown, inner))


def _default(found: Known, rng: Random) -> Addition:
    call, error = rng.choice([(c, e) for c, e in found.failing if c.arguments and not c.named])
    name, default = f"{found.name}_or", rng.choice(("0", "-1", "'none'", "[]"))
    said = f"Return what {found.name} gives, or `default` where it raises {error}."
    shown = [(f"{name}({', '.join([default, *call.arguments])})", default)]
    same = [c for c in found.plain if c.outer == call.outer]
    shown += [(f"{name}({', '.join([default, *c.arguments])})", repr(c.value)) for c in same[:1]]
    inner = call.wrapped(f"{found.name}(*arguments)")
    body = f"try:\n    return {inner}\nexcept {error}:\n    return default"
    return Addition(documented(f"{name}(default, *arguments)", said, shown, body))


def _checked(found: Known, rng: Random) -> Addition:
    call = rng.choice(found.plain)
    kind = _kind(found)
    first = found.subject.names[0]
    name = f"checked_{found.name}"
    wrong = ", ".join(["None", *call.arguments[1:]])
    said = f"Call {found.name}, and raise TypeError where {first} is not of type {kind}."
    error = f"{first} must be {kind}"
    raised = f"Traceback (most recent call last):\n    ...\nTypeError: {error}"
    shown = [(f"{name}({', '.join(call.arguments)})", repr(call.value)), (f"{name}({wrong})", raised)]
    body = f"if not isinstance({first}, {kind}):\n    raise TypeError('{error}')\n"
    body += f"return {call.wrapped(f'{found.name}({first}, *others)')}"
    return Addition(documented(f"{name}({first}, *others)", said, shown, body))


def _hashable(calls: list[Call]) -> list[Call]:
    return [c for c in calls if all(isinstance(ast.literal_eval(a), _SIMPLE) for a in c.arguments)]


def _cacheable(found: Known) -> list[Call]:
    return [c for c in _hashable(found.plain) if c.outer is None and isinstance(c.value, _SIMPLE)]


def _several(found: Known) -> list[Call]:
    """Calls with two arguments or more, each for a parameter of its own."""
    simple = [p["name"] for p in found.subject.parameters if p["kind"] in ("positional", "any")]
    return [c for c in found.plain if 2 <= len(c.arguments) <= len(simple)]


def _long(found: Known) -> list[Call]:
    return [
        c for c in found.plain if c.outer in (None, "list") and isinstance(c.value, list) and len(c.value) > 1
    ]


def _kind(found: Known) -> str | None:
    """The type that every known first argument has; None where they differ or may be anything."""
    kinds = {type(ast.literal_eval(call.arguments[0])).__name__ for call in found.plain}
    named = found.subject.parameters and found.subject.parameters[0]["kind"] == "any"
    return kinds.pop() if len(kinds) == 1 and named and kinds <= {"str", "int", "list", "dict"} else None


CONCEPTS: dict[str, tuple[Callable[[Known, Random], Addition], Callable[[Known], bool]]] = {
    "elementwise": (_each, lambda found: len(_single(found)) >= 2 if found.plain else False),
    "lookup_table": (_lookup, lambda found: len(_hashable(_single(found))) >= 2 if found.plain else False),
    "fixed_argument": (_fixed, lambda found: bool(_several(found))),
    "flipped_arguments": (_flipped, lambda found: any(len(c.arguments) == 2 for c in _several(found))),
    "limit": (_limited, lambda found: bool(_long(found))),
    "memoised": (_cached, lambda found: bool(_cacheable(found))),
    "call_count": (_counted, lambda found: bool(found.plain)),
    "length": (_length, lambda f: any(isinstance(c.value, (list, tuple, str, dict, set)) for c in f.plain)),
    "as_text": (_text, lambda found: bool(found.plain)),
    "default_on_failure": (
        _default,
        lambda found: any(c.arguments and not c.named for c, _ in found.failing),
    ),
    "type_check": (_checked, lambda found: bool(found.plain) and _kind(found) is not None),
}
"""Name to (what it adds, whether it applies)."""
