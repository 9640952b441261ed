"""A judge's reply counts only in the form that was asked for."""

from __future__ import annotations

import json

import pytest

from stages.endpoint.reading import Malformed, Refused
from stages.reward.asked.forms import DIMENSIONS, Answer, Ratings, YesNo
from tests.reward.asked.conftest import rated, said

FORM = YesNo("Draw a  red disc.")


@pytest.mark.parametrize(
    "text", [said(), f"```json\n{said()}\n```", f"  {said()}\n", said(quote='"Red\nDisc."')]
)
def test_an_answer_with_its_quote(text):
    answer = FORM.read(text)
    assert isinstance(answer, Answer) and answer.yes and answer.reason == "it is there"
    assert not FORM.read(said("no")).yes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not one whole JSON"),
        ("yes", "not one whole JSON"),
        (f"Here it is: {said()}", "not one whole JSON"),
        (f"{said()}{said()}", "not one whole JSON"),
        ("[" * 100_000, "not one whole JSON"),
        (said("Yes"), "answer must be yes or no"),
        (said("yes and no"), "answer must be yes or no"),
        (said(quote="blue disc"), "the quote does not stand"),
        (said(quote=" "), "quote must be a text"),
        (said(reason=""), "reason must be a text"),
        (said().replace('"yes"', "true"), "answer must be a text"),
        (said()[:-1] + ', "score": 5}', "with the keys"),
        ('{"answer": "yes"}', "with the keys"),
        ('["quote", "reason", "answer"]', "with the keys"),
        (said()[:-1] + ', "answer": "no"}', "twice"),
    ],
)
def test_anything_else_is_named(text, why):
    with pytest.raises(Malformed, match=why):
        FORM.read(text)


def test_a_quote_from_a_picture_is_free():
    assert YesNo(None).read(said(quote="the legend")).quote == "the legend"
    with pytest.raises(Malformed, match="quote"):
        YesNo(None).read(said(quote=""))


@pytest.mark.parametrize("form", [FORM, Ratings()])
def test_declining_is_no_answer(form):
    with pytest.raises(Refused):
        form.read("I'm sorry, but I cannot judge this.")


def test_ratings():
    assert list(Ratings().read(rated(5, 4, 3, 1)).items()) == list(zip(DIMENSIONS, (5, 4, 3, 1), strict=True))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (rated(0, 4, 3, 1), "task_relevance must be a whole number from 1 to 5"),
        (rated(5, 6, 3, 1), "task_completion must be"),
        (rated(5, 4, 3.0, 1), "code_quality must be"),
        (rated(5, 4, 3, True), "visual_clarity must be"),
        (rated("4", 4, 3, 1), "task_relevance must be"),
        (rated(5, 4, 3, 1)[:-1] + ', "total": 5}', "with the keys"),
        (rated(5, 4, 3, 1).replace("a disc", " "), "understanding"),
    ],
)
def test_no_number_is_taken_for_a_rating_and_no_total_at_all(text, why):
    with pytest.raises(Malformed, match=why):
        Ratings().read(text)


def test_the_schema_of_a_structured_reply_has_the_same_keys():
    for form, text in ((YesNo(None), said()), (Ratings(), rated(1, 2, 3, 4))):
        assert (
            form.schema()["required"] == list(json.loads(text)) and not form.schema()["additionalProperties"]
        )
