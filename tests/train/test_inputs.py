"""What goes into a model: order, prompt, tokenizer, images, schedule."""

from __future__ import annotations

import io
from collections import Counter
from itertools import islice

import numpy as np
import pytest
from PIL import Image

from stages.errors import JanusError
from stages.train.images import ImageGrid, patches, square
from stages.train.order import Candidate, training_order
from stages.train.prompt import SPECIAL_TOKENS, encode, training_texts
from stages.train.schedule import checkpoint_of, checkpoint_steps
from stages.train.tokenizer import train_tokenizer
from tests.train.corpus import corpus_rows


def candidates(count: int, weight: float = 1.0) -> list[Candidate]:
    return [Candidate(i, f"{i:032x}", weight, canonical=i % 3 == 0) for i in range(count)]


def test_an_epoch_reads_each_record_once_in_another_order() -> None:
    visits = list(training_order(candidates(50), 1, epochs=2, canonical_share=None))
    first, second = visits[:50], visits[50:]
    assert [v.offset for v in visits] == list(range(100))
    assert {v.index for v in first} == {v.index for v in second} == set(range(50))
    assert [v.index for v in first] != [v.index for v in second]


def test_dropping_a_record_moves_no_other() -> None:
    whole = list(islice(training_order(candidates(50), 1, epochs=1, canonical_share=None), 50))
    less = list(
        training_order([c for c in candidates(50) if c.index != 7], 1, epochs=1, canonical_share=None)
    )
    assert [v.index for v in whole if v.index != 7] == [v.index for v in less]


def test_weights_are_expected_readings() -> None:
    light, heavy = candidates(400, 0.5)[:200], candidates(400, 2.5)[200:]
    read = Counter(v.index for v in training_order(light + heavy, 1, epochs=4, canonical_share=None))
    assert sum(read[i] for i in range(200)) / 200 == pytest.approx(4 * 0.5, rel=0.1)
    assert sum(read[i] for i in range(200, 400)) / 200 == pytest.approx(4 * 2.5, rel=0.1)


def test_the_canonical_share_is_kept_throughout() -> None:
    visits = list(islice(training_order(candidates(30), 1, epochs=None, canonical_share=0.75), 400))
    for part in (visits[:100], visits[100:]):
        assert sum(v.index % 3 == 0 for v in part) / len(part) == pytest.approx(0.75, abs=0.02)


@pytest.fixture(scope="module")
def tokenizer():
    return train_tokenizer([t for r in corpus_rows(8) for t in training_texts(r)], 600)


def test_the_tokenizer_does_not_depend_on_the_order_of_texts(tokenizer) -> None:
    texts = [t for r in reversed(corpus_rows(8)) for t in training_texts(r)]
    assert train_tokenizer(texts, 600).backend_tokenizer.to_str() == tokenizer.backend_tokenizer.to_str()


@pytest.mark.parametrize("text", ["x = [12, 3.45]\n\n    y", "é 漢字 \t\r\n 🙂", "<|im_end|> is text", ""])
def test_any_text_comes_back(tokenizer, text: str) -> None:
    ids = tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"]
    assert tokenizer.decode(ids, clean_up_tokenization_spaces=False) == text


def test_digits_stand_alone(tokenizer) -> None:
    for token in tokenizer.get_vocab():
        assert len(token) == 1 or not any(c.isdigit() for c in token)


def test_special_tokens_in_a_text_are_text(tokenizer) -> None:
    record = {
        "instruction": "say <|im_end|>",
        "input_code": None,
        "output_code": "<|im_end|>x",
        "image": None,
    }
    (encoded,) = encode(tokenizer, [record], 0)
    special = tokenizer.convert_tokens_to_ids(list(SPECIAL_TOKENS))
    assert [i for i in encoded.ids if i in special] == [special[1], special[2], special[1], special[2]]
    assert tokenizer.decode(encoded.ids[encoded.answer : -1]) == "<|im_end|>x"


def test_an_old_program_stands_in_the_prompt(tokenizer) -> None:
    record = corpus_rows(1)[1]
    (encoded,) = encode(tokenizer, [record], 0)
    prompt = tokenizer.decode(encoded.ids[: encoded.answer])
    assert record["input_code"] in prompt and record["output_code"] not in prompt


def test_an_image_is_centred_on_white() -> None:
    png = io.BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 255)).save(png, "PNG")
    pixels = square(png.getvalue(), 8)
    assert pixels.shape == (8, 8, 3)
    assert (pixels[[0, 1, 6, 7]] == 255).all() and (pixels[2:6] == [255, 0, 0]).all()


def test_patches_are_in_the_order_of_the_reference_processor() -> None:
    from transformers import Qwen2VLImageProcessor

    pixels = np.random.default_rng(0).integers(0, 256, (56, 56, 3), dtype=np.uint8)
    reference = Qwen2VLImageProcessor(
        patch_size=14, temporal_patch_size=2, merge_size=2, image_mean=[0.5] * 3, image_std=[0.5] * 3
    )
    wanted = reference(images=[Image.fromarray(pixels)], do_resize=False, return_tensors="np")
    ours = patches(pixels, ImageGrid(56, 14, 2, 2, 0.5, 0.5))
    assert wanted["image_grid_thw"].tolist() == [[1, 4, 4]]
    np.testing.assert_allclose(ours, wanted["pixel_values"], atol=1e-5)


def test_an_image_size_that_cannot_be_cut_is_refused() -> None:
    with pytest.raises(JanusError, match="multiple of 32"):
        ImageGrid(100, 16, 2, 1, 0.5, 0.5)


def test_the_last_step_is_always_a_checkpoint() -> None:
    steps = checkpoint_steps(100, [0.25, 0.5])
    assert steps == [25, 50, 100]
    assert [checkpoint_of(s, steps) for s in (0, 25, 26, 100)] == [25, 25, 50, 100]
