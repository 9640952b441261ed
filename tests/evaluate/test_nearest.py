from __future__ import annotations

import io

from PIL import Image

from stages.evaluate.nearest import nearest_training_records


def record(
    name: str, instruction: str, image: bytes | None = None, slice: str = "generation/chart/text", code=None
):
    return {"record_id": name, "slice": slice, "instruction": instruction, "input_code": code, "image": image}


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


def test_texts_go_to_the_most_similar_instruction_of_their_slice():
    trains = [
        record("t1", "Draw a bar chart of apples and pears with the title Fruit"),
        record("t2", "Plot a sine wave as a dashed red line"),
        record("t3", "Plot a sine wave as a dashed red line exactly", slice="editing/chart/text"),
    ]
    tests = [
        record("a", "Please plot the sine wave with a red dashed line"),
        record("b", "bar chart: Fruit, pears"),
    ]
    found = nearest_training_records(tests, trains)
    assert {k: v["record_id"] for k, v in found.items()} == {"a": "t2", "b": "t1"}


def test_edits_are_compared_by_their_code_too():
    same = "Make the bars green"
    trains = [
        record("t1", same, code="plt.scatter(xs, ys)"),
        record("t2", same, code="plt.bar(names, heights)"),
    ]
    found = nearest_training_records([record("a", same, code="plt.bar(names, sizes)")], trains)
    assert found["a"]["record_id"] == "t2"


def test_images_go_to_the_most_similar_picture_whatever_the_instruction():
    slice = "image_to_code/svg/image"
    trains = [
        record("t1", "same words", png("navy"), slice),
        record("t2", "other words", png("orange"), slice),
    ]
    found = nearest_training_records([record("a", "same words", png("gold"), slice)], trains)
    assert found["a"]["record_id"] == "t2"


def test_ties_go_to_the_smaller_id_and_an_empty_slice_has_no_neighbour():
    trains = [record("t2", "equal words"), record("t1", "equal words")]
    tests = [record("a", "equal words"), record("b", "equal words", slice="editing/svg/text")]
    found = nearest_training_records(tests, trains)
    assert found["a"]["record_id"] == "t1" and "b" not in found
