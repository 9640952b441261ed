"""The default crawl for real: needs the registries, or their archives in the cache of this machine."""

from __future__ import annotations

from collections import Counter

import pytest

from stages.crawl.__main__ import crawl
from stages.records.cache import cache_root
from tests.crawl.test_conf import load

CACHE = cache_root()
"""The cache as it is outside of tests, so that 41 MB are fetched once; read before a fixture moves it."""


@pytest.mark.registry
def test_the_default_crawl_keeps_what_was_counted(monkeypatch):
    monkeypatch.setenv("JANUS_CACHE", str(CACHE))
    found = crawl(load("default"))
    kept = Counter(name for name, candidates in found.items() for c in candidates if c.reason is None)
    assert 430 <= kept["matplotlib"] <= 450 and kept["seaborn"] >= 9
    assert kept["lucide"] == 160
    assert all(kept[name] >= 100 for name in ("circle-flags", "flag-icons", "super-tiny-icons"))
    assert all(c.reason for candidates in found.values() for c in candidates if c.prepared is None)
