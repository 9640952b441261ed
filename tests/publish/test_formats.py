"""Conversations, splits and metadata of published records."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image

from stages.publish import chat, splits

RECORD = {
    "record_id": "ab" * 16,
    "instruction": "Draw a <image> of a cat",
    "input_code": None,
    "output_code": "plot()",
    "image": None,
    "licence": "MIT",
}


@pytest.fixture(scope="module")
def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(data, "PNG")
    return data.getvalue()


def test_a_place_stands_for_a_picture_and_nothing_else(png):
    plain, shown = chat.sharegpt(RECORD), chat.sharegpt({**RECORD, "image": png})
    assert plain["images"] == [] and "<image>" not in json.dumps(plain)
    assert shown["images"] == [f"../images/{'ab' * 16}.png"]
    assert json.dumps(shown).count("<image>") == 1
    assert shown["conversations"][0]["value"].startswith("<image>Draw")


def test_old_code_is_part_of_the_question(png):
    row = {**RECORD, "input_code": "old()"}
    assert chat.openai(row)["messages"][0]["content"].endswith("old()")
    parts = chat.openai({**row, "image": png})["messages"][0]["content"]
    assert [part["type"] for part in parts] == ["image_url", "text"]


def test_pictures_keep_their_bytes_and_their_feature(png, tmp_path):
    columns = {name: ["x", "y"] for name in splits.COLUMNS}
    columns |= {
        "record_id": ["a" * 32, "b" * 32],
        "image": [png, None],
        "roots": [["r"], []],
        "weight": [1.0, 2.0],
    }
    types = {"image": pa.binary(), "roots": pa.list_(pa.string()), "weight": pa.float64()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in splits.COLUMNS])
    (path,) = splits.write("train", pa.table(columns, schema=schema), tmp_path)
    assert path.name == "train-00000-of-00001.parquet"
    table = pq.read_table(path)
    first, second = table["image"].to_pylist()
    assert first == {"bytes": png, "path": f"{'a' * 32}.png"} and second is None
    features = json.loads(table.schema.metadata[b"huggingface"])["info"]["features"]
    assert features["image"] == {"_type": "Image"} and set(features) == set(splits.COLUMNS)


def test_more_rows_than_fit_one_file(monkeypatch, tmp_path):
    monkeypatch.setattr(splits, "ROWS_A_FILE", 2)
    types = {"image": pa.binary(), "roots": pa.list_(pa.string()), "weight": pa.float64()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in splits.COLUMNS])
    rows = [dict.fromkeys(splits.COLUMNS) | {"record_id": str(i)} for i in range(5)]
    paths = splits.write("test", pa.Table.from_pylist(rows, schema=schema), tmp_path)
    assert [p.name for p in paths] == [f"test-0000{i}-of-00003.parquet" for i in range(3)]
    assert [len(pq.read_table(p)) for p in paths] == [2, 2, 1]
