"""Which facts of a picture an instruction really states, and what it states that the picture does not show.

A teacher's words are not ours, so a fact becomes a claim only where all it says stands in one clause: its
values, and a word for its kind. What is doubtful is no claim; the reward then judges nothing unsaid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from stages.synthesize.domain import Claim, Program

_NUMBER = re.compile(r"(?<![\w.#-])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w#])")
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SPELLED = (("color", "colour"), ("center", "centre"), ("gray", "grey"))
_CLAUSE = re.compile(r"[,;:.!?](?=\s|$)|\b(?:and|with|while|but)\b")
_SENTENCE = re.compile(r"[;.!?](?=\s|$)")
_NOT = re.compile(r"\b(?:no|not|without|never|none|don['’]t|instead of|rather than)\b")
_PLACES = ("axes", "panel")
"""Arguments that say where, by a number that nobody says."""
_CUES = {
    "title": ("titled?", "headed", "heading", "called", "named"),
    "suptitle": ("titled?", "headed", "heading", "called"),
    "xlabel": (r"x[- ]?(?:axis|label)",),
    "ylabel": (r"y[- ]?(?:axis|label)",),
    "chart_type": ("",),
    "shape": ("",),
    "colour": ("",),
    "text": ("text", "label", "word", "say", "reads?", "writ", "caption"),
    "limits": ("limit", "range", "from", "between"),
    "panel_count": ("panel", "subplot"),
    "heading": ("heading", "headline", "title"),
}
"""Words for a kind, where its own name is not what people say. An empty one: its values say it all."""
_NAMES = {
    "bar": ("(?<!horizontal )(?<!error )bar",),
    "barh": ("horizontal bar",),
    "errorbar": ("error bar",),
    "image": ("heat ?map", "image"),
    "rect": ("rect(?:angle)?", "square"),
}
"""What people call a value: patterns."""
_LEFT_OUT = {"shape": (("outlined",), ("outlined", "box"))}
"""Arguments that a claim of a kind can do without, where the instruction does not say them."""


def mentioned(facts: Iterable[Claim], text: str) -> tuple[Claim, ...]:
    """What `text` states of the facts, in their order."""
    text = _plain(text)
    said = (next((c for c in _shorter(fact) if _states(text, c)), None) for fact in facts)
    return tuple({repr(claim): claim for claim in said if claim is not None}.values())


def _shorter(fact: Claim) -> list[Claim]:
    """The fact and what is left of it without some of its arguments."""
    drop = _LEFT_OUT.get(fact.kind, ((),))
    return [
        Claim(fact.kind, {k: v for k, v in fact.args.items() if k not in names}, fact.weight)
        for names in drop
    ]


def unsupported(text: str, program: Program) -> str | None:
    """The first quoted text, hexadecimal colour or number (of two figures and more) that neither the program
    nor its result has."""
    shown = _plain(program.code + json.dumps(program.evidence, ensure_ascii=False, default=repr))
    quoted = re.findall(r"\"([^\"\n]{1,80})\"|“([^”\n]{1,80})”", text)
    said = ["".join(groups).strip(" .,;:!?") for groups in quoted]
    for each in [*said, *re.findall(r"#[0-9a-fA-F]{6}\b", text)]:
        if _plain(each) not in shown:
            return each
    bare = re.sub(r"\"[^\"\n]{1,80}\"|“[^”\n]{1,80}”|#[0-9a-fA-F]{3,8}\b", " ", text)
    there = {float(found) for found in re.findall(r"\d+(?:\.\d+)?", shown)}
    for number in re.findall(r"\d+(?:\.\d+)?", bare):
        if len(number) > 1 and float(number) not in there:
            return number
    return None


def _plain(text: str) -> str:
    text = " ".join(text.casefold().split())
    for ours, theirs in _SPELLED:
        text = text.replace(ours, theirs)
    return text


def _states(text: str, fact: Claim) -> bool:
    values = list(_leaves(fact.args))
    if any(isinstance(v, str) and " " in v.strip() or k in ("text", "labels") for k, v in fact.args.items()):
        parts = [text]
    elif any(isinstance(v, list) for v in fact.args.values()):
        parts = _SENTENCE.split(text)
    else:
        parts = _CLAUSE.split(text)
    cues = _CUES.get(fact.kind) or tuple(w for w in _plain(fact.kind).split("_") if w != "count")[-1:]
    if fact.kind.endswith("_count"):
        return any(_counts(part, fact, cues) for part in parts)
    return any(
        all(_has(part, value) for value in values)
        and any(re.search(rf"\b{cue}" if cue else "", part) for cue in cues)
        and not (_NOT.search(part) and parts != [text])
        for part in parts
    )


def _counts(part: str, fact: Claim, cues: tuple[str, ...]) -> bool:
    """`3 lines`, `three red circles`: the number shortly before what is counted."""
    nouns = [v for k, v in fact.args.items() if isinstance(v, str) and k not in _PLACES]
    names = [name for noun in nouns for name in _called(noun)] or list(cues)
    number = fact.args.get("n")
    if not isinstance(number, int) or _NOT.search(part):
        return False
    word = f"|{_WORDS[number]}" if 0 <= number < len(_WORDS) else ""
    return any(re.search(rf"\b(?:{number}{word})\s(?:[\w#-]+\s){{0,2}}{n}", part) for n in names)


def _called(value: str) -> tuple[str, ...]:
    return _NAMES.get(value) or (re.escape(_plain(value)),)


def _leaves(args: dict[str, Any]) -> Iterator[Any]:
    """Values that must be said."""
    for key, value in args.items():
        if key in _PLACES or value is None or isinstance(value, bool):
            continue
        if isinstance(value, dict):
            yield from _leaves(value)
        elif isinstance(value, list | tuple):
            yield from (v for item in value for v in _leaves({"item": item}))
        else:
            yield value


def _has(part: str, value: Any) -> bool:
    if isinstance(value, str):
        return any(re.search(rf"(?<!\w){name}(?:e?s)?(?!\w)", part) for name in _called(value))
    numbers = [float(found) for found in _NUMBER.findall(part)]
    numbers += [n for n, word in enumerate(_WORDS) if re.search(rf"\b{word}\b", part)]
    return any(abs(number - value) <= 1e-6 * max(1.0, abs(value)) for number in numbers)
