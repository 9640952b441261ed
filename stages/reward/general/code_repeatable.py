"""A Python program that draws from chance says from which seed, else it draws another picture next time."""

from __future__ import annotations

import re

from stages.reward.case import Case, Verdict

WEIGHT = 1.0
VERSION = "1"
_CHANCE = re.compile(
    r"\bnp\.random\.(?:rand|randn|random|normal|uniform|randint|choice|shuffle|permutation)\("
    r"|(?<![.\w])random\.(?:random|randint|uniform|choice|gauss|shuffle|sample)\(|\bdefault_rng\(\s*\)"
    r"|\bRandomState\(\s*\)"
)
_SEED = re.compile(r"\bseed\(|\brandom_state\b|\bset_state\(")


def check(case: Case) -> Verdict | None:
    if case.sample["runtime"] not in ("python", "manim"):
        return None
    code = case.sample["output_code"]
    found = _CHANCE.search(code)
    if found is None or _SEED.search(code):
        return True, "nothing depends on an unknown seed"
    if case.sample["input_code"] and _CHANCE.search(case.sample["input_code"]):
        return True, "the input depends on chance too"
    return False, f"`{found.group()}` is drawn without a seed"
