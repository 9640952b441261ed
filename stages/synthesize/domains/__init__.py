"""Domains that strategies know: one module or package each, found by being here.

A module has `DOMAINS`: one `stages.synthesize.domain.Domain` for each runtime that its programs run in.
"""

from __future__ import annotations

from functools import cache

from stages.discovery import modules
from stages.errors import JanusError
from stages.synthesize.domain import Domain


@cache
def domains() -> dict[tuple[str, str], Domain]:
    """Every domain by (name, runtime)."""
    return {(d.name, d.runtime): d for module in modules(__name__) for d in module.DOMAINS}


def domain_of(name: str, runtime: str) -> Domain:
    """The domain of a seed. Raises JanusError that names those there are."""
    if (name, runtime) not in domains():
        known = ", ".join(f"{domain}/{engine}" for domain, engine in domains())
        raise JanusError(
            f"no domain {name!r} with runtime {runtime!r}: there are {known}",
            where="stages/synthesize/domains",
            do="correct `select.domain` and `select.language` in conf/crawl, or write the domain",
        )
    return domains()[name, runtime]
