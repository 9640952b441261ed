"""The default crawl for real: needs the registries, or their archives in the cache of this machine."""

from __future__ import annotations

from collections import Counter

import pytest

from stages.crawl.__main__ import crawl
from stages.records.cache import cache_root
from tests.crawl.test_conf import load

CACHE = cache_root()
"""The cache as it is outside of tests, so that archives are fetched once; read before a fixture moves it."""


@pytest.mark.registry
def test_the_default_crawl_keeps_what_was_counted(monkeypatch):
    monkeypatch.setenv("JANUS_CACHE", str(CACHE))
    found = crawl(load())
    kept = Counter(name for name, candidates in found.items() for c in candidates if c.reason is None)
    domains = {
        domain: sum(kept[name] for name, c in found.items() if c[0].source.select.domain == domain)
        for domain in {c[0].source.select.domain for c in found.values()}
    }
    assert domains["chart"] >= 841 and domains["webui"] >= 250 and domains["animation"] >= 200
    assert 560 <= kept["matplotlib"] <= 590 and kept["seaborn"] >= 30
    pictures = [name for name, c in found.items() if c[0].source.select.domain == "svg"]
    assert len(pictures) >= 10 and 600 <= sum(kept[name] for name in pictures) <= 800
    assert kept["openclipart"] == 150
    assert all(c.reason for candidates in found.values() for c in candidates if c.prepared is None)
