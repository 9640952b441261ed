"""An edit leaves a page as usable in a narrow window as it was: nobody scrolls sideways because of it.

Of real pages one in eight is too wide for 640 pixels, so only what an edit brings counts.
"""

from __future__ import annotations

from stages.reward.case import Case, Verdict

WEIGHT = 1.0
VERSION = "1"
_WIDER = 1.05
"""Times the window, and times the page before, that a page may be wide."""


def check(case: Case) -> Verdict | None:
    if not case.edits or case.before is None or "narrow" not in case.after:
        return None
    now, then = case.after["narrow"], case.before["narrow"]
    window, wide, old = now["viewport"][0], now["size"][0], then["size"][0]
    if wide <= _WIDER * window or wide <= _WIDER * old:
        return True, f"{wide} pixels wide in a window of {window}, {old} before"
    beyond = ", ".join(f"<{tag}>" for tag in now["elements"])
    return (
        False,
        f"{wide} pixels wide in a window of {window}, {old} before: {beyond or 'the page'} stands over",
    )
