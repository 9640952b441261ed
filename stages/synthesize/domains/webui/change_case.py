"""A change of a page: both pages, how they differ, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.colours import name as colour_name
from stages.synthesize.domains.webui.difference import Box, Difference, named
from stages.synthesize.domains.webui.sight import FIELDS, Seen, View
from stages.synthesize.domains.webui.statements import quoted

Evidence = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """An imperative phrase without its full stop. `alone`: nothing but what it names has changed."""

    phrase: str
    claims: tuple[Claim, ...]
    alone: bool = True


@dataclass(frozen=True)
class Case:
    """Both pages, how they differ, and how exactly to speak."""

    before: View
    after: View
    found: Difference
    exact: bool
    rng: Random

    def paint(self, colour: str) -> tuple[str, dict[str, str]]:
        """Words for a colour, and a claim's arguments."""
        if self.exact:
            return colour, {"colour": colour}
        return colour_name(colour), {"name": colour_name(colour)}

    def rest(self, still: bool = False) -> Claim:
        gone, new = [named(b) for b in self.found.gone], [named(b) for b in self.found.new]
        return Claim("rest_same", {"gone": gone, "new": new, "still": still}, 2.0)


def called(thing: Seen) -> str:
    """ "the button “Save”"."""
    word = {"heading": "heading", "button": "button", "link": "link", "cell": "cell"}.get(thing.kind, "text")
    if thing.kind == "field":
        return f"the {FIELDS[thing.role or 'textbox']} that shows {quoted(thing.text)}"
    return f"the {word} {quoted(thing.text)}"


def named_in(seen: View, box: Box) -> Seen:
    """The thing that a box is, if its text names exactly one. Raises NotApplicable."""
    kinds = ("heading", "button", "link", "field", "column", "cell", "text")
    found = [t for t in seen.quotable(*kinds) if t.text == box.get("text") and t.tag == box["tag"]]
    if len(found) != 1:
        raise NotApplicable(f"<{box['tag']}> has no text that names it alone")
    return found[0]


def replaced_thing(case: Case) -> tuple[Seen, Seen]:
    if len(case.found.gone) != 1 or len(case.found.new) != 1:
        raise NotApplicable(
            f"{len(case.found.gone)} elements went and {len(case.found.new)} came, not one for one"
        )
    return named_in(case.before, case.found.gone[0]), named_in(case.after, case.found.new[0])
