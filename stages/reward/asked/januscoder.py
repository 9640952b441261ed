"""The paper's judge, in our words: four ratings from 1 to 5, of each the median of the votes, and their mean.

A rating becomes four yes/no criteria (at least 2, 3, 4 and 5), so that a row's total, the share of criteria
that pass, is that mean scaled to 0..1 and can be checked like every other total.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low
from typing import Any

from stages.endpoint.client import Endpoint
from stages.endpoint.protocol import Reply, Request
from stages.reward.asked.forms import DIMENSIONS, MOST, Ratings
from stages.reward.asked.material import ORDERS, Material, turns
from stages.reward.asked.yes_no import Found
from stages.reward.config import AskedSection

VERSION = "1"


def ask(asked: AskedSection, model: Endpoint, materials: Sequence[Material]) -> list[Found]:
    """The ratings of each sample as criteria. Raises JanusError where the server cannot be used."""
    form = Ratings(asked.server.structured)
    requests = [
        Request("judge", m.sample["domain"], told, form, asked.server.sampling, seed=number)
        for m in materials
        for told in [turns(m, "januscoder", ORDERS[0])]
        for number in range(asked.votes)
    ]
    replies = model.ask(requests, f"judge, ratings ({asked.server.model})")
    both = list(zip(requests, replies, strict=True))
    votes = asked.votes
    return [_found(both[at : at + votes], asked) for at in range(0, len(both), votes)]


def _found(both: list[tuple[Request, Reply]], asked: AskedSection) -> Found:
    rated = [request.form.read(reply.text) for request, reply in both if reply.problem is None]
    raw = [
        {"question": "ratings", "order": ORDERS[0], "vote": number, "request": request.key}
        | {"reply": reply.text, "problem": reply.problem}
        for number, (request, reply) in enumerate(both)
    ]
    checker = f"reward.asked.januscoder@{VERSION}:{asked.server.model}"
    if 2 * len(rated) <= len(both):
        problem = next(reply.problem for _, reply in both if reply.problem is not None)
        why = f"undecided: {len(rated)} of {len(both)} votes have ratings, the first without: {problem}"
        return Found([_criterion("ratings", "ratings", None, why, checker)], raw)
    return Found(_steps(rated, checker), raw)


def _steps(rated: list[dict[str, int]], checker: str) -> list[dict[str, Any]]:
    criteria = []
    for name in DIMENSIONS:
        rating = median_low([one[name] for one in rated])
        why = f"rated {rating} of {MOST}, the median of {len(rated)}"
        for step in range(2, MOST + 1):
            criteria.append(_criterion(f"{name}>={step}", name, rating >= step, why, checker))
    return criteria


def _criterion(name: str, kind: str, passed: bool | None, why: str, checker: str) -> dict[str, Any]:
    return {
        "id": f"januscoder:{name}",
        "kind": kind,
        "weight": 1.0,
        "passed": passed,
        "evidence": why,
        "checker": checker,
    }
