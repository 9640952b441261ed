"""Packing: capacity, masks that do not leak, loss on answers alone, positions as the model computes them."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from stages.train.images import square
from stages.train.model import AnswerLoss, image_grid, initial_model
from stages.train.order import Visit
from stages.train.packing import Document, collate, pack
from stages.train.prompt import IMAGE, TURN_END, encode
from stages.train.run import Run
from stages.train.tokenizer import train_tokenizer
from tests.train.corpus import corpus_rows, write_params


@given(st.lists(st.integers(1, 50), min_size=1, max_size=200))
def test_rows_hold_every_visit_once_and_never_too_much(lengths: list[int]) -> None:
    rows = list(pack([Visit(i, 0, i) for i in range(len(lengths))], lengths.__getitem__, 50))
    assert sorted(v.offset for row in rows for v in row) == list(range(len(lengths)))
    assert all(sum(lengths[v.index] for v in row) <= 50 for row in rows)


@pytest.fixture(params=["januscoder", "januscoderv"])
def setting(request, tmp_path, monkeypatch):
    """A model in float32 and four of its records as documents."""
    monkeypatch.chdir(tmp_path)
    write_params(tmp_path)
    run = Run.of(request.param, "")
    records = [r for r in corpus_rows(4) if run.arch.vision or not r["image"]][-4:]
    tokenizer = train_tokenizer([r["output_code"] + r["instruction"] for r in records], 300)
    grid = image_grid(run.arch)
    encoded = encode(tokenizer, records, grid.tokens if grid else 0)
    documents = [
        Document(Visit(i, 0, i), e, square(r["image"], grid.image_size) if r["image"] else None)
        for i, (r, e) in enumerate(zip(records, encoded, strict=True))
    ]
    model = initial_model(run.arch, tokenizer, 3, torch.float32)
    image = tokenizer.convert_tokens_to_ids(IMAGE) if grid else None

    def batch(*documents):
        return collate(documents, grid, image)

    return model, tokenizer, documents, batch, records


def test_a_document_does_not_see_its_neighbours(setting) -> None:
    model, _, (a, b, c, d), batch, _ = setting
    loss = AnswerLoss(model)
    packed = batch(a, b, c, d)
    together = loss.of(packed).detach().numpy()
    for index, document in enumerate(packed.documents):
        alone = loss.of(batch(document)).detach().numpy()
        np.testing.assert_allclose(together[packed.owner == index], alone, atol=2e-5)
    changed = loss.of(batch(d, b, c, a))
    owner = batch(d, b, c, a).owner
    np.testing.assert_allclose(changed.detach().numpy()[owner == 1], together[packed.owner == 1], atol=2e-5)


def test_the_loss_reads_answers_only(setting) -> None:
    _, tokenizer, documents, batch, records = setting
    packed = batch(*documents)
    for index, record in enumerate(records):
        answer = packed.targets[torch.from_numpy(packed.owner == index)]
        assert tokenizer.decode(answer) == record["output_code"] + TURN_END
    flat = packed.inputs["input_ids"].flatten()
    assert torch.equal(flat[packed.at + 1], packed.targets)


def test_positions_are_those_that_the_model_computes(setting) -> None:
    model, _, documents, batch, _ = setting
    for document in documents:
        inputs = batch(document).inputs
        length = len(document.encoded)
        if "image_grid_thw" not in inputs:
            assert torch.equal(
                inputs["position_ids"].reshape(-1, inputs["input_ids"].shape[1])[0, :length],
                torch.arange(length),
            )
            continue
        wanted, _ = model.model.get_rope_index(
            inputs["input_ids"][:, :length], inputs["mm_token_type_ids"][:, :length], inputs["image_grid_thw"]
        )
        assert torch.equal(inputs["position_ids"][1:, :, :length], wanted)
        assert len(set(wanted[1].flatten().tolist())) < length  # an image takes fewer positions than tokens


def test_generation_continues_as_the_training_positions_say(setting) -> None:
    """Greedy decoding with cache and left padding equals a full forward pass a token."""
    from stages.train.packing import Document as Doc
    from stages.train.predict import Predictor
    from stages.train.prompt import Encoded

    model, tokenizer, documents, batch, records = setting
    run_settings = {"model": "m", "pack_tokens": 512, "max_new_tokens": 6}
    grid = image_grid_of(model)
    answers = Predictor(model.eval(), tokenizer, grid, run_settings, 0).generate(records)
    for document, answer in zip(documents, answers, strict=True):
        ids = document.encoded.ids[: document.encoded.answer].tolist()
        new: list[int] = []
        for _ in range(6):
            probe = Encoded(np.array([*ids, *new, 0]), len(ids) + len(new), document.encoded.image_at)
            one = batch(Doc(document.visit, probe, document.pixels))
            with torch.inference_mode():
                hidden = model.model(**one.inputs).last_hidden_state.flatten(0, 1)[one.at]
                token = int(model.lm_head(hidden).argmax())
            if token == tokenizer.eos_token_id:
                break
            new.append(token)
        assert answer == tokenizer.decode(new, skip_special_tokens=True)


def image_grid_of(model):
    from stages.train.images import ImageGrid

    see = getattr(model.config, "vision_config", None)
    return None if see is None else ImageGrid(64, see.patch_size, see.spatial_merge_size, 1, 0.5, 0.5)


def test_a_blank_image_changes_no_loss_and_is_no_reading(setting) -> None:
    model, tokenizer, documents, batch, _ = setting
    grid = image_grid_of(model)
    if grid is None:
        return
    texts = [d for d in documents if d.encoded.image_at is None]
    image = tokenizer.convert_tokens_to_ids(IMAGE)
    plain, padded = batch(*texts), collate(texts, grid, image, always_image=True)
    assert texts and "pixel_values" not in plain.inputs and "pixel_values" in padded.inputs
    assert padded.documents == texts
    loss = AnswerLoss(model)
    np.testing.assert_allclose(loss.of(padded).detach(), loss.of(plain).detach(), atol=2e-5)
