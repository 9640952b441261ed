"""Runtimes of two processes: the sample's own, which hands a document over, and the one that draws it.

What the sample hands over is a claim like any result. It is checked here for its shape only: the document is
data, whatever it holds, and picture and evidence are made by the process that draws.
"""

from __future__ import annotations

from dataclasses import replace

from stages.sandbox.worker import Outcome

_WITHOUT = ("no_output", "exception", "oom", "forbidden")
"""Statuses of a sample that hands nothing over."""


def document_of(outcome: Outcome) -> str | None:
    """What is to be drawn; None where the sample's own outcome is its verdict already."""
    handed = outcome.result
    if outcome.cause is None and isinstance(handed, dict) and handed.get("status") == "ok":
        document = handed.get("document")
        return document if isinstance(document, str) else None
    return None


def undrawn(outcome: Outcome) -> Outcome:
    """The outcome of a sample without a document; a picture or evidence of its own is not believed."""
    handed = outcome.result
    if outcome.cause is None and not (isinstance(handed, dict) and handed.get("status") in _WITHOUT):
        return replace(outcome, result=None)  # read as a damaged result
    return outcome


def joined(sample: Outcome, page: Outcome) -> Outcome:
    """The page's outcome with the sample's stderr; what both took is added, their memory was not at one time.

    Each of the two had the whole of the limits.
    """
    return replace(
        page,
        stderr=sample.stderr,
        cpu_s=sample.cpu_s + page.cpu_s,
        wall_s=sample.wall_s + page.wall_s,
        peak_rss_mb=max(sample.peak_rss_mb, page.peak_rss_mb),
    )
