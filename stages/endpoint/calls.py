"""One call to an OpenAI-compatible server through the official client, and the names of what goes wrong."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stages.endpoint.config import Server
from stages.endpoint.protocol import Message, Request, Turn
from stages.errors import JanusError

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

KEYS = ("JANUS_TEACHER_KEY", "JANUS_JUDGE_KEY")
"""`key_variable` of every role."""


@dataclass(frozen=True)
class Answer:
    """A reply as the server gave it."""

    text: str
    finish: str  # stop, length or refusal
    input_tokens: int
    output_tokens: int


class Fault(Exception):
    """A call without a reply. `kind` is counted; `again`: the same request may be sent again."""

    def __init__(self, kind: str, detail: str, *, again: bool = True, wait: float | None = None) -> None:
        super().__init__(detail)
        self.kind, self.again, self.wait = kind, again, wait


def key(section: Server) -> str | None:
    """The key in the environment, the one place it comes from."""
    return os.environ.get(section.key_variable) or None


def redacted(text: str) -> str:
    """`text` without the keys, should a server have sent one back."""
    for name in KEYS:
        if secret := os.environ.get(name):
            text = text.replace(secret, f"${name}")
    return text


def client(section: Server) -> AsyncOpenAI:
    """The official client; sending again is ours, for it has to be counted and limited."""
    from openai import AsyncOpenAI

    return AsyncOpenAI(
        api_key=key(section) or "none", base_url=section.base_url, max_retries=0, timeout=section.timeout_s
    )


async def call(api: AsyncOpenAI, section: Server, request: Request, max_tokens: int) -> Answer:
    """Raises Fault, or JanusError where no request of this configuration can succeed."""
    import openai

    try:
        # `extra_body` goes out as it is: the client's typing of each message is a third of a call's time.
        response = await api.chat.completions.with_raw_response.create(
            model=section.model, messages=[], extra_body=body_of(section, request, max_tokens)
        )
    except openai.APITimeoutError:
        raise Fault("timeout", f"no reply in {section.timeout_s:g} s") from None
    except openai.APIConnectionError as error:
        raise Fault("connection", redacted(f"{error.__cause__ or error}")) from None
    except openai.APIStatusError as error:
        raise _status_fault(error, section) from None
    return answer_of(response.content)


def body_of(section: Server, request: Request, max_tokens: int) -> dict[str, Any]:
    """What a call sends."""
    asked: dict[str, Any] = {
        "model": section.model,
        "messages": [_message(m) for m in request.messages],
        "temperature": request.sampling.temperature,
        "max_tokens": max_tokens,
        "seed": request.seed,
    }
    if request.form.structured:
        wanted = {"name": "reply", "strict": True, "schema": request.form.schema()}
        asked["response_format"] = {"type": "json_schema", "json_schema": wanted}
    return asked


def _message(message: Message | Turn) -> dict[str, Any]:
    match message.parts:
        case (str() as text,):
            return {"role": message.role, "content": text}
        case parts:
            return {"role": message.role, "content": [_part(part) for part in parts]}


def _part(part: str | bytes) -> dict[str, Any]:
    if isinstance(part, str):
        return {"type": "text", "text": part}
    url = "data:image/png;base64," + base64.b64encode(part).decode()
    return {"type": "image_url", "image_url": {"url": url}}


def answer_of(body: bytes) -> Answer:
    """Read by hand: the client takes any object for a completion. Raises Fault."""
    try:
        completion = json.loads(body)
        choice = completion["choices"][0]
        message, usage = choice["message"], completion.get("usage") or {}
        text, refusal = message.get("content") or "", message.get("refusal")
        finish = choice.get("finish_reason")
        tokens = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
        if not isinstance(text, str):
            raise TypeError("content is not a text")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Fault("broken", f"the body is not a chat completion: {error}") from None
    if refusal or finish == "content_filter":
        return Answer(redacted(refusal or text), "refusal", *tokens)
    return Answer(redacted(text), "length" if finish == "length" else "stop", *tokens)


def _status_fault(error: APIStatusError, section: Server) -> Fault | JanusError:
    status, said = error.status_code, redacted(error.message)[:300]
    if status in (401, 403):
        return JanusError(
            f"the server refuses the key ({status}): {said}",
            where=section.base_url,
            do=f"put a valid key into ${section.key_variable}",
        )
    if status == 404:
        return JanusError(
            f"the server has no model {section.model!r} or no chat API there (404): {said}",
            where=section.base_url,
            do=f"correct {section.place}.base_url (it usually ends in /v1) or {section.place}.model",
        )
    if status == 429 and "insufficient_quota" in said:
        return JanusError(
            f"the account has nothing left: {said}",
            where=section.base_url,
            do="run again when it has; every reply so far is journalled",
        )
    if status == 429:
        return Fault("429", said, wait=_seconds(error.response.headers.get("retry-after")))
    if status >= 500 or status in (408, 409):
        return Fault("5xx" if status >= 500 else str(status), said)
    return Fault("rejected", f"{status}: {said}", again=False)


def _seconds(header: str | None) -> float | None:
    """Retry-After in seconds; the form with a date is left to our own back-off."""
    try:
        return float(header) if header else None
    except ValueError:
        return None
