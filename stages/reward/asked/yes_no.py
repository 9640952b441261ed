"""Samples asked the yes/no questions: each becomes a criterion, with the replies that decided it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stages.endpoint.client import Endpoint
from stages.endpoint.protocol import Reply, Request
from stages.reward.asked.forms import YesNo
from stages.reward.asked.material import ORDERS, Material, turns
from stages.reward.asked.questions import Question, Vote, decide, questions_of
from stages.reward.config import AskedSection

VERSION = "1"


@dataclass(frozen=True)
class Found:
    """Decided criteria (`passed` is None where undecided), and the raw replies behind them, for the row."""

    criteria: list[dict[str, Any]]
    replies: list[dict[str, Any]]


def ask(asked: AskedSection, model: Endpoint, materials: Sequence[Material]) -> list[Found]:
    """What the model says of each sample. Raises JanusError where the server cannot be used."""
    places = [(m, question) for m in materials for question in questions_of(m.sample)]
    requests = [request for m, question in places for request in _requests(asked, m, question)]
    replies = iter(zip(requests, model.ask(requests, f"judge ({asked.server.model})"), strict=True))
    found = []
    for material in materials:
        one = Found([], [])
        for question in questions_of(material.sample):
            votes = []
            for order, number in _votes(asked):
                request, reply = next(replies)
                votes.append(_vote(order, request, reply))
                one.replies.append(
                    {
                        "question": question.kind,
                        "order": order,
                        "vote": number,
                        "request": request.key,
                        "reply": reply.text,
                        "problem": reply.problem,
                    }
                )
            one.criteria.append(_criterion(question, votes, asked))
        found.append(one)
    return found


def _votes(asked: AskedSection) -> list[tuple[str, int]]:
    return [(order, number) for order in ORDERS for number in range(asked.votes)]


def _requests(asked: AskedSection, material: Material, question: Question) -> list[Request]:
    form = YesNo(material.sample["instruction"] if question.quotes else None, asked.server.structured)
    told = {order: turns(material, question.kind, order, quotes=question.quotes) for order in ORDERS}
    domain = material.sample["domain"]
    return [
        Request("judge", domain, told[order], form, asked.server.sampling, seed=number)
        for order, number in _votes(asked)
    ]


def _vote(order: str, request: Request, reply: Reply) -> Vote:
    if reply.problem is not None:
        return Vote(order, None, "", reply.problem, request.key)
    answer = request.form.read(reply.text)
    said = f'"{" ".join(answer.quote.split())[:120]}": {" ".join(answer.reason.split())[:200]}'
    return Vote(order, answer.yes, said, None, request.key)


def _criterion(question: Question, votes: list[Vote], asked: AskedSection) -> dict[str, Any]:
    passed, why = decide(votes)
    return {
        "id": f"general:{question.kind}",
        "kind": question.kind,
        "weight": question.weight,
        "passed": passed,
        "evidence": why,
        "checker": f"reward.asked.{question.kind}@{VERSION}:{asked.server.model}",
    }
