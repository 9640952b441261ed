"""Instructions to write a function, from its signature, its purpose and the examples that passed."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.algorithm.examples import Example
from stages.synthesize.domains.algorithm.subject import Subject, subjects

_START = {
    "terse": ("`{s}`, Python.", "Python: `{s}`.", "Function `{s}`.", "`{s}` with doctests."),
    "plain": (
        "Write a Python function `{s}`.",
        "Implement `{s}` in Python.",
        "Define a function `{s}`.",
        "Create the Python function `{s}`.",
        "Write the function `{s}`, with its examples as doctests.",
    ),
    "detailed": (
        "Write a self-contained Python function with the signature `{s}`.",
        "Implement the function `{s}` with the standard library only, its examples as doctests.",
        "Give the full Python code of `{s}`, documented with examples that can be run by doctest.",
        "Define `{s}` in Python, with a docstring that holds its examples.",
    ),
    "casual": (
        "Can you write me a function `{s}`?",
        "I need a little Python function, `{s}`.",
        "Hey, could you code up `{s}` for me?",
        "Please help me with a Python function called `{s}`.",
        "I'm looking for a function `{s}`.",
    ),
}
_PURPOSE = {
    "terse": ("{p}.", "Task: {p}."),
    "plain": ("{p}.", "Its purpose: {p}.", "Its docstring says: {p}.", "What it is for: {p}."),
    "detailed": ("Its documented purpose: {p}.", "The docstring should state: {p}.", "Purpose: {p}."),
    "casual": ("The idea: {p}.", "What it's for: {p}.", "In short: {p}."),
}
_ONE = {
    "terse": ("`{source}` -> `{want}`.", "E.g. `{source}` = `{want}`."),
    "plain": ("For example, `{source}` gives `{want}`.", "`{source}` should return `{want}`."),
    "detailed": ("`{source}` has to evaluate to `{want}`.", "Expected: `{source}` shows `{want}`."),
    "casual": ("So `{source}` gives me `{want}`.", "Like, `{source}` should be `{want}`."),
}
_BLOCK = ("These examples have to pass:", "It must pass this session:", "Doctest:", "Examples to satisfy:")
_MOST = {"terse": 1, "plain": 2, "detailed": 4, "casual": 2}
_LINES = 16


def facts(program: Program) -> tuple[Claim, ...]:
    """Functions with their parameters, and every example that passed."""
    found: list[Claim] = []
    for subject in subjects(program):
        found.append(defines(subject))
        found += [claim(example) for example in subject.examples if example.want]
    return tuple(found)


def describe(program: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where no example is short enough to be told."""
    told, claims = [], []
    for subject in reversed(subjects(program)[:3]):
        sentences, said = _tell(subject, program, register, rng)
        told.append(sentences)
        claims += said
    first, *others = told
    text = " ".join(first)
    for other in others:
        text += rng.choice(("\n\nBeside it: ", "\n\nAlso needed: ", "\n\nThe module also has this: "))
        text += " ".join(other)
    tests, tested = _tests(program)
    return Description(text + tests, (*claims, *tested))


def _tell(subject: Subject, program: Program, register: str, rng: Random) -> tuple[list[str], list[Claim]]:
    sentences = [rng.choice(_START[register]).format(s=subject.signature)]
    claims = [defines(subject)]
    if subject.purpose and (register != "terse" or rng.random() < 0.7):
        sentences.append(rng.choice(_PURPOSE[register]).format(p=subject.purpose))
    if register == "detailed" and (optional := [p["name"] for p in subject.parameters if p["optional"]]):
        sentences.append(f"Optional: {', '.join(f'`{name}`' for name in optional)}.")
        claims.append(Claim("optional", {"name": subject.name, "parameters": optional}))
    defined = {entry["name"] for entry in program.evidence["defines"]}
    alone = [e for e in subject.examples if e.want and e.alone(defined)]
    if alone and rng.random() < 0.75:
        chosen = sorted(rng.sample(range(len(alone)), min(_MOST[register], len(alone))))
        for at in chosen:
            sentences.append(rng.choice(_ONE[register]).format(source=alone[at].source, want=alone[at].want))
        return sentences, [*claims, *(claim(alone[at]) for at in chosen)]
    block, shown = _session(subject)
    return [*sentences, f"{rng.choice(_BLOCK)}\n\n```\n{block}\n```\n"], [*claims, *map(claim, shown)]


def _session(subject: Subject) -> tuple[str, list[Example]]:
    """The first examples as a session at the prompt. Raises NotApplicable where the first is too long."""
    lines: list[str] = []
    shown: list[Example] = []
    last = 0
    for example in subject.examples:
        first, *rest = example.source.splitlines()
        more = [f">>> {first}", *(f"... {line}" for line in rest), *example.want.splitlines()]
        if len(lines) + len(more) > _LINES:
            break
        lines += more
        if example.want:
            shown.append(example)
            last = len(lines)
    lines = lines[:last]  # what binds a name for an example that is left out has no use
    if not shown or max(map(len, lines)) > 200:
        raise NotApplicable("no example is short enough to be told")
    return "\n".join(lines), shown


def _tests(program: Program) -> tuple[str, list[Claim]]:
    """Asserts and test cases that the program has beside its docstrings."""
    asserts = sum(test["kind"] == "assert" for test in program.evidence["tests"])
    methods = sum(test["kind"] == "unittest" for test in program.evidence["tests"])
    if asserts:
        return (
            "\n\nAfter the function, the module checks its results with assert statements.",
            [Claim("asserts", {"n": 1})],
        )
    if methods:
        return f"\n\nAdd a unittest.TestCase with {methods} tests.", [Claim("unittests", {"n": methods})]
    return "", []


def defines(subject: Subject) -> Claim:
    """That the function has these parameters, in this order."""
    return Claim("defines", {"name": subject.name, "parameters": subject.names}, 2.0)


def claim(example: Example) -> Claim:
    """That an example passes."""
    return Claim("example", {"source": example.source, "want": example.want})
