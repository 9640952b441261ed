from __future__ import annotations

import random

from stages.evaluate.choose import smallest_ranks, wrong_images


def records(count: int, slice: str = "image_to_code/chart/image", domain: str = "chart") -> list[dict]:
    return [
        {
            "record_id": f"{domain}{i:03}",
            "slice": slice,
            "domain": domain,
            "image": f"{domain}{i}".encode(),
            "roots": [f"{domain}{i}"],
        }
        for i in range(count)
    ]


def ids(rows: list[dict]) -> list[str]:
    return [r["record_id"] for r in rows]


def test_fewer_is_a_subset_of_more_in_every_slice():
    rows = records(30) + records(30, "generation/svg/text", "svg")
    few, many = smallest_ranks(rows, 4, 1), smallest_ranks(rows, 9, 1)
    assert len(few) == 8 and len(many) == 18
    assert set(ids(few)) < set(ids(many))


def test_order_of_the_table_does_not_matter_and_one_more_record_moves_at_most_one():
    rows = records(40)
    chosen = smallest_ranks(rows, 10, 1)
    shuffled = random.Random(0).sample(rows, len(rows))
    assert ids(smallest_ranks(shuffled, 10, 1)) == ids(chosen)
    more = smallest_ranks([*rows, {**rows[0], "record_id": "new"}], 10, 1)
    assert len(set(ids(more)) - set(ids(chosen))) <= 1


def test_wrong_images_are_a_derangement_within_the_domain():
    rows = records(12) + records(7, domain="svg")
    shown = wrong_images(rows, rows, 3)
    assert sorted(ids(list(shown.values()))) == sorted(ids(rows))
    for record in rows:
        other = shown[record["record_id"]]
        assert other["record_id"] != record["record_id"] and other["domain"] == record["domain"]


def test_an_equal_image_is_never_shown():
    rows = records(6)
    for row in rows[:4]:
        row["image"] = b"same"
    shown = wrong_images(rows, rows, 3)
    assert len(shown) == 6
    assert all(shown[r["record_id"]]["image"] != r["image"] for r in rows)


def test_a_variation_from_the_same_file_is_no_wrong_image():
    rows = records(9)
    for i, row in enumerate(rows):
        row["roots"] = [f"file{i % 2}"]
    shown = wrong_images(rows, rows, 3)
    assert len(shown) == 9
    assert all(shown[r["record_id"]]["roots"] != r["roots"] for r in rows)


def test_a_record_alone_has_no_wrong_image():
    rows = records(1)
    assert wrong_images(rows, rows, 3) == {}
