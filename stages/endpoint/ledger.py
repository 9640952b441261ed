"""Tokens and money: what the replies behind a table cost, and whether another may be asked for."""

from __future__ import annotations

from collections import Counter

from stages.endpoint.config import Budget, Prices
from stages.endpoint.journal import Entry
from stages.endpoint.protocol import Request

IMAGE_TOKENS = 1500
"""Taken for a picture before the server has counted."""


class Ledger:
    """Sums over replies, journalled ones included: a run that was cut off meets the same limits again."""

    def __init__(self, prices: Prices, budget: Budget) -> None:
        self._prices, self._budget = prices, budget
        self.tokens: Counter[str] = Counter()
        self._reserved: Counter[str] = Counter()
        self._known: set[str] = set()

    @property
    def money(self) -> float:
        return self._cost(self.tokens)

    def _cost(self, tokens: Counter[str]) -> float:
        return (tokens["input"] * self._prices.input + tokens["output"] * self._prices.output) / 1e6

    def note_known(self, key: str, entries: list[Entry]) -> None:
        """Replies that the journal already had for a request; they count once."""
        if key not in self._known:
            self._known.add(key)
            for entry in entries:
                self.note(entry)

    def note(self, entry: Entry) -> None:
        """A reply that was paid for."""
        self.tokens["input"] += entry["input_tokens"]
        self.tokens["output"] += entry["output_tokens"]

    @property
    def full(self) -> bool:
        """Whether what was spent and set aside is over the budget: nothing is asked twice then."""
        return self._over(self.tokens + self._reserved) is not None

    def _over(self, tokens: Counter[str]) -> str | None:
        if self._budget.tokens is not None and tokens.total() > self._budget.tokens:
            return f"{self._budget.tokens} tokens"
        if self._budget.money is not None and self._cost(tokens) > self._budget.money:
            return f"{self._budget.money:g} of money"
        return None

    def reserve(self, request: Request) -> str | None:
        """Set the most that a request can cost aside; where that does not fit: what it would exceed."""
        asked = _most(request)
        if over := self._over(self.tokens + self._reserved + asked):
            return over
        self._reserved += asked
        return None

    def release(self, request: Request) -> None:
        """The request is settled: what it really cost was noted."""
        self._reserved.subtract(_most(request))

    def __str__(self) -> str:
        spent = f"{self.tokens.total():,} tokens"
        if self._budget.tokens is not None:
            spent += f" of {self._budget.tokens:,}"
        if self._prices.input or self._prices.output:
            spent += f", cost {self.money:.4f}"
            if self._budget.money is not None:
                spent += f" of {self._budget.money:g}"
        return spent


def _most(request: Request) -> Counter[str]:
    """Three characters a token is on the safe side for code and prose in Latin script."""
    parts = [part for message in request.messages for part in message.parts]
    characters = sum(len(part) for part in parts if isinstance(part, str))
    pictures = sum(isinstance(part, bytes) for part in parts)
    return Counter(input=characters // 3 + IMAGE_TOKENS * pictures + 16, output=request.sampling.max_tokens)
