"""schemdraw drawings by what stands in the picture: labels, where they stand, colours of lines."""

from __future__ import annotations

import ast
import re
from collections import Counter
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, NotApplicable, Program
from stages.synthesize.domains.scientific import schematic_words as wording
from stages.synthesize.domains.scientific import words
from stages.synthesize.domains.scientific.describe import unique

MOST = 10
"""Labels that an instruction names."""
FAR = 0.2
"""Least distance of two labels that are told apart by place, as a share of the axes' span."""
VALUES = ("2.2", "3.3", "4.7", "15", "33", "68", "150", "470")
NAMES = ("X1", "N2", "T3", "Out 2", "Probe", "Ref")
Json = dict[str, Any]


def axes_of(evidence: Json) -> Json:
    """The only axes of the only figure. Raises NotApplicable."""
    figures = evidence.get("figures") or []
    if len(figures) != 1 or len(figures[0]["axes"]) != 1:
        raise NotApplicable("more than one drawing, or none")
    return figures[0]["axes"][0]


def labels(evidence: Json) -> list[str]:
    """Texts in drawing order, equal ones as often as they stand there."""
    found = (" ".join(t["text"].split()) for t in axes_of(evidence)["texts"])
    return [text for text in found if text]


def facts(evidence: Json) -> tuple[Claim, ...]:
    """All claims, most important first."""
    found = labels(evidence)
    named = [Claim("label", {"text": t}) for t in dict.fromkeys(found) if len(t) <= 60]
    count = [Claim("label_count", {"n": len(found)})] if found else []
    return (*named[:MOST], *count, *_places(evidence), *_inks(evidence))


def _places(evidence: Json) -> list[Claim]:
    """Of labels that stand there once, neighbours in drawing order that lie clearly apart."""
    axes, counts = axes_of(evidence), Counter(labels(evidence))
    shown = [t for t in axes["texts"] if counts[" ".join(t["text"].split())] == 1 and len(t["text"]) <= 30]
    spans = {"x": abs(axes["xlim"][1] - axes["xlim"][0]), "y": abs(axes["ylim"][1] - axes["ylim"][0])}
    found = []
    for a, b in zip(shown, shown[1:], strict=False):
        for side, axis, low, high in (("left_of", "x", a, b), ("above", "y", b, a)):
            distance = high[axis] - low[axis]
            if abs(distance) >= FAR * spans[axis]:
                first, second = (a, b) if distance > 0 else (b, a)
                pair = {"a": " ".join(first["text"].split()), "b": " ".join(second["text"].split())}
                found.append(Claim(side, pair, 0.5))
                break
    return found[:4]


def _inks(evidence: Json) -> list[Claim]:
    """Colours of what is drawn, but for black and white."""
    drawn = [s["colour"] for s in axes_of(evidence)["series"] if isinstance(s.get("colour"), str)]
    kept = [c for c in dict.fromkeys(drawn) if c not in ("#000000", "#ffffff")]
    return [Claim("ink", {"colour": c}, 0.5) for c in kept[:3]]


def describe(evidence: Json, register: str, rng: Random) -> Description:
    every = facts(evidence)
    named = [c for c in every if c.kind == "label"]
    if len(named) < 2:
        raise NotApplicable("fewer than two labels: nothing to tell it by")
    claims: list[Claim] = list(named)
    said = [
        rng.choice(wording.LABELS).format(texts=words.listed([words.quote(c.args["text"]) for c in named]))
    ]
    rest = [c for c in every if c.kind != "label"]
    most = {"terse": 0, "plain": 1, "detailed": len(rest), "casual": 1}[register]
    for place in sorted(rng.sample(range(len(rest)), min(most, len(rest)))):
        said.append(rng.choice(wording.SLOTS[rest[place].kind]).format(**_quoted(rest[place])))
        claims.append(rest[place])
    return Description(" ".join([rng.choice(wording.HEAD[register]), *said]), unique(claims))


def _quoted(claim: Claim) -> dict[str, Any]:
    return {k: words.quote(v) if k in ("a", "b") else v for k, v in claim.args.items()}


def literals(program: Program) -> list[ast.Constant]:
    """String literals of the program whose text stands once in the picture, and once in the program."""
    counts = Counter(labels(program.evidence))
    found = [n for n in ast.walk(ast.parse(program.code)) if isinstance(n, ast.Constant)]
    inside = {
        id(part)
        for n in ast.walk(ast.parse(program.code))
        if isinstance(n, ast.JoinedStr)
        for part in n.values
    }
    texts = Counter(n.value for n in found if isinstance(n.value, str))
    return [
        n
        for n in found
        if isinstance(n.value, str)
        and id(n) not in inside
        and counts[n.value] == texts[n.value] == 1
        and n.lineno == n.end_lineno
    ]


def relabelled(program: Program, rng: Random) -> str:
    """The program with another text for one of its labels."""
    found = literals(program)
    if not found:
        raise NotApplicable("no label stands in the program as it is drawn")
    chosen = rng.choice(sorted(found, key=lambda n: (n.lineno, n.col_offset)))
    number = re.match(r"\d+(\.\d+)?", chosen.value)
    taken = set(labels(program.evidence))
    new = [v + chosen.value[number.end() :] for v in VALUES] if number else list(NAMES)
    text = rng.choice([t for t in new if t not in taken])
    lines = program.code.split("\n")
    line = lines[chosen.lineno - 1].encode()
    lines[chosen.lineno - 1] = (
        line[: chosen.col_offset] + repr(text).encode() + line[chosen.end_col_offset :]
    ).decode()
    return "\n".join(lines)


class Schematic(Domain):
    name = "scientific"
    version = "1"
    language = "python"
    runtime = "python"

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe(program.evidence, register, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return facts(program.evidence)

    def describe_image(self, register: str, rng: Random) -> str:
        return rng.choice(wording.IMAGE[register])

    def concepts(self, program: Program) -> list[str]:
        try:
            return ["relabel"] if literals(program) else []
        except NotApplicable:
            return []

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return relabelled(program, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        old, new = Counter(labels(before.evidence)), Counter(labels(after.evidence))
        gone, come = list((old - new).elements()), list((new - old).elements())
        if len(gone) != 1 or len(come) != 1:
            raise NotApplicable("more than one label is another")
        fields = {"old": words.quote(gone[0]), "new": words.quote(come[0])}
        claims = (
            Claim("changed", Claim("label", {"text": come[0]}).as_dict(), 2.0),
            Claim("changed", Claim("no_label", {"text": gone[0]}).as_dict()),
        )
        return Description(rng.choice(wording.EDIT[register]).format(**fields), claims)
