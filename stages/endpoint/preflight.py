"""Whether an endpoint can be used at all: found out before any seed is executed, without paying."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import urlsplit

from stages.endpoint.calls import client, key, redacted
from stages.endpoint.config import Server
from stages.errors import JanusError


async def check_endpoint(section: Server) -> None:
    """List the server's models. Raises JanusError for a missing or refused key and for a wrong address.

    A model that is not listed is no error: servers load models on demand.
    """
    address = urlsplit(section.base_url)
    if address.scheme not in ("http", "https") or not address.netloc:
        raise JanusError(
            f"{section.place}.base_url is no web address: {section.base_url!r}",
            where="params.yaml",
            do="give it as http(s)://host/v1",
        )
    if section.needs_key and key(section) is None:
        raise JanusError(
            f"the endpoint {section.role} has no key",
            where=section.base_url,
            do=f"export {section.key_variable}=...,"
            f" or set {section.place}.needs_key=false for a server without keys",
        )
    import openai

    last: Exception | None = None
    async with client(section) as api:
        for attempt in range(section.tries):
            try:
                listed = await api.models.with_raw_response.list()
                if not isinstance(json.loads(listed.content).get("data"), list):
                    raise ValueError("its list of models is none")
                return
            except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
                raise JanusError(
                    f"the server refuses the key ({error.status_code}): {redacted(error.message)[:300]}",
                    where=section.base_url,
                    do=f"put a valid key into ${section.key_variable}",
                ) from None
            except (openai.RateLimitError, openai.InternalServerError, openai.APITimeoutError) as error:
                last = error
                await asyncio.sleep(min(section.longest_wait_s, section.backoff_s * 2**attempt))
            except openai.APIConnectionError as error:
                raise _wrong_place(section, f"cannot be reached: {error.__cause__ or error}") from None
            except (openai.APIError, ValueError, AttributeError) as error:
                raise _wrong_place(section, f"has no such API: {error}") from None
    raise _wrong_place(section, f"does not answer: {last}")


def _wrong_place(section: Server, what: str) -> JanusError:
    return JanusError(
        redacted(f"the {section.role}'s server {what}")[:400],
        where=section.base_url,
        do=f"start the server, or correct {section.place}.base_url (it usually ends in /v1)",
    )
