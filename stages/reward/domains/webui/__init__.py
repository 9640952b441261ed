"""Checkers of the web UI domain: does a page show what a claim says? From its boxes, and the plots in it."""

from __future__ import annotations

from typing import Any

from stages.reward.domains.scientific import charts
from stages.reward.domains.webui import drawn, edits, page
from stages.reward.domains.webui.reading import Evidence, Verdict

JUDGES = (("webui", "html"),)
VERSION = "1"
"""Raised when a checker judges differently; part of every criterion it decides."""


def check(claim: dict[str, Any], evidence: Evidence, before: Evidence | None) -> Verdict:
    """(passed, explanation) of one claim. `before` is the evidence of the page that an edit started from.

    A kind without a checker is a mistake of the claim's producer and raises KeyError.
    """
    kind, args = claim["kind"], claim["args"]
    if kind in edits.CHECKERS:
        if before is None:
            return False, f"{kind} speaks of a change, and there is no page from before"
        return edits.CHECKERS[kind](args, evidence, before)
    return (charts.CHECKERS | page.CHECKERS | drawn.CHECKERS)[kind](args, evidence)
