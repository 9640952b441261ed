"""The domains that strategies know, by name."""

from __future__ import annotations

from stages.synthesize import chart, svg
from stages.synthesize.domain import Domain

DOMAINS: dict[str, Domain] = {domain.name: domain for domain in (chart.DOMAIN, svg.DOMAIN)}
