"""The yes/no questions: which are asked of a sample, and what its votes decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stages.reward.asked.material import ORDERS


@dataclass(frozen=True)
class Question:
    """`kind`: of the criterion, and the name of its template in conf/prompts/judge."""

    kind: str
    quotes: bool
    """Whether the words that decide it have to be quoted from the instruction."""
    weight: float = 2.0


SHOWS = Question("shows_what_is_asked", quotes=True)
EDITS = Question("does_the_edit", quotes=True)
SENSIBLE = Question("sensible", quotes=False)


def questions_of(sample: Mapping[str, Any]) -> tuple[Question, ...]:
    """What a sample is asked for, in this order."""
    return (EDITS if sample["task"] == "editing" else SHOWS, SENSIBLE)


@dataclass(frozen=True)
class Vote:
    """One reply read: `answer` is None where it has a `problem`."""

    order: str
    answer: bool | None
    said: str
    problem: str | None
    request: str
    """Key of the request, by which the journal has the reply."""


def decide(votes: list[Vote]) -> tuple[bool | None, str]:
    """(yes, no or None for undecided, why), from the votes on one question.

    An order of presentation says what more than half of its votes say, those without an answer counted; what
    both orders say is decided.
    """
    said = {order: _majority([v for v in votes if v.order == order]) for order in ORDERS}
    count = f"{sum(v.answer is True for v in votes)} of {len(votes)} votes say yes"
    problems = [v.problem for v in votes if v.problem is not None]
    if None not in said.values() and len(set(said.values())) == 1:
        answer = said[ORDERS[0]]
        deciding = next(v for v in votes if v.answer == answer)
        return answer, f"{count}; {deciding.said} (reply {deciding.request[:12]})"
    if problems:
        return None, f"undecided: {count}, {len(problems)} without an answer, the first {problems[0]}"
    if None in said.values():
        return None, f"undecided: {count}"
    no = next(order for order in ORDERS if not said[order])
    against = next(v for v in votes if v.order == no and v.answer is False)
    return None, f"undecided: {count}, the order {no} says no; {against.said} (reply {against.request[:12]})"


def _majority(votes: list[Vote]) -> bool | None:
    yes, no = (sum(v.answer is answer for v in votes) for answer in (True, False))
    if 2 * max(yes, no) <= len(votes):
        return None
    return yes > no
