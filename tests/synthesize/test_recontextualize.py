"""Re-contextualized instructions: what they say of the data or the drawing holds, and fails elsewhere."""

from __future__ import annotations

from random import Random

import pytest

from stages.reward.domains import svg as svg_reward
from stages.reward.domains.chart import check
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains.chart import DOMAINS as CHART
from stages.synthesize.domains.svg import DOMAINS as SVG
from tests.synthesize.chart_programs import drawn
from tests.synthesize.svg_pictures import SEEDS, draw

HEAD = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n"
BARS = HEAD + "ax.bar(['north', 'south', 'east'], [3, 9, 5])\n"


def two_lines(wet: str, dry: str) -> str:
    x = "[0, 1, 2, 3]"
    return f"{HEAD}ax.plot({x}, {wet}, label='wet')\nax.plot({x}, {dry}, label='dry')\nax.legend()\n"


LINES = two_lines("[1, 5, 4, 3]", "[0, 1, 2, 2.5]")
PIE = HEAD + "ax.pie([5, 3, 2], labels=['bus', 'rail', 'foot'])\n"
CLOUD = HEAD + "ax.scatter(range(10), [1, 2, 2, 4, 4, 6, 5, 8, 8, 9])\n"
GALLERY = {"bars": BARS, "lines": LINES, "pie": PIE, "cloud": CLOUD}
OTHER = {
    "bars": BARS.replace("[3, 9, 5]", "[9, 3, 5]"),
    "lines": two_lines("[0, 1, 5, 0]", "[4, 3, 2, 1]"),
    "pie": PIE.replace("[5, 3, 2]", "[2, 3, 5]"),
    "cloud": CLOUD.replace("[1, 2, 2, 4, 4, 6, 5, 8, 8, 9]", "[9, 8, 8, 5, 6, 4, 4, 2, 2, 1]"),
}
FINDINGS = {"extreme", "peak", "trend", "monotone", "correlation", "largest_share", "above"}


@pytest.mark.parametrize("name", GALLERY)
def test_what_the_data_say_holds_there_and_not_elsewhere(name: str) -> None:
    program, other = drawn(GALLERY[name]), drawn(OTHER[name])
    kinds = set()
    for register in REGISTERS:
        for seed in range(12):
            told = CHART[0].recontextualize(program, register, Random(seed))
            assert [c for c in told.claims if not check(c.as_dict(), program.evidence)[0]] == []
            said = [c for c in told.claims if c.kind in FINDINGS]
            assert said and not any(check(c.as_dict(), other.evidence)[0] for c in said)
            kinds |= {c.kind for c in said}
    assert kinds <= FINDINGS


def test_every_finding_occurs() -> None:
    found = {
        c.kind
        for code in (*GALLERY.values(), HEAD + "ax.plot([0, 1, 2], [1, 2, 4])\n", OTHER["lines"])
        for seed in range(30)
        for c in CHART[0].recontextualize(drawn(code), "detailed", Random(seed)).claims
    }
    assert found >= FINDINGS


def test_words_name_the_findings() -> None:
    texts = {CHART[0].recontextualize(drawn(BARS), "plain", Random(seed)).instruction for seed in range(20)}
    assert len(texts) > 15 and all("south" in t or "north" in t for t in texts)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (HEAD + "ax.bar(['a', 'b', 'c'], [5, 5, 5])\n", "stands out"),
        (
            HEAD.replace("ax = plt.subplots()", "(a, b) = plt.subplots(2)") + "a.plot([1, 2])\n",
            "panels",
        ),
    ],
)
def test_no_message_no_instruction(code: str, reason: str) -> None:
    with pytest.raises(NotApplicable, match=reason):
        CHART[0].recontextualize(drawn(code), "plain", Random(0))


@pytest.mark.parametrize("name", SEEDS)
def test_the_rules_of_a_brief_hold(name: str) -> None:
    evidence, told = draw(SEEDS[name]), []
    for register in REGISTERS:
        for seed in range(5):
            try:
                told.append(SVG[0].recontextualize(Program("", evidence), register, Random(seed)))
            except NotApplicable:
                continue
    assert all(svg_reward.check(c.as_dict(), evidence, None)[0] for t in told for c in t.claims)
    assert all(len(t.claims) >= 3 for t in told)


def test_most_pictures_have_a_brief() -> None:
    texts = []
    for code in SEEDS.values():
        try:
            texts.append(SVG[0].recontextualize(Program("", draw(code)), "detailed", Random(1)).instruction)
        except NotApplicable:
            continue
    assert len(texts) > len(SEEDS) / 2 and len(set(texts)) == len(texts)
