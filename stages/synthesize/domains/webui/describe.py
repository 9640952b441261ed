"""Instructions to write a page, from what it shows, in four registers."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.svg.words import article, listed
from stages.synthesize.domains.webui.sight import View
from stages.synthesize.domains.webui.statements import Statement, statements

_TERSE = (
    "{kind} with {items}",
    "HTML: {items}",
    "{kind}: {items}",
    "web UI with {items}, plain HTML and CSS",
    "small page, {items}",
    "single-file HTML, {items}",
)
_PLAIN = (
    "Write an HTML page with {items}.",
    "Create {a_kind} in HTML and CSS with {items}.",
    "Build a single HTML file that shows {items}.",
    "Write HTML with an inline style sheet for {a_kind} that has {items}.",
    "Make {a_kind} as one self-contained HTML document: {items}.",
    "Generate the markup and styles of {a_kind} with {items}.",
)
_CASUAL = (
    "Can you put together {a_kind} with {items}?",
    "I need {a_kind} for a site of mine, it should have {items}.",
    "Hey, could you code up {items} in plain HTML?",
    "Mind writing me a little page with {items}? One file is fine.",
    "Quick mock-up please: {a_kind} with {items}.",
)
_DETAILED = (
    "Build {a_kind} as a single HTML file, styles in one <style> element, no scripts and no outside files.",
    "Write a complete HTML document for {a_kind}. All CSS goes inline in a style element; load nothing.",
    "Produce a self-contained HTML page, {a_kind}, without external resources.",
    "Implement {a_kind} in one HTML file with embedded CSS; it must work offline.",
)
_NEXT = ("It shows {}.", "Include {}.", "Add {}.", "It has {}.", "There should be {}.", "Put in {}.")
_LAYOUT = {
    "beside": ("Place {}.", "Lay the page out with {}.", "Put {}."),
    "order": ("Arrange, {}.", "The order is, {}.", "Stack, {}."),
    "background": ("Give it {}.", "Use {}.", "The page has {}."),
}
_EXACT_GROUND = ("Set {}.", "Make {}.")
_KINDS = {
    "table": ("page with a table", "data table", "table view"),
    "form": ("form", "form section", "input form"),
    "navigation": ("navigation block", "navigation section"),
    "section": ("page section", "web page section", "block of a web page", "UI section"),
}


def kind(seen: View) -> tuple[str, tuple[Claim, ...]]:
    """Which sort of page this is (a key of `_KINDS`), and what saying so claims."""
    if seen.tables:
        return "table", (Claim("least", {"role": "table", "n": 1}),)
    if len(seen.of("field")) >= 2:
        return "form", (Claim("least", {"role": "field", "n": 2}),)
    if "navigation" in seen.roles and len(seen.of("link")) >= 3:
        return "navigation", (Claim("least", {"role": "link", "n": 3}),)
    return "section", ()


def describe(seen: View, register: str, rng: Random) -> Description:
    """The instruction and its claims. Raises NotApplicable where fewer than two things can be said."""
    said = statements(seen, rng, exact=register == "detailed")
    sort, claimed = kind(seen)
    noun = rng.choice(_KINDS[sort])
    n = {"terse": 2, "plain": rng.randint(3, 5), "casual": rng.randint(2, 4), "detailed": 9}[register]
    things = [s for s in said if s.topic not in _LAYOUT]
    layout = [s for s in said if s.topic in _LAYOUT]
    if len(things) < 2:
        raise NotApplicable("fewer than two things on the page can be named for certain")
    chosen = things[:n]
    claims = list(claimed) + [claim for s in chosen for claim in s.claims]
    if register == "terse":
        text = rng.choice(_TERSE).format(kind=noun, items=listed([s.phrase for s in chosen]))
        return Description(text[0].upper() + text[1:], _unique(claims))
    sentences = []
    if register == "detailed":
        sentences.append(rng.choice(_DETAILED).format(a_kind=article(noun)))
        sentences += [rng.choice(_NEXT).format(s.phrase) for s in chosen]
        extra = layout
    else:
        first = chosen[:2]
        form = rng.choice(_PLAIN if register == "plain" else _CASUAL)
        sentences.append(form.format(a_kind=article(noun), items=listed([s.phrase for s in first])))
        sentences += [rng.choice(_NEXT).format(s.phrase) for s in chosen[2:]]
        extra = rng.sample(layout, min(len(layout), rng.randint(0, 2)))
    for statement in extra:
        sentences.append(_layout(statement, rng))
        claims += statement.claims
    return Description(" ".join(sentences), _unique(claims))


def _layout(statement: Statement, rng: Random) -> str:
    exact = statement.phrase.startswith("the page background")
    return rng.choice(_EXACT_GROUND if exact else _LAYOUT[statement.topic]).format(statement.phrase)


def _unique(claims: list[Claim]) -> tuple[Claim, ...]:
    return tuple({repr((c.kind, sorted(c.args.items(), key=str))): c for c in claims}.values())


_WORDS = {
    "terse": (
        "Screenshot to HTML.",
        "HTML for this page.",
        "Code this up.",
        "Rebuild this UI.",
        "Page from image, one file.",
        "HTML and CSS for the screenshot.",
    ),
    "plain": (
        "Write the HTML and CSS of the page in this screenshot.",
        "Recreate this web page as a single HTML file.",
        "Turn the screenshot into HTML with an inline style sheet.",
        "Write a self-contained page that looks like the image.",
        "Reproduce the user interface shown in the picture in HTML.",
    ),
    "detailed": (
        "Study the screenshot and write one HTML file that reproduces it: the same texts, the same "
        "layout, the same colours. Put all styles in a style element and load nothing.",
        "Rebuild the page in the image as a complete HTML document. Keep every text, the order and "
        "places of the elements, and their colours; no outside files, grey boxes for pictures.",
        "Write the full HTML source, CSS included, of a page that renders like the screenshot.",
    ),
    "casual": (
        "Could you rebuild this page for me in HTML?",
        "Here's a screenshot, can I have the code for it?",
        "I like this bit of UI, what would the HTML look like?",
        "Hey, can you turn this picture of a page into real markup?",
        "I lost the source of this page. Please write it again from the screenshot.",
    ),
}


def describe_image(register: str, rng: Random) -> str:
    """An instruction for a screenshot; says nothing of what it shows."""
    return rng.choice(_WORDS[register])
