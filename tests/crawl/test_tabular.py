"""Seeds in rows of JSON Lines and Parquet: each row found again, each bad one named."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stages.crawl.__main__ import crawl
from stages.crawl.archive import Member
from stages.crawl.config import Columns
from stages.crawl.rows import seed_rows
from stages.crawl.tabular import rows_of
from stages.records.identity import sha256
from tests.crawl.archives import LIMITS, SVG, local_source, make_folder, section, svg_select

MAPPED = {"content": "code", "path": "file", "licence": "license", "attribution": "who"}
COLUMNS = Columns(**MAPPED)


def row(colour: str = "#f00", **changes) -> dict:
    code = SVG.decode().replace("#f00", colour)
    return {"code": code, "file": f"icons/{colour[1:]}.svg", "license": "mit", "who": "B. Author"} | changes


def parquet(rows: list[dict], **options) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, **options)
    return out.getvalue()


def found_in(tmp_path, name: str, content: bytes, **source):
    folder = make_folder(tmp_path / "rows", [(name, content)])
    select = svg_select(include=[f"**/{name}"])
    values = local_source(folder, select, columns=MAPPED, **source)
    return crawl(section({"demo": values}))["demo"]


def test_every_line_is_found_at_its_span_and_every_bad_one_has_a_reason(tmp_path):
    lines = [
        json.dumps(row()).encode(),
        b"",
        b'{"code": broken',
        json.dumps(["no", "object"]).encode(),
        json.dumps({k: v for k, v in row().items() if k != "who"}).encode(),
        json.dumps(row(code=7)).encode(),
        json.dumps(row(license=None)).encode(),
        json.dumps(row("#123", license="GPL-3.0-only")).encode(),
        json.dumps(row(code=" ")).encode(),
        json.dumps(row(who="\ud800")).encode(),
        b"\xff\xfe",
        json.dumps(row("#00a"), ensure_ascii=False).encode() + b"\r",
    ]
    content = b"\n".join(lines)
    found = found_in(tmp_path, "x.jsonl", content)
    assert [c.reason for c in found] == [
        None,
        "row: no JSON (JSONDecodeError)",
        "row: not an object of columns",
        "row: no column 'who'",
        "row: column 'code' holds int, not text",
        "row: column 'license' holds NoneType, not text",
        "licence: GPL-3.0-only is not allowed",
        "row: column 'code' is empty",
        "row: column 'who' holds a lone surrogate",
        "row: no JSON (UnicodeDecodeError)",
        None,
    ]
    assert [content[c.start : c.end] for c in found] == [line.rstrip(b"\r") for line in lines if line]
    first, last = found[0], found[-1]
    assert (
        first.content == SVG and json.loads(content[last.start : last.end])["code"].encode() == last.content
    )
    assert first.path == f"x.jsonl#{sha256(SVG)[:16]}/icons/f00.svg"
    assert (first.terms.licence, first.terms.attribution) == ("MIT", "B. Author")
    rows = [r for c in found for r in seed_rows(c)]
    assert len({r["record_id"] for r in rows}) == len(rows) == 11 + 2
    assert all(r["span"]["end"] > r["span"]["start"] for r in rows)


def test_a_parquet_row_is_found_by_its_ordinal(tmp_path):
    rows = [row(), row("#123", license=None), row("#00a")]
    found = found_in(tmp_path, "x.parquet", parquet(rows, row_group_size=2))
    assert [c.reason for c in found] == [None, "row: column 'license' holds NoneType, not text", None]
    assert [(c.start, c.end) for c in found] == [(0, 1), (1, 2), (2, 3)]
    assert found[2].content.decode() == rows[found[2].start]["code"]
    assert found[2].path.startswith("x.parquet#") and found[2].path.endswith("/icons/00a.svg")


def test_both_forms_give_the_same_rows_and_a_row_before_moves_no_path(tmp_path):
    rows = [row(), row("#00a")]
    lines = b"".join(json.dumps(r).encode() + b"\n" for r in rows)
    shifted = json.dumps(row("#456")).encode() + b"\n" + lines
    named = [
        [(r.within(""), r.content) for r in rows_of(Member(name, content), COLUMNS, LIMITS)]
        for name, content in [("x.jsonl", lines), ("x.parquet", parquet(rows)), ("x.jsonl", shifted)]
    ]
    assert named[0] == named[1] == named[2][1:] and len(named[0]) == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.parquet", b"PAR1 no such file PAR1", "rows: no Parquet from here on (ArrowInvalid)"),
        ("x.parquet", b"", "rows: no Parquet from here on (ArrowInvalid)"),
        ("x.parquet", parquet([{"other": "a"}]), "row: no column 'code' in any row"),
        ("x.csv", b"code,file\n", "rows: .jsonl, .parquet hold rows, this file does not"),
    ],
)
def test_a_file_without_rows_is_one_dropped_candidate(tmp_path, name, content, reason):
    found = found_in(tmp_path, name, content)
    assert [(c.path, c.reason) for c in found] == [(name, reason)]


def test_a_parquet_file_that_is_cut_or_damaged_keeps_no_wrong_row(tmp_path):
    whole = parquet([row(f"#{i:03x}") for i in range(300)], compression="snappy")
    damaged = bytearray(whole)
    damaged[200:400] = bytes(200)
    (one,) = rows_of(Member("x.parquet", whole[:-20]), COLUMNS, LIMITS)
    assert one.refusal == "rows: no Parquet from here on (ArrowInvalid)"
    *_, last = rows_of(Member("x.parquet", bytes(damaged)), COLUMNS, LIMITS)
    assert last.refusal.startswith("rows: no Parquet from here on")


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_reading_stops_at_the_limit_of_rows(form):
    rows = [row(f"#{i:03x}") for i in range(9)]
    lines = b"".join(json.dumps(r).encode() + b"\n" for r in rows)
    member = Member(f"x.{form}", lines if form == "jsonl" else parquet(rows))
    found = list(rows_of(member, COLUMNS, LIMITS.model_copy(update={"members": 5})))
    assert len(found) == 6 and found[-1].refusal == "rows: more than 5 in a file: reading stopped here"


def test_a_row_is_bounded_by_the_selection_and_a_file_by_the_archive(tmp_path):
    large = row("#00a", code=SVG.decode() + "<!--" + "x" * 70_000 + "-->")
    lines = b"".join(json.dumps(r).encode() + b"\n" for r in (row(), large))
    found = found_in(tmp_path, "x.jsonl", lines)
    assert len(lines) > LIMITS.member_kb * 1024
    assert [c.reason and c.reason.split(":")[0] for c in found] == [None, "size"]


def test_terms_of_the_source_hold_where_no_column_says_them(tmp_path):
    folder = make_folder(tmp_path / "rows", [("x.jsonl", json.dumps({"code": SVG.decode()}).encode())])
    values = local_source(folder, svg_select(include=["*.jsonl"]), columns={"content": "code"})
    (one,) = crawl(section({"demo": values}))["demo"]
    assert (one.reason, one.terms.licence, one.terms.attribution) == (None, "MIT", "A. Author")
    assert one.path == f"x.jsonl#{sha256(SVG)[:16]}"
