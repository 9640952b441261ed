"""Secrets and personal data in a text: what must never be trained on or published.

Patterns of the forms that issuers document, checked further where a form alone proves little: check digits of
cards and bank accounts, entropy of what is assigned to a name like `api_key`. Addresses under reserved names
(example.com, .test) and of no person (noreply) are none. A fast pattern in DuckDB comes first (`SUSPECT`).
"""

from __future__ import annotations

import math
import re
from collections import Counter

_SECRETS = {
    "AWS access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b",
    "GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
    "Slack token": r"\bxox[abposr]-[A-Za-z0-9-]{10,}",
    "Google API key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "Stripe key": r"\b[rs]k_live_[0-9A-Za-z]{20,}\b",
    "API key": r"\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}\b",
    "Hugging Face token": r"\bhf_[A-Za-z0-9]{30,}\b",
    "npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "PyPI token": r"\bpypi-AgE[A-Za-z0-9_-]{40,}",
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "JSON web token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "password in a URL": r"\b[a-z][a-z0-9+.-]*://[^\s/:@'\"<>{}$]+:[^\s/:@'\"<>{}$]{4,}@[\w.-]+",
}
_ASSIGNED = re.compile(
    r"(?i)\b[\w-]*(?:api[_-]?key|secret|access[_-]?token|auth[_-]?token|passw(?:or)?d)[\w-]*['\"]?\s*[:=]+\s*"
    r"['\"]([^\s'\"<>{}$]{12,})['\"]"
)
ENTROPY = 3.0
"""Bits a character: random hex has 3 to 4 in 32 of them, a repeated word less."""
_MAIL = re.compile(r"(?<![\w.+/-])[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})\b")
_NO_PERSON = re.compile(
    r"(?i)(?:^|\.)(?:example|test|invalid|localhost|domain|email|acme|company|yourdomain|mysite)(?:\.|$)"
    r"|\.(?:png|jpe?g|svg|gif|webp|js|css|py)$|^users\.noreply\.github\.com$"
)
_CARD = re.compile(r"(?<![\d.,-])\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?![\d.,-])")
_TRIAL = {"4242424242424242", "4111111111111111", "5555555555554444", "4000056655665556"}
"""Card numbers that payment services give for trying out."""
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_SOCIAL = re.compile(r"(?i)\b(?:ssn|social security)\D{0,20}(\d{3}-\d{2}-\d{4})\b")
_SECRET = {name: re.compile(pattern) for name, pattern in _SECRETS.items()}

SUSPECT = (
    r"AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abposr]-|AIza|k_live_|sk-|hf_|npm_|pypi-AgE|PRIVATE KEY"
    r"|eyJ|://[^\s/]+@|(?i:api[_-]?key|secret|token|passw|ssn|social security)|\w@\w"
    r"|\d{4}[ -]\d{4}[ -]\d{4}|[A-Z]{2}\d{2} ?[A-Z0-9]{4}"
)
"""For RE2: a text without a match holds nothing that `secrets` or `personal` names."""


def secrets(text: str) -> list[str]:
    """Kinds of secret in the text, with the start of each: never the whole, reports are published."""
    found = [f"{name}: {m[0][:8]}…" for name, pattern in _SECRET.items() if (m := pattern.search(text))]
    for match in _ASSIGNED.finditer(text):
        if entropy(match[1]) >= ENTROPY and any(c.isdigit() for c in match[1]):
            found.append(f"assigned secret: {match[1][:4]}…")
            break
    return found


def personal(text: str) -> list[str]:
    """Kinds of personal data in the text, with the start of each."""
    found = []
    for match in _MAIL.finditer(text):
        if not _NO_PERSON.search(match[1]) and "reply" not in match[0].lower():
            found.append(f"mail address: {match[0][:3]}…")
            break
    if any(_luhn(m[0]) for m in _CARD.finditer(text)):
        found.append("card number")
    if any(_iban(m[0]) for m in _IBAN.finditer(text)):
        found.append("bank account")
    if _SOCIAL.search(text):
        found.append("social security number")
    return found


def entropy(text: str) -> float:
    """Bits a character of the text's own distribution of characters."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())


def _luhn(text: str) -> bool:
    number = "".join(c for c in text if c.isdigit())
    if number in _TRIAL:
        return False
    digits = [int(c) for c in number]
    doubled = (sum(divmod(2 * d, 10)) for d in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _iban(text: str) -> bool:
    plain = text.replace(" ", "")
    number = "".join(str(int(c, 36)) for c in plain[4:] + plain[:4])
    return int(number) % 97 == 1
