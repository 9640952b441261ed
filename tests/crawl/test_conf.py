"""The presets in conf/crawl fit the section, and agree on what they pin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from stages.config.compose import compose_params
from stages.crawl.config import CrawlSection
from stages.crawl.connectors.local import LocalSource

PRESETS = ("default", "smoke")
COPYLEFT = ("GPL", "LGPL", "AGPL", "CC-BY-SA", "MPL", "EPL", "gnuplot")


def load(*overrides: str) -> CrawlSection:
    return CrawlSection.model_validate(yaml.safe_load(compose_params([*overrides]))["crawl"])


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_fits_and_allows_the_licences_it_expects(preset):
    section = load(f"crawl={preset}")
    assert {source.licence for source in section.sources.values()} <= set(section.licences)
    assert {"chart", "svg"} <= {source.select.domain for source in section.sources.values()}


def test_no_source_has_the_name_of_another_files_one():
    """Files are merged by name: one of the two would be gone without a word."""
    files = [path for path in sorted(Path("conf/crawl").glob("*.yaml")) if path.stem not in PRESETS]
    names = [(name, path.stem) for path in files for name in yaml.safe_load(path.read_text())["sources"]]
    where = {name: [file for found, file in names if found == name] for name, _ in names}
    assert len(where) >= 30 and {name: files for name, files in where.items() if len(files) > 1} == {}


def test_presets_pin_the_same_archives():
    pins: dict[tuple, str] = {}
    for preset in PRESETS:
        for source in load(f"crawl={preset}").sources.values():
            if not isinstance(source, LocalSource):
                key = (source.connector, source.package, source.version)
                assert pins.setdefault(key, source.sha256) == source.sha256, (preset, key)
    assert len(pins) >= 6


def under_copyleft(licence: str) -> bool:
    return all(any(name.startswith(c) for c in COPYLEFT) for name in re.split(" OR | AND ", licence))


def test_copyleft_comes_in_by_its_switch_alone():
    plain, more = load(), load("crawl/licences=copyleft")
    assert not any(under_copyleft(name) for name in plain.licences)
    added = {name: more.sources[name] for name in set(more.sources) - set(plain.sources)}
    assert {name: more.sources[name] for name in plain.sources} == plain.sources
    assert len(added) >= 2 and all(under_copyleft(source.licence) for source in added.values())
    assert set(plain.licences) < set(more.licences) and all(
        s.licence in more.licences for s in added.values()
    )


def test_the_gate_opens_by_its_own_switch():
    def gate(*overrides: str) -> set[str]:
        return set(yaml.safe_load(compose_params([*overrides]))["check"]["licences"])

    added = set(load("experiment=copyleft").licences) - set(load().licences)
    assert not added & gate("crawl/licences=copyleft")
    assert added and added <= gate("experiment=copyleft")
