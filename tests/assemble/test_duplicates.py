"""Duplicates: exact and near ones found, siblings with other data kept apart."""

from __future__ import annotations

from stages.assemble.duplicates import Duplicates, find
from stages.likeness.materials import materials
from stages.records.identity import sha256
from tests.assemble.factory import sections
from tests.likeness.drawings import picture

CODE = (
    "import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots(figsize=(6.0, 4.0))\n"
    "ax.bar(['a', 'b', 'c', 'd'], [3.0, 7.5, 1.25, 4.0], color='#1f77b4', label='sales')\n"
    "ax.set_title('Sales by quarter')\nax.set_xlabel('quarter')\nax.set_ylabel('sales')\nax.grid(True)\n"
    "ax.legend(loc='upper left')\nfig.savefig('out.png')\n"
)
SAID = "Draw a bar chart of four quarters titled 'Sales by quarter' with blue bars, a grid and a legend."


def sample(name: str, code: str = CODE, said: str = SAID, **changes) -> dict:
    return {
        "record_id": name, "domain": "chart", "task": "generation", "language": "python", "instruction": said,
        "input_code": None, "input_language": "python", "output_code": code, "image_render": None,
        "output_render": None, **changes,
    }  # fmt: skip


def found(*samples: dict, images: dict[str, bytes] | None = None) -> Duplicates:
    """Duplicates of samples whose renders have `images`."""
    images = images or {}
    digests = {render: sha256(png) for render, png in images.items()}
    return find(list(samples), materials(samples, images, digests), sections()[0])


def kept(*samples: dict, **images) -> dict[str, str]:
    """Sample id to the id that is kept for it."""
    duplicates = found(*samples, **images)
    return {
        s["record_id"]: (duplicates.exact | duplicates.near).get(s["record_id"], s["record_id"])
        for s in samples
    }


def test_layout_and_comments_do_not_count():
    other = CODE.replace("([", "(\n    [").replace("ax.grid", "# lines\nax.grid")
    duplicates = found(sample("b", other, SAID.upper()), sample("a"))
    assert duplicates.exact == {"b": "a"} and duplicates.cluster == {"a": "a", "b": "a"}


def test_near_duplicate_by_code_and_instruction():
    padded = CODE + "".join(f"ax.axhline({n}.5, color='#cccccc')\n" for n in range(30))
    near = padded.replace("(0.5, color='#cccccc'", "(0.5, color='#dddddd'")
    assert padded != near
    assert kept(sample("a", padded), sample("b", near, SAID + " Please.")) == {"a": "a", "b": "a"}


def test_other_instruction_is_another_sample():
    answer = kept(sample("a"), sample("b", said="A chart with bars, please: quarterly figures, lined paper."))
    assert answer == {"a": "a", "b": "b"}


def test_canonical_siblings_with_other_data_stay():
    other = CODE.replace("3.0, 7.5, 1.25, 4.0", "9.0, 2.5, 6.75, 8.0").replace("quarter", "region")
    assert kept(sample("a"), sample("b", other)) == {"a": "a", "b": "b"}


def test_edits_compare_both_sides():
    edit = {"task": "editing", "said": "Make the bars green."}
    before = CODE.replace("#1f77b4", "#ff0000").replace("bar(", "barh(").replace("4.0)", "9.0)")
    answer = kept(
        sample("a", input_code=before, **edit), sample("b", input_code=CODE + "x = 1\n" * 9, **edit)
    )
    assert answer == {"a": "a", "b": "b"}
    assert kept(sample("a", input_code=before, **edit), sample("b", input_code=before, **edit))["b"] == "a"


def test_image_tasks_are_one_only_with_one_picture():
    image = {"task": "image_to_code"}
    answer = kept(
        sample("a", image_render="p", said="Reproduce this chart.", **image),
        sample("b", image_render="q", said="Which code draws the image shown here?", **image),
        sample("c", image_render="r", said="Reproduce this chart.", **image),
        images={"p": picture(1), "q": picture(1, quality=80), "r": picture(2)},
    )
    assert answer == {"a": "a", "b": "a", "c": "c"}


def test_programs_that_differ_need_the_very_picture():
    """A label that is another: alike as program and as picture, but another answer."""
    image = {"task": "image_to_code"}
    padded = CODE + "".join(f"ax.axhline({n}.5, color='#cccccc')\n" for n in range(30))
    other = padded.replace("Sales by quarter", "Sales by year")
    pair = (sample("a", padded, image_render="p", **image), sample("b", other, image_render="q", **image))
    assert kept(*pair, images={"p": picture(1), "q": picture(1, quality=80)}) == {"a": "a", "b": "b"}
    assert kept(*pair, images={"p": picture(1), "q": picture(1)}) == {"a": "a", "b": "a"}


def test_clusters_go_across_tasks_and_languages():
    duplicates = found(
        sample("d", image_render="p", task="image_to_code"),
        sample("c", said="Another instruction altogether, for the very same chart of sales."),
        sample("b", "<svg/>", domain="svg", language="svg", output_render="q"),
        sample("e", "x = 1\n"),
        images={"p": picture(1), "q": picture(1, quality=80)},
    )
    assert duplicates.exact == duplicates.near == {}
    assert duplicates.cluster == {"d": "b", "c": "b", "b": "b", "e": "e"}


def test_tasks_and_domains_are_never_merged():
    answer = kept(sample("a"), sample("b", task="translation"), sample("c", domain="svg"))
    assert answer == {"a": "a", "b": "b", "c": "c"}


def test_representative_is_the_smallest_id_in_any_order():
    samples = [sample(name) for name in "dbeca"]
    assert set(kept(*samples).values()) == {"a"}
    assert kept(*samples) == kept(*samples[::-1])
