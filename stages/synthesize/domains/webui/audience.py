"""Re-contextualization: what a visitor does with the page, in the words that stand on it."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.svg.words import count, listed
from stages.synthesize.domains.webui.sight import View
from stages.synthesize.domains.webui.statements import quoted

_OPEN = {
    "terse": ("Page on {}.", "UI for {}.", "Screen: {}."),
    "plain": (
        "I am building a page about {}.",
        "Design the screen that people see under {}.",
        "Our site has a section on {}; write its HTML.",
    ),
    "detailed": (
        "Write a self-contained HTML page for the part of a site with the words {}. Visitors read it "
        "on a desktop screen, so all of it is laid out with embedded CSS.",
        "A team needs one screen of its site, {}, as a single HTML file with its styles inline.",
    ),
    "casual": ("So I've got this page about {} to do.", "We need something for {} on the site."),
}


def recontextualize(seen: View, register: str, rng: Random) -> Description:
    """Raises NotApplicable where nothing names the page or nothing can be done on it."""
    headings = seen.quotable("heading") or seen.quotable("text")
    if not headings:
        raise NotApplicable("nothing names what the page is about")
    about = headings[0]
    kind = "heading" if about.kind == "heading" else "text"
    claims = [Claim(kind, {"text": about.text}, 2.0)]
    sentences = [rng.choice(_OPEN[register]).format(quoted(about.text))]
    deeds = _deeds(seen, rng)
    if not deeds:
        raise NotApplicable("the page only shows texts: there is nothing that a visitor does there")
    for sentence, made in deeds[: {"terse": 1, "casual": 2}.get(register, 3)]:
        sentences.append(sentence)
        claims += made
    return Description(" ".join(sentences), tuple(claims))


def _deeds(seen: View, rng: Random) -> list[tuple[str, list[Claim]]]:
    deeds = []
    if len(seen.tables) == 1 and all(seen.tables[0].columns) and seen.tables[0].columns:
        table = seen.tables[0]
        words = listed([quoted(text) for text in table.columns])
        form = rng.choice(
            ("Readers look up {w} for {n} in a table.", "A table of {n} lets people compare {w}.")
        )
        claims = [Claim("column", {"text": text}) for text in table.columns]
        claims.append(Claim("table_size", {"rows": table.rows, "columns": len(table.columns)}, 2.0))
        deeds.append(
            (form.format(w=words, n=count(table.rows, "entry").replace("entrys", "entries")), claims)
        )
    typed = [t for t in seen.quotable("field") if t.role in ("textbox", "searchbox")][:3]
    if typed:
        words = listed([quoted(thing.text) for thing in typed])
        form = rng.choice(("They type into fields that show {}.", "People fill in what shows {} at first."))
        deeds.append((form.format(words), [Claim("shows", {"role": t.role, "text": t.text}) for t in typed]))
    for kind, forms in (
        ("button", ("Pressing {} is what they come for.", "They act through {}.", "Buttons offer them {}.")),
        ("link", ("From there they go on to {}.", "Links lead on to {}.")),
    ):
        found = seen.quotable(kind)[:3]
        if found:
            words = listed([quoted(thing.text) for thing in found])
            deeds.append(
                (rng.choice(forms).format(words), [Claim(kind, {"text": t.text}, 1.5) for t in found])
            )
    return deeds
