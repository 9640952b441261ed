"""Pages in the real browser: instructions are true, edits change one thing, canonical pages are short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from random import Random

import pytest

from stages.reward.domains import artifact as artifact_judge
from stages.reward.domains import webui as web_judge
from stages.sandbox import Executor
from stages.synthesize.domain import REGISTERS, Description, NotApplicable, Program
from stages.synthesize.domains.artifact import ArtifactDomain
from stages.synthesize.domains.artifact.evolve import CONCEPTS as WIDGETS
from stages.synthesize.domains.webui import WebDomain, source
from stages.synthesize.domains.webui.edits import CONCEPTS as EDITS
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.synthesize.web_pages import FORM, TABLE, TABS

pytestmark = requires("html")
WEB, ARTIFACT = WebDomain(), ArtifactDomain()
Draw = Callable[[str], Program]


@pytest.fixture(scope="module")
def draw() -> Iterator[Draw]:
    """Execute a page that has to draw."""
    with Executor(runtimes(cpu_s=20.0, memory_mb=2048, output_kb=16384), SAFE, None, count=1) as executor:

        @cache
        def program(code: str) -> Program:
            done = executor.execute(code, "html")
            assert done.status == "ok", done.stderr
            return Program(code, done.evidence)

        yield program


def failures(judge, said: Description, after: Program, before: Program | None = None) -> list[str]:
    """What the checkers say against a description."""
    verdicts = [judge.check(c.as_dict(), after.evidence, before and before.evidence) for c in said.claims]
    return [why for passed, why in verdicts if not passed]


@pytest.mark.parametrize("code", [FORM, TABLE])
def test_descriptions_hold_of_their_page_and_fail_of_another(draw: Draw, code: str):
    program, other = draw(code), draw(TABLE if code == FORM else FORM)
    texts = set()
    for register in REGISTERS:
        for n in range(4):
            said = WEB.describe(program, register, Random(n))
            assert len(said.claims) >= 2 and failures(web_judge, said, program) == []
            assert failures(web_judge, said, other)
            texts.add(said.instruction)
    assert len(texts) >= 12


@pytest.mark.parametrize("register", REGISTERS)
def test_another_context_is_as_true(draw: Draw, register: str):
    said = WEB.recontextualize(draw(FORM), register, Random(1))
    assert "“Create an account”" in said.instruction
    assert failures(web_judge, said, draw(FORM)) == [] and failures(web_judge, said, draw(TABLE))


def test_a_page_of_bare_boxes_is_not_described(draw: Draw):
    with pytest.raises(NotApplicable, match="no text"):
        WEB.describe(draw("<div style='width:90px;height:90px;background:red'></div>"), "plain", Random(0))


@pytest.mark.parametrize("code", [FORM, TABLE])
def test_the_canonical_page_is_short_and_resembles_its_seed_alone(draw: Draw, code: str):
    seed = draw(code)
    short = WEB.canonical(seed.evidence, Random(0))
    assert count_tokens(short) <= CANONICAL_TOKENS and short == WEB.canonical(seed.evidence, Random(5))
    drawn = draw(short)
    assert WEB.resembles(seed.evidence, drawn.evidence) == (True, "")
    other = draw(TABLE if code == FORM else FORM)
    assert WEB.resembles(other.evidence, drawn.evidence)[0] is False
    assert WEB.describe(drawn, "plain", Random(0)).claims


@pytest.mark.parametrize("concept", sorted(EDITS))
def test_edits_are_done_alone_and_told_as_done(draw: Draw, concept: str):
    """On one of two pages at least the concept applies, and its claims hold, but not of the page before."""
    told = 0
    for before in (draw(FORM), draw(TABLE)):
        if concept not in WEB.concepts(before):
            continue
        try:
            after = draw(WEB.evolve(before, concept, Random(3)))
            said = WEB.describe_edit(concept, before, after, REGISTERS[told % 4], Random(3))
        except NotApplicable:
            continue
        assert failures(web_judge, said, after, before) == []
        assert failures(web_judge, said, before, before), "the page before answers the instruction too"
        told += 1
    assert told, concept


def test_an_edit_that_did_more_is_refused(draw: Draw):
    before = draw(FORM)
    more = draw(FORM.replace("Sign up</button>", "Join</button>").replace("minute", "moment"))
    with pytest.raises(NotApplicable, match="2 elements went"):
        WEB.describe_edit("button_text", before, more, "plain", Random(0))


def test_a_column_of_a_table_without_rows_is_refused(draw: Draw):
    page = "<h1>Stock</h1><table border=1><tr><th>Name</th>{}</tr></table>"
    before, after = draw(page.format("")), draw(page.format("<th>Price</th>"))
    with pytest.raises(NotApplicable, match="not one cell a row"):
        WEB.describe_edit("add_column", before, after, "plain", Random(0))


@pytest.mark.parametrize("concept", sorted(WIDGETS))
def test_widgets_work_and_their_effect_is_told(draw: Draw, concept: str):
    before = draw(TABS)
    after = draw(ARTIFACT.evolve(before, concept, Random(2)))
    edit = ARTIFACT.describe_edit(concept, before, after, "plain", Random(2))
    assert failures(artifact_judge, edit, after, before) == []
    kinds = {claim.kind for claim in edit.claims}
    assert "rest_same" in kinds and kinds & {"appears", "ground_after", "colour_after"}
    assert "Closed all day." not in edit.instruction, "that is what the page did already"
    dead = draw(after.code.replace("onclick", "onnothing").replace("oninput", "onnothing"))
    assert failures(artifact_judge, edit, dead, before), "a widget without its script answers too"


def test_a_widget_is_described_by_what_it_does(draw: Draw):
    said = ARTIFACT.describe(draw(TABS), "plain", Random(0))
    assert "“Closed all day.”" in said.instruction and "“Sundays”" in said.instruction
    assert failures(artifact_judge, said, draw(TABS)) == []
    assert failures(artifact_judge, said, draw(TABS.replace("Closed all day", "Open")))


def test_a_short_page_answers_as_the_widget_does(draw: Draw):
    seed = draw(TABS)
    code = ARTIFACT.canonical(seed.evidence, Random(0))
    short = draw(code)
    assert count_tokens(code) <= CANONICAL_TOKENS and "Closed all day." in code
    assert ARTIFACT.resembles(seed.evidence, short.evidence) == (True, "")
    assert "“Closed all day.”" in ARTIFACT.describe(short, "plain", Random(0)).instruction
    dead = draw(code.replace("onclick", "onnothing"))
    assert not ARTIFACT.resembles(seed.evidence, dead.evidence)[0]
    with pytest.raises(NotApplicable, match="no interaction"):
        ARTIFACT.canonical(draw(FORM).evidence, Random(0))


@pytest.mark.parametrize("register", REGISTERS)
def test_a_widget_is_told_anew_by_its_use(draw: Draw, register: str):
    said = {ARTIFACT.recontextualize(draw(TABS), register, Random(n)).instruction for n in range(9)}
    assert len(said) > 4 and all("“Closed all day.”" in text for text in said)
    told = ARTIFACT.recontextualize(draw(TABS), register, Random(0))
    assert failures(artifact_judge, told, draw(TABS)) == []
    assert failures(artifact_judge, told, draw(TABS.replace("Closed all day", "Open")))


def test_a_page_whose_script_fails_is_refused(draw: Draw):
    with pytest.raises(NotApplicable, match="its script fails"):
        ARTIFACT.describe(
            draw("<h1>Title here</h1><p>Words</p><script>nothing()</script>"), "plain", Random(0)
        )


def test_splices_leave_the_rest_alone():
    element = source.find(FORM, "button", "Sign up")
    assert source.retexted(FORM, element, "Join & go") == FORM.replace(">Sign up</b", ">Join &amp; go</b")
    styled = source.styled(FORM, element, color="red", font_size="9px")
    assert styled == FORM.replace("<button class", '<button style="color: red; font-size: 9px" class')
    assert source.removed(FORM, element) == FORM.replace('    <button class="save">Sign up</button>\n', "")
    with pytest.raises(NotApplicable, match="0 elements"):
        source.find(FORM, "button", "Nobody")
