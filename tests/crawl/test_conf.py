"""The presets in conf/crawl fit the section, and agree on what they pin."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from stages.crawl.config import CrawlSection
from stages.crawl.connectors.local import LocalSource

CONF = Path(__file__).parents[2] / "conf/crawl"
PRESETS = sorted(CONF.glob("*.yaml"))


def load(path: Path) -> CrawlSection:
    return CrawlSection.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_there_are_presets():
    assert {"default.yaml", "smoke.yaml"} <= {path.name for path in PRESETS}


@pytest.mark.parametrize("path", PRESETS, ids=lambda p: p.stem)
def test_a_preset_fits_and_allows_the_licences_it_expects(path):
    section = load(path)
    assert {source.licence for source in section.sources.values()} <= set(section.licences)
    assert {source.select.domain for source in section.sources.values()} == {"chart", "svg"}


def test_presets_pin_the_same_archives():
    pins: dict[tuple, str] = {}
    for path in PRESETS:
        for source in load(path).sources.values():
            if not isinstance(source, LocalSource):
                key = (source.connector, source.package, source.version)
                assert pins.setdefault(key, source.sha256) == source.sha256, (path, key)
    assert len(pins) >= 6
