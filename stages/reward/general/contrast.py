"""Texts can be read: contrast of a text and its ground against WCAG 2.2 AA (4.5 to 1, 3 to 1 from 24 pixels).

Real pages miss AA often (67% of the kept ones have such a text), so AA is what the explanation names and
1.25 to 1 what fails: nobody reads less. Texts in the very colour of their ground are left out: their true
ground is a picture or gradient that the boxes do not tell, or they are hidden on purpose. An edit answers for
the texts whose contrast it lowered.
"""

from __future__ import annotations

from stages.reward.boxes import Said, texts
from stages.reward.case import Case, Verdict

WEIGHT = 1.0
VERSION = "2"
_AA, _AA_LARGE, _LARGE = 4.5, 3.0, 24.0
"""Contrasts that AA wants of texts, of large texts, and the pixels from which a text is large."""
_LEAST, _HIDDEN = 1.25, 1.01


def check(case: Case) -> Verdict | None:
    read = [t for t in texts(case.after) if t.colour and t.ground]
    if not read:
        return None
    earlier = {t.text for t in texts(case.starts_from) if _faint(t)} if case.starts_from else set()
    faint = [t for t in read if _faint(t) and t.text not in earlier]
    if not faint:
        least = min(contrast(t.colour or "", t.ground or "") for t in read)
        return True, f"least contrast of {len(read)} texts {least:.1f}, AA wants {_wanted(read[0])}"
    worst = min(faint, key=lambda t: (contrast(t.colour or "", t.ground or ""), t.text))
    found = contrast(worst.colour or "", worst.ground or "")
    return (
        False,
        f"{worst.text!r} in {worst.colour} on {worst.ground}: contrast {found:.2f},"
        f" AA wants {_wanted(worst)}",
    )


def _wanted(text: Said) -> float:
    return _AA_LARGE if (text.size or 0) >= _LARGE else _AA


def _faint(text: Said) -> bool:
    if not (text.colour and text.ground):
        return False
    return _HIDDEN < contrast(text.colour, text.ground) < _LEAST


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1."""
    linear = []
    for at in (1, 3, 5):
        value = int(colour[at : at + 2], 16) / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
