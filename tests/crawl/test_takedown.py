"""What is taken down keeps its rows and ids, loses its bytes, and comes back from nowhere."""

from __future__ import annotations

import pytest

from stages.config.params import nested
from stages.crawl.__main__ import counts, crawl
from stages.crawl.memory import KIND, forget
from stages.crawl.rows import seed_rows
from stages.crawl.takedown import TakedownSection
from stages.records.cache import RecordCache
from stages.records.identity import sha256
from tests.crawl.archives import SVG, local_source, make_folder, section, svg_select


def picture(colour: int) -> bytes:
    return SVG.replace(b"#f00", f"#{colour:06x}".encode())


def taken(*contents: bytes | str, reason: str = "asked for") -> TakedownSection:
    entry = {"ref": "x", "reason": reason, "contents": [sha256(content) for content in contents]}
    return nested(TakedownSection, {"entries": [entry]})


def rows_of(found) -> dict[str, dict]:
    return {row["record_id"]: row for some in found.values() for c in some for row in seed_rows(c)}


@pytest.fixture
def sources(tmp_path):
    folder = make_folder(tmp_path / "seeds", [(f"{i}.svg", picture(i)) for i in range(12)])
    return section({"demo": local_source(folder, svg_select(cap=6))})


def test_rows_keep_their_ids_and_lose_their_content_and_one_moves_up(sources):
    before = rows_of(crawl(sources))
    gone = next(row for row in before.values() if row["kind"] == "prepared")
    raw = before[gone["parents"][0]]
    found = crawl(sources, taken(raw["content"]))
    after = rows_of(found)
    lost = {i for i, row in after.items() if row["content"] is None}
    assert lost == {gone["record_id"], raw["record_id"]}
    for record in lost:
        left = {"content": None, "decision": "drop", "reason": "takedown: asked for"}
        assert after[record] == before[record] | left
    assert counts(found)["kept"] == 6 and counts(found)["dropped_takedown"] == 1
    came = {i for i, row in after.items() if i not in before or row["decision"] != before[i]["decision"]}
    assert len(came - lost) == 2  # the next by quota: its raw row and the prepared one
    rest = set(before) - lost - came
    assert len(rest) > 10 and all(after[i] == before[i] for i in rest)


def test_the_same_bytes_do_not_come_back_from_elsewhere(tmp_path):
    make_folder(tmp_path / "one", [("a.svg", SVG)])
    make_folder(tmp_path / "two", [("moved/b.svg", SVG), ("c.svg", b"<!-- by hand -->\n" + SVG)])
    both = section(
        {
            "x": local_source(tmp_path / "one", svg_select(), package="one"),
            "y": local_source(tmp_path / "two", svg_select(), package="two", version="9.0"),
        }
    )
    rows = rows_of(crawl(section({"x": both.sources["x"].model_dump()}))).values()
    found = rows_of(crawl(both, taken(*(row["content"] for row in rows))))
    assert len(found) == 6 and all(row["content"] is None for row in found.values())
    assert {row["reason"] for row in found.values()} == {"takedown: asked for"}


def test_what_is_remembered_gives_the_same_rows_and_holds_nothing_taken_down(sources, tmp_path):
    records = RecordCache(KIND, tmp_path / "cache")
    cold = rows_of(crawl(sources, records=records))
    (entry,) = records.folder.glob("*/*.msgpack")
    first = entry.read_bytes()
    assert rows_of(crawl(sources, records=records)) == cold and entry.read_bytes() == first
    row = next(row for row in cold.values() if row["kind"] == "prepared")
    assert row["content"] in first
    entries = taken(row["content"])
    assert forget(records, entries.reasons()) == 1
    assert row["content"] not in entry.read_bytes()
    warm = rows_of(crawl(sources, entries, records))
    assert warm == rows_of(crawl(sources, entries)) and warm[row["record_id"]]["content"] is None
    assert row["content"] not in entry.read_bytes()
    assert rows_of(crawl(sources, records=records)) == cold, "without the entry it is read again"


@pytest.mark.parametrize("reason", ["", "two\nlines", "${oc.env:HOME}"])
def test_a_reason_that_params_would_change_is_refused(reason):
    with pytest.raises(ValueError, match="reason"):
        taken(SVG, reason=reason)
