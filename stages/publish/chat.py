"""Records as conversations: ShareGPT as LLaMA-Factory reads it, and the messages of OpenAI's chat format.

Pictures lie beside the text files as `images/RECORD_ID.png`; both formats name them by that path.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from stages.train.prompt import question

PLACE = "<image>"
"""LLaMA-Factory's place of a picture in a message."""
NAME = "janusforge"


def write(split: str, rows: pa.Table, out: Path) -> list[Path]:
    """Write `sharegpt/SPLIT.json`, `openai/SPLIT.jsonl` and the pictures that they name; the files."""
    for folder in ("sharegpt", "openai", "images"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    conversations, messages = [], []
    for row in _rows(rows):
        if row["image"] is not None:
            (out / picture(row)).write_bytes(row["image"])
        conversations.append(sharegpt(row))
        messages.append(json.dumps(openai(row), ensure_ascii=False))
    first, second = out / "sharegpt" / f"{split}.json", out / "openai" / f"{split}.jsonl"
    first.write_text(json.dumps(conversations, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    second.write_text("".join(f"{line}\n" for line in messages), encoding="utf-8")
    return [first, second]


def write_info(splits: list[str], out: Path) -> Path:
    """`sharegpt/dataset_info.json`: what LLaMA-Factory's `dataset_dir` needs to find the splits."""
    tags = {"role_tag": "from", "content_tag": "value", "user_tag": "human", "assistant_tag": "gpt"}
    info = {
        f"{NAME}_{split}": {
            "file_name": f"{split}.json",
            "formatting": "sharegpt",
            "columns": {"messages": "conversations", "images": "images"},
            "tags": tags,
        }
        for split in splits
    }
    path = out / "sharegpt" / "dataset_info.json"
    path.write_text(json.dumps(info, indent=1) + "\n", encoding="utf-8")
    return path


def picture(row: Mapping[str, Any]) -> str:
    """Path of a record's picture in the data set."""
    return f"images/{row['record_id']}.png"


def sharegpt(row: Mapping[str, Any]) -> dict[str, Any]:
    """`{"id", "conversations", "images"}`; paths are relative to the folder of the text file."""
    shown = row["image"] is not None
    asked = PLACE * shown + question(row).replace(PLACE, "< image >")  # a place without a picture is an error
    return {
        "id": row["record_id"],
        "conversations": [
            {"from": "human", "value": asked},
            {"from": "gpt", "value": row["output_code"].replace(PLACE, "< image >")},
        ],
        "images": [f"../{picture(row)}"] if shown else [],
    }


def openai(row: Mapping[str, Any]) -> dict[str, Any]:
    """`{"messages", "metadata"}`; a picture is a part of the user's message."""
    asked: Any = question(row)
    if row["image"] is not None:
        shown = {"type": "image_url", "image_url": {"url": picture(row)}}
        asked = [shown, {"type": "text", "text": asked}]
    answer = {"role": "assistant", "content": row["output_code"]}
    metadata = {"record_id": row["record_id"], "licence": row["licence"]}
    return {"messages": [{"role": "user", "content": asked}, answer], "metadata": metadata}


def _rows(rows: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in rows.to_batches(1000):
        yield from batch.to_pylist()
