"""The same chart asked for by what it is to show: a purpose and a finding first, the make-up after.

Paper section 3: the code stays, the instruction is written anew from what the code really does. Here that is
what the data say (findings); charts without a clear finding are not re-contextualized.
"""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Description, NotApplicable
from stages.synthesize.domains.chart import statements as st
from stages.synthesize.domains.chart.data_statements import data
from stages.synthesize.domains.chart.describe_panels import join, unique
from stages.synthesize.domains.chart.facts import read
from stages.synthesize.domains.chart.figures import Json
from stages.synthesize.domains.chart.findings import findings
from stages.synthesize.domains.chart.wording import capital

_PURPOSE = {
    "terse": ("Show that {f}", "To see: {f}", "Point to make: {f}", "Figure, message: {f}"),
    "plain": (
        "Readers of a report should see that {f}.",
        "The figure has one job: to show that {f}.",
        "I want to make the point that {f}.",
        "Write code for a figure from which it is clear that {f}.",
        "A chart is needed as evidence that {f}.",
    ),
    "detailed": (
        "A figure for a technical report must let the reader verify that {f}.",
        "The audience will be asked about this: {f}. Prepare the figure that answers it.",
        "Purpose of the figure: it documents that {f}.",
        "Write the script for a figure whose message is that {f}.",
    ),
    "casual": (
        "My team doesn't believe me that {f}, so let's show them.",
        "I'm telling a little story here: {f}.",
        "Can we get a picture that makes it obvious that {f}?",
        "For tomorrow's slides: people should notice that {f}.",
    ),
}


def recontextualize(evidence: Json, register: str, rng: Random) -> Description:
    """Raises NotApplicable where the data have no clear finding, or the figure several panels."""
    figure = read(evidence)
    if len(figure.panels) != 1:
        raise NotApplicable("several panels: no single message")
    panel = figure.panels[0]
    found = findings(evidence, panel, rng)
    if not found:
        raise NotApplicable("the data show nothing that stands out")
    rng.shuffle(found)
    chosen = found[: {"terse": 1, "casual": 1, "plain": rng.choice((1, 2)), "detailed": 2}[register]]
    clause = " and that ".join(finding.text for finding in chosen)
    if register == "terse":
        clause = chosen[0].text
    purpose = rng.choice(_PURPOSE[register]).format(f=clause)
    noun, claims = st.head(panel, rng)
    said = st.words(panel, rng)
    if register in ("plain", "detailed"):
        said = said + data(panel, full=True)
    elif len(said) > 2:
        said = said[:2]
    body = join(noun, said, register, rng)
    text = f"{purpose}; {body[:1].lower()}{body[1:]}" if register == "terse" else f"{purpose} {body}"
    every = [*(f.claim for f in chosen), *claims, *(c for s in said for c in s.claims)]
    return Description(capital(text), unique(every))
