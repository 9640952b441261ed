"""The transformers teacher with a tiny random model: batches, journal, sampling."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from stages.endpoint.protocol import Request
from stages.errors import JanusError
from stages.synthesize.teachers.config import TransformersTeacher
from stages.synthesize.teachers.in_process import InProcess
from tests.synthesize.teachers import tiny
from tests.synthesize.teachers.conftest import request


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> str:
    return str(tiny.save(tmp_path_factory.mktemp("model")))


@pytest.fixture(scope="module")
def eyes(tmp_path_factory) -> str:
    return str(tiny.save_vision(tmp_path_factory.mktemp("vision")))


def teacher(model: str, temperature: float = 0.0, batch: int = 4, vision: bool = False) -> InProcess:
    sampling = {"temperature": temperature, "max_tokens": 24}
    return InProcess(
        TransformersTeacher.model_validate(
            {
                "name": "transformers",
                "model": model,
                "vision": vision,
                "device": "cpu",
                "dtype": "float32",
                "batch": batch,
                "sampling": sampling,
            }
        )
    )


REQUESTS = [request(n) for n in range(10)]


def test_replies_are_journalled_and_not_decoded_again(model):
    first = teacher(model)
    first.check()
    replies = first.ask(REQUESTS, "test")
    assert len(replies) == 10 and len({r.text for r in replies}) > 1
    assert all(r.problem.split(":")[0] in ("malformed", "truncated") for r in replies)  # it knows nothing
    assert first.metrics()["calls"] == 3
    again = teacher(model)
    assert again.ask(REQUESTS, "test") == replies
    assert again.metrics()["from_journal"] == 10 and "calls" not in again.metrics()


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_run_cut_off_goes_on_to_the_same_replies(model, temperature, monkeypatch, tmp_path):
    whole = teacher(model, temperature).ask(REQUESTS, "test")
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "other"))
    cut = teacher(model, temperature)
    with monkeypatch.context() as patch:
        decode, done = cut._decode, []

        def failing(batch):
            if done:
                raise KeyboardInterrupt
            done.append(batch)
            return decode(batch)

        patch.setattr(cut, "_decode", failing)
        with pytest.raises(KeyboardInterrupt):
            cut.ask(REQUESTS, "test")
    again = teacher(model, temperature)
    assert again.ask(REQUESTS, "test") == whole
    assert again.metrics()["from_journal"] == 4 and again.metrics()["calls"] == 2


def test_sampling_repeats_and_heat_matters(model, monkeypatch, tmp_path):
    greedy, warm = teacher(model).ask(REQUESTS, "t"), teacher(model, 1.5, batch=5)
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "warm"))
    sampled = teacher(model, 1.5, batch=5).ask(REQUESTS, "t")
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "again"))
    assert teacher(model, 1.5, batch=5).ask(REQUESTS, "t") == sampled
    assert [r.text for r in sampled] != [r.text for r in greedy] and warm.sampling.temperature == 1.5


def drawn(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (48, 40), colour).save(file, "PNG")
    return file.getvalue()


def shown(number: int, png: bytes | None) -> Request:
    """A request whose last turn carries a picture."""
    asked = request(number)
    *before, last = asked.messages
    return replace(asked, messages=(*before, replace(last, png=png)))


def test_a_model_with_eyes_answers_by_what_it_is_shown(eyes):
    seeing = teacher(eyes, vision=True)
    seeing.check()
    assert seeing.vision
    asked = [shown(0, None), shown(0, drawn("red")), shown(0, drawn("blue")), shown(1, drawn("red"))]
    replies = seeing.ask(asked, "test")
    assert len({reply.text for reply in replies}) == 4
    again = teacher(eyes, vision=True)
    assert again.ask(asked, "test") == replies and again.metrics()["from_journal"] == 4


def test_a_model_without_eyes_is_refused_where_pictures_are_to_be_shown(model):
    with pytest.raises(JanusError, match="has no processor of images") as error:
        teacher(model, vision=True).check()
    assert "teacher.vision" in str(error.value)


def test_a_model_without_a_padding_token_pads_with_its_last(model, tmp_path):
    bare = Path(shutil.copytree(model, tmp_path / "bare"))
    file = bare / "tokenizer_config.json"
    settings = json.loads(file.read_text())
    assert settings.pop("pad_token")
    file.write_text(json.dumps(settings))
    asked = [*REQUESTS[:2], replace(REQUESTS[2], messages=REQUESTS[2].messages[1:])]
    assert len(teacher(str(bare)).ask(asked, "test")) == 3


def test_an_unusable_model_is_named(tmp_path, model):
    with pytest.raises(JanusError, match="cannot be loaded") as error:
        teacher(str(tmp_path / "nothing")).check()
    assert "nothing" in str(error.value)
