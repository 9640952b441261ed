"""A server with the OpenAI chat API, as a part of sections of params.yaml."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from stages.config import Section


class Sampling(Section):
    """How a model with weights is sampled; recorded in every row."""

    temperature: float = Field(ge=0, le=2)
    """0: the likeliest token each time."""
    max_tokens: int = Field(ge=1)
    """Longest reply."""


class Prices(Section):
    """Money for a million tokens, in any one currency."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)


class Budget(Section):
    """What the replies behind one table may cost together, journalled ones included. None: no limit."""

    tokens: int | None = Field(ge=0)
    money: float | None = Field(ge=0)


class Server(Section):
    """Where a model is, and how it is asked. Its key comes from the environment alone: `key_variable`."""

    role: ClassVar[str]
    """What the model is to us: names the environment's variable, the folder of the journal, the errors."""
    place: ClassVar[str]
    """Where these values stand in params.yaml."""
    base_url: str
    model: str = Field(min_length=1)
    needs_key: bool
    vision: bool
    """Pictures are shown besides code."""
    structured: bool
    """The server keeps to a JSON schema (`response_format`)."""
    batch: bool
    """Requests go out as one file of the batch API where the server has it: slower, and cheaper at some."""
    sampling: Sampling
    longest_reply: int = Field(ge=1)
    """Tokens up to which a reply that was cut off is asked for again, each time twice as long."""
    concurrency: int = Field(ge=1)
    """Most calls under way; fewer while the server is overloaded."""
    timeout_s: float = Field(gt=0)
    tries: int = Field(ge=1)
    """Sends of one request while it is answered by 429, 5xx, a broken reply or nothing."""
    formed_tries: int = Field(ge=1)
    """Sends of one request while its replies are not of the form asked for; then it stays without one."""
    backoff_s: float = Field(gt=0)
    """Longest wait before the second send; doubles with each, up to `longest_wait_s`."""
    longest_wait_s: float = Field(gt=0)
    prices: Prices
    budget: Budget

    @property
    def key_variable(self) -> str:
        """The environment's variable with the key."""
        return f"JANUS_{self.role.upper()}_KEY"
