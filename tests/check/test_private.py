"""Secrets and personal data: planted ones are found, real code raises no alarm."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import duckdb
import pytest

from stages.check.private import SUSPECT, entropy, personal, secrets
from stages.records.identity import stream

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
WORDS = LETTERS + LETTERS.lower() + DIGITS


def random_text(alphabet: str, length: int, *key) -> str:
    numbers = stream("private", length, *key)
    return "".join(numbers.choice(alphabet) for _ in range(length))


SECRETS = {
    "AWS access key": lambda n: "AKIA" + random_text(LETTERS + DIGITS, 16, n),
    "GitHub token": lambda n: "ghp_" + random_text(WORDS, 36, n),
    "GitLab token": lambda n: "glpat-" + random_text(WORDS, 20, n),
    "Slack token": lambda n: "xoxb-" + random_text(DIGITS, 12, n) + "-" + random_text(WORDS, 24, n),
    "Google API key": lambda n: "AIza" + random_text(WORDS, 35, n),
    "Stripe key": lambda n: "sk_live_" + random_text(WORDS, 24, n),
    "API key": lambda n: "sk-" + random_text(WORDS, 40, n),
    "Hugging Face token": lambda n: "hf_" + random_text(WORDS, 34, n),
    "npm token": lambda n: "npm_" + random_text(WORDS, 36, n),
    "PyPI token": lambda n: "pypi-AgE" + random_text(WORDS, 60, n),
    "private key": lambda n: "-----BEGIN RSA PRIVATE KEY-----\n" + random_text(WORDS, 64, n),
    "JSON web token": lambda n: f"eyJ{random_text(WORDS, 20, n)}.eyJ{random_text(WORDS, 40, n)}.{'x' * 43}",
    "password in a URL": lambda n: f"postgres://admin:{random_text(WORDS, 12, n)}@db.corp.io/main",
    "assigned secret": lambda n: f"API_KEY = '{random_text('0123456789abcdef', 32, n)}'",
}
PERSONAL = {
    "mail address": lambda n: f"contact {random_text(LETTERS, 6, n).lower()}@mailbox.org please",
    "card number": lambda n: "card 4539 1488 0343 6467",
    "bank account": lambda n: "to DE89 3704 0044 0532 0130 00",
    "social security number": lambda n: "SSN: 078-05-1120",
}


def suspected(text: str) -> bool:
    """Whether the gate's query asks further."""
    return duckdb.execute("select regexp_matches(?, ?)", [text, SUSPECT]).fetchall()[0][0]


@pytest.mark.parametrize("kind", SECRETS)
def test_planted_secrets(kind):
    for n in range(20):
        text = f"import os\nx = 1  # {SECRETS[kind](n)}\nprint(x)\n"
        found = secrets(text)
        assert any(f.startswith(f"{kind}:") for f in found), text
        assert suspected(text)
        # The report is published: it must not hold the secret itself.
        assert all(len(f) <= len(kind) + 30 for f in found)


@pytest.mark.parametrize("kind", PERSONAL)
def test_planted_personal_data(kind):
    text = f"<p>{PERSONAL[kind](1)}</p>"
    assert any(f.startswith(kind) for f in personal(text)) and suspected(text)


@pytest.mark.parametrize(
    "text",
    [
        "password = 'correct horse battery'", "api_key = os.environ['API_KEY']", "token = 'xxxxxxxxxxxxxxxx'",
        "secret: '<your-secret-here-1>'", "http://user:{password}@host/", "mailto:someone@example.com",
        "icon@2x.png", "noreply@github.com", "a@b = c @ d", "4242 4242 4242 4242", "1234 5678 9012 3456",
        "0000 0000 0000 0000", "M1234 5678 9012 3457z", "GB00 ABCD 1234 5678 9012 34", "def sk_learn(): pass",
    ],
)  # fmt: skip
def test_what_only_looks_like_it(text):
    assert secrets(text) == [] and personal(text) == []


def test_real_code_raises_no_alarm():
    """Modules of installed packages that the default crawl takes seeds from."""
    files = []
    for package in ("matplotlib", "seaborn", "networkx", "statsmodels"):
        folder = Path(importlib.util.find_spec(package).origin).parent
        files += sorted(folder.rglob("*.py"), key=lambda p: p.relative_to(folder).as_posix())[:60]
    assert len(files) > 200
    texts = [re.sub(r"(?m)^.*(?i:author|copyright|maintainer).*$", "", p.read_text("utf-8")) for p in files]
    assert [p.name for p, t in zip(files, texts, strict=True) if secrets(t)] == []
    assert sum(bool(personal(t)) for t in texts) <= 5


def test_entropy():
    assert entropy("aaaa") == 0 and entropy("abab") == 1 and entropy("0123456789abcdef") == 4
