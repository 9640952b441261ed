"""Rows: the raw bytes are those at the recorded place, and what is prepared is their child."""

from __future__ import annotations

import tarfile

from hypothesis import given, settings
from hypothesis import strategies as st

from stages.crawl.candidates import read_candidates
from stages.crawl.connectors.npm import NpmSource
from stages.crawl.rows import seed_rows
from stages.records.schemas import SCHEMAS, seal
from tests.crawl.archives import SVG, archive_of, make_tar, section, svg_select

SOURCE = NpmSource(
    connector="npm", package="demo", version="1.0", sha256="0" * 64, licence=None, select=svg_select()
)
CONTENT = st.one_of(
    st.binary(max_size=60),
    st.integers(0, 0xFFFFFF).map(lambda c: SVG.replace(b"#f00", f"#{c:06x}".encode())),
    st.sampled_from([b"\xef\xbb\xbf" + SVG, SVG.replace(b"><", b">\r\n<"), b"<svg/>"]),
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), CONTENT, min_size=1, max_size=6))
def test_raw_bytes_stand_in_the_archive_at_the_recorded_path_and_span(tmp_path_factory, files):
    entries = [("package/package.json", b'{"license": "MIT"}')]
    entries += [(f"package/{name}.svg", content) for name, content in sorted(files.items())]
    file = make_tar(tmp_path_factory.mktemp("rows") / "demo.tgz", entries)
    found = read_candidates(SOURCE, archive_of(file, "npm"), section({"demo": SOURCE.model_dump()}))
    rows = [row for candidate in found for row in seed_rows(candidate)]
    raw = {row["record_id"]: row for row in rows if row["kind"] == "raw"}
    assert len(raw) == len(files)
    with tarfile.open(file) as tar:
        for row in raw.values():
            data = tar.extractfile(row["path"]).read()
            assert data[row["span"]["start"] : row["span"]["end"]] == row["content"] == data
            assert (row["decision"] == "drop") == (row["reason"] is not None)
    prepared = [row for row in rows if row["kind"] == "prepared"]
    assert sorted(row["parents"][0] for row in prepared) == sorted(
        row["record_id"] for row in raw.values() if row["decision"] == "keep"
    )
    for row in rows:
        assert set(row) == set(SCHEMAS["seeds"].names)
        assert seal("seeds", row) == row
        assert row["url"] == "pkg:npm/demo@1.0" and row["licence"] == "MIT"


def test_the_same_bytes_at_the_same_path_of_two_packages_are_two_rows(tmp_path):
    entries = [("package/package.json", b'{"license": "MIT"}'), ("package/a.svg", SVG)]
    file = make_tar(tmp_path / "demo.tgz", entries)
    other = archive_of(file, "npm").__class__("npm", "other", "1.0", "1" * 64, file)
    config = section({"demo": SOURCE.model_dump()})
    ids = {
        row["record_id"]
        for archive in (archive_of(file, "npm"), other)
        for candidate in read_candidates(SOURCE, archive, config)
        for row in seed_rows(candidate)
    }
    assert len(ids) == 4


def test_a_scoped_package_has_a_purl_without_a_host(tmp_path):
    archive = archive_of(tmp_path).__class__("npm", "@tabler/icons", "3.51.0", "0" * 64, tmp_path)
    assert archive.purl == "pkg:npm/%40tabler/icons@3.51.0"
