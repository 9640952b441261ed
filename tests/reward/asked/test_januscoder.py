"""The paper's ratings: medians, a mean computed here, a threshold of its own."""

from __future__ import annotations

import pytest

from stages.reward.asked import januscoder
from stages.reward.verdict import total_of
from tests.reward.asked.conftest import DISC, judge, model, rated


def ask(url: str, **settings):
    section = judge(url, name="januscoder", **settings)
    return januscoder.ask(section.asked, model(section), [DISC])[0]


@pytest.mark.parametrize("ratings", [(5, 5, 5, 5), (1, 1, 1, 1), (3, 3, 3, 3), (5, 4, 3, 1)])
def test_the_total_is_the_scaled_mean(serve, ratings):
    found = ask(serve(replies={"": rated(*ratings)}).url, votes=3)
    assert total_of(found.criteria, []) == pytest.approx((sum(ratings) / 4 - 1) / 4)
    assert len(found.criteria) == 16 and len(found.replies) == 3
    assert f"rated {ratings[0]} of 5" in found.criteria[0]["evidence"]


def test_a_total_that_the_model_gives_is_refused(serve):
    found = ask(serve(replies={"": rated(1, 1, 1, 1)[:-1] + ', "total": 5}'}).url)
    (only,) = found.criteria
    assert only["passed"] is None and "0 of 1 votes have ratings" in only["evidence"]
    assert "malformed: " in only["evidence"] and '"total": 5' in found.replies[0]["reply"]
