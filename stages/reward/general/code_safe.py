"""The program holds no secret, personal data or path of one machine, and asks for nothing over the
network.
"""

from __future__ import annotations

import re

from stages.reward.case import Case, Verdict

WEIGHT = 1.0
VERSION = "1"
_RULES = {
    "a key or password": re.compile(
        r"\b(?:sk|ghp|gho|xox[abp])[-_][A-Za-z0-9]{16,}\b|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY"
        r"|\b(?:password|passwd|secret|api_?key|token)\w*\s*[:=]\s*[\"'][^\"'\s]{8,}[\"']",
        re.IGNORECASE,
    ),
    "a path of one machine": re.compile(
        r"[\"'](?:/home/|/Users/|/root/|/mnt/|[A-Z]:\\\\?Users\\)[^\"'\n]+[\"']"
    ),
    "a request over the network": re.compile(
        r"\b(?:requests\.(?:get|post|put)|urllib\.request\.\w+|urlopen|XMLHttpRequest|socket\.create_connection)\b"
        r"|\bfetch\(\s*[\"'`]https?:"
    ),
}  # fmt: skip


def check(case: Case) -> Verdict | None:
    before = case.sample["input_code"] or ""
    for what, rule in _RULES.items():
        found = {m.group() for m in rule.finditer(case.sample["output_code"])}
        if fresh := sorted(found - {m.group() for m in rule.finditer(before)}):
            return False, f"{what}: {fresh[0][:60]!r}"
    return True, "no secret, path or request"
