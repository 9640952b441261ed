"""The algorithm domain on real executions: canonical form, instructions, edits and their claims."""

from __future__ import annotations

import json
from random import Random

import pytest

from stages.config import load_section
from stages.reward.domains import algorithm as judge
from stages.sandbox import Executor, RuntimeSection, SandboxSection
from stages.synthesize.domain import REGISTERS, NotApplicable, Program
from stages.synthesize.domains.algorithm import DOMAINS
from stages.synthesize.domains.algorithm.concepts import ADDITIONS, REWRITES
from stages.synthesize.domains.algorithm.subject import purpose
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

DOMAIN = DOMAINS[0]
CLAMP = '''from math import inf, sqrt


def unused(n):
    return n


def clamp(value, low, high=inf):
    """Keep *value* between ``low`` and ``high``. More of it below.

    >>> clamp(9, 1, 5)
    5
    >>> clamp(-3, 1)
    1
    >>> clamp("a", 1)
    Traceback (most recent call last):
        ...
    TypeError: '<' not supported between instances of 'str' and 'int'
    """
    # the order matters
    return min(max(value, low), high) if not value < low else low
'''
PAIRS = '''def pairs(n):
    """Neighbours.

    >>> list(pairs("abc"))
    ['ab', 'bc']
    >>> list(pairs("xy"))
    ['xy']
    """
    return [n[i : i + 2] for i in range(len(n) - 1)]
'''


@pytest.fixture(scope="module")
def execute():
    section = load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection)
    with Executor(*section, None, count=1) as executor:

        def run(code: str) -> Program:
            done = executor.execute(code, "test")
            assert done.status == "ok", (done.stderr, code)
            return Program(code, done.evidence)

        yield run


@pytest.fixture(scope="module")
def programs(execute) -> list[Program]:
    return [execute(CLAMP), execute(PAIRS)]


def holds(description, program: Program, before: Program | None = None) -> None:
    assert description.claims
    for claim in json.loads(json.dumps([c.as_dict() for c in description.claims])):
        passed, why = judge.check(claim, program.evidence, before and before.evidence)
        assert passed, (claim, why, description.instruction)


def test_the_canonical_form_is_short_and_passes_the_same_examples(programs, execute):
    for program in programs:
        code = DOMAIN.canonical(program.evidence, Random(1))
        assert count_tokens(code) <= CANONICAL_TOKENS and "unused" not in code and "#" not in code
        assert DOMAIN.resembles(program.evidence, execute(code).evidence) == (True, "")
    assert DOMAIN.resembles(programs[0].evidence, programs[1].evidence)[0] is False


@pytest.mark.parametrize("register", REGISTERS)
def test_instructions_claim_what_passed(programs, register):
    for program in programs:
        said = {DOMAIN.describe(program, register, Random(n)).instruction for n in range(8)}
        assert len(said) > 2 and all("min(max" not in text and "range(" not in text for text in said)
        holds(DOMAIN.describe(program, register, Random(1)), program)
        holds(DOMAIN.recontextualize(programs[0], register, Random(1)), programs[0])


def test_every_concept_is_executed_and_keeps_its_word(programs, execute):
    tried = set()
    for program in programs:
        for concept in {*DOMAIN.concepts(program), "rename_function"}:
            try:
                after = execute(DOMAIN.evolve(program, concept, Random(3)))
            except NotApplicable:
                continue
            tried.add(concept)
            for register in REGISTERS:
                edit = DOMAIN.describe_edit(concept, program, after, register, Random(2))
                holds(edit, after, program)
                assert "None" not in edit.instruction
            holds(DOMAIN.describe(after, "plain", Random(5)), after)
    assert tried >= {
        "asserts", "unittest", "table_tests", "elementwise", "lookup_table", "fixed_argument", "memoised",
        "call_count", "default_on_failure", "type_check", "rename_function", "rename_parameter", "limit",
    }  # fmt: skip
    assert tried <= {*ADDITIONS, *REWRITES}


def test_purposes_are_plain_sentences():
    assert purpose("Keep *value* in ``low``. More.") == "Keep value in low"
    assert purpose("Call :func:`f` with ~n items:\n\nmore") == "Call f with ~n items"
    assert purpose("See below for all the rest of it.") is None
    assert purpose(">>> f(1)\n2") is None
