"""Instructions that lead from one algorithm to another, from what the second defines and passes more."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.algorithm.describe import claim, defines
from stages.synthesize.domains.algorithm.edit_words import ADDED, NAMES, TESTS
from stages.synthesize.domains.algorithm.subject import Subject, subjects

_FRAMES = {
    "terse": ("{t}.",),
    "plain": ("{t}.", "Please {l}.", "In this module, {l}.", "Change the code: {l}."),
    "detailed": (
        "Take the code below and {l}. {keep}",
        "{t}. {keep}",
        "Extend the given module: {l}. {keep}",
        "Edit the program so that the following is done: {l}. {keep}",
    ),
    "casual": (
        "Could you {l}?",
        "Hey, {l} please.",
        "Nice, now {l}.",
        "Can you {l} for me?",
        "One more thing: {l}.",
    ),
}
_KEEP = (
    "Its present examples must go on passing.",
    "Keep every example that is there.",
    "All existing doctests have to pass as before.",
    "What works now must not break.",
)


def describe_edit(concept: str, before: Program, after: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where what was passed before no longer passes and the edit does not say so."""
    old = subjects(before)[-1]
    if concept in NAMES:
        task, claims, keep = _rewritten(concept, before, after, rng)
    else:
        task, claims = _added(concept, old, before, after, register, rng)
        claims.append(Claim("kept", {}))
        keep = rng.choice(_KEEP)
    text = rng.choice(_FRAMES[register]).format(
        t=task[0].upper() + task[1:], l=task[0].lower() + task[1:], keep=keep
    )
    return Description(text.strip(), tuple(claims))


def _added(
    concept: str, old: Subject, before: Program, after: Program, register: str, rng: Random
) -> tuple[str, list[Claim]]:
    if concept in TESTS:
        return _tested(concept, old, before, after, rng)
    there = {entry["name"] for entry in before.evidence["defines"]}
    new = [subject for subject in subjects(after) if subject.name not in there]
    if len(new) != 1:
        raise NotApplicable(f"{len(new)} new functions with examples")
    subject = new[0]
    if subject.purpose is None:
        raise NotApplicable("the new function's purpose does not read by itself")
    task = rng.choice(ADDED[concept]).format(
        s=subject.signature, g=subject.name, f=old.name, p=subject.purpose
    )
    claims = [Claim("new_function", {"name": subject.name}), defines(subject)]
    telling = [e for e in subject.examples if e.error is None]
    if register != "terse" and telling:
        claims += map(claim, telling)
        task += ", so that " + " and ".join(f"`{e.source}` gives `{e.want}`" for e in telling[:2])
        if len(telling) > 2:
            task += " and then " + " and ".join(f"`{e.source}` gives `{e.want}`" for e in telling[2:])
    if concept == "type_check":
        claims += [claim(e) for e in subject.examples if e.error]
    return task, claims


def _tested(
    concept: str, old: Subject, before: Program, after: Program, rng: Random
) -> tuple[str, list[Claim]]:
    kind = "unittest" if concept == "unittest" else "assert"
    count = [sum(t["kind"] == kind for t in program.evidence["tests"]) for program in (before, after)]
    more = count[1] - count[0]
    if more < 1:
        raise NotApplicable("no test more than before")
    few = f"{more} test methods" if more > 1 else "one test method"
    task = rng.choice(TESTS[concept]).format(f=old.name, n=more, few=few, s="" if more == 1 else "s")
    name = "unittests" if kind == "unittest" else "asserts"
    return task, [
        Claim(name, {"n": more}, 2.0),
        Claim("calls", {"name": old.name}),
    ] if kind == "assert" else [Claim(name, {"n": more}, 2.0)]


def _rewritten(concept: str, before: Program, after: Program, rng: Random) -> tuple[str, list[Claim], str]:
    """The signature changed: examples follow it, so that each is claimed as it stands now."""
    old, new = subjects(before)[-1], subjects(after)[-1]
    if len(old.examples) != len(new.examples):
        raise NotApplicable("the examples are not those from before")
    claims = [defines(new), *(claim(e) for e in new.examples if e.want)]
    words: dict[str, str] = {"f": old.name, "g": new.name}
    if concept == "rename_function":
        claims.append(Claim("gone", {"name": old.name}, 2.0))
        keep = "Examples and calls use the new name; nothing else changes."
    elif concept == "rename_parameter":
        pairs = [(a, b) for a, b in zip(old.names, new.names, strict=True) if a != b]
        if len(pairs) != 1:
            raise NotApplicable(f"{len(pairs)} parameters changed")
        words |= {"a": pairs[0][0], "b": pairs[0][1]}
        claims.append(Claim("kept", {}))
        keep = "Behaviour stays the same."
    else:
        words |= {"a": old.parameters[-1]["name"]}
        claims.append(Claim("keyword_only", {"name": new.name, "parameter": words["a"]}, 2.0))
        keep = "Adapt the examples where they give it by position."
    return rng.choice(NAMES[concept]).format(**words), claims, keep
