"""Section `teacher` of params.yaml: who writes instructions and code. `name` says which."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from stages.config import Section


class ProgrammaticTeacher(Section):
    """Syntax-tree transforms and execution-grounded words: no weights, no network."""

    name: Literal["programmatic"]


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


class EndpointTeacher(Section):
    """A server with the OpenAI chat API. Its key comes from $JANUS_TEACHER_KEY alone."""

    name: Literal["endpoint"]
    base_url: str
    model: str = Field(min_length=1)
    needs_key: bool
    vision: bool
    """The picture of the program is shown besides its code."""
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
    """Sends of one request while its replies are not of the form asked for; then the strategy goes on."""
    backoff_s: float = Field(gt=0)
    """Longest wait before the second send; doubles with each, up to `longest_wait_s`."""
    longest_wait_s: float = Field(gt=0)
    prices: Prices
    budget: Budget


class TransformersTeacher(Section):
    """A causal language model in this process."""

    name: Literal["transformers"]
    model: str = Field(min_length=1)
    """A folder, or the name of a pretrained model."""
    device: Literal["auto", "cpu", "cuda"]
    dtype: Literal["auto", "float32", "bfloat16"]
    batch: int = Field(ge=1)
    """Requests decoded together; another batch may give other replies."""
    sampling: Sampling


class TeacherSection(
    RootModel[
        Annotated[ProgrammaticTeacher | EndpointTeacher | TransformersTeacher, Field(discriminator="name")]
    ]
):
    """One of the teachers, by its name; `root` is it."""

    model_config = ConfigDict(frozen=True, strict=True)
