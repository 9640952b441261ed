"""Yes/no questions to a real server: what is asked, and what its votes decide."""

from __future__ import annotations

import base64
import json

import pytest

from stages.endpoint.journal import Journal, journal_folder
from stages.reward.asked import yes_no
from stages.reward.asked.material import Material
from stages.reward.asked.questions import Vote, decide
from tests.reward.asked.conftest import DISC, EDIT, KEY, SHOWN_FIRST, TASK_FIRST, judge, model, png, said
from tests.reward.test_verdict import COUNT

SENSIBLE = "legible and sensible"


def ask(url: str, *materials, **settings):
    section = judge(url, **settings)
    asked = model(section)
    return yes_no.ask(section.asked, asked, materials), asked.metrics()


def test_answers_become_criteria_and_name_the_reply_that_decided(serve):
    server = serve(key=KEY, replies={SENSIBLE: said("no", "the rim", "it is cut off"), "": said()})
    (disc, edit), counts = ask(server.url, DISC, EDIT, votes=2)
    assert [(c["kind"], c["passed"]) for c in disc.criteria] == [
        ("shows_what_is_asked", True),
        ("sensible", False),
    ]
    assert [c["kind"] for c in edit.criteria] == ["does_the_edit", "sensible"]
    no = disc.criteria[1]
    assert no["evidence"].startswith('0 of 4 votes say yes; "the rim": it is cut off (reply ')
    deciding = no["evidence"].split("(reply ")[1].rstrip(")")
    (reply,) = [r for r in disc.replies if r["request"].startswith(deciding)]
    assert json.loads(reply["reply"])["answer"] == "no" and reply["question"] == "sensible"
    assert len({r["request"] for r in disc.replies}) == len(disc.replies) == 8 and counts["calls"] == 16
    journal = Journal(journal_folder("endpoint", "test", "judge"))
    assert journal.entries(reply["request"])[0]["text"] == reply["reply"]


def test_both_orders_show_the_same(serve):
    server = serve(replies={"": said()})
    ask(server.url, EDIT)
    prompts = [json.loads(p) for p in server.facts()["asked"]]
    assert len(prompts) == 4
    kinds = [["picture" if part["type"] == "image_url" else "text" for part in user] for _, user in prompts]
    assert all(found == ["text", "picture", "text", "picture", "text"] for found in kinds)
    for (_, first), (_, second) in (prompts[:2], prompts[2:]):
        pictures = [[p["image_url"] for p in user if p["type"] == "image_url"] for user in (first, second)]
        assert pictures[0] == pictures[1] and pictures[0][0] != pictures[0][1]
        texts = ["\n\n".join(p["text"] for p in user if p["type"] == "text") for user in (first, second)]
        assert texts[0] != texts[1]
        assert sorted(texts[0].split("\n\n")) == sorted(texts[1].split("\n\n"))


@pytest.mark.parametrize(
    ("task", "of"), [("image_to_code", "the answer is to draw"), ("editing", "it starts from")]
)
def test_the_picture_of_a_task_belongs_to_its_words(serve, task, of):
    server = serve(replies={"": said()})
    drawn = {"r1": png(), "r9": png(9)}
    seen = {**DISC.sample, "task": task, "image_render": "r9"}
    ask(server.url, Material.of(seen, [], drawn))
    ask(server.url, Material.of(seen, [], {}), model="blind")
    users = [json.loads(p)[1] for p in server.facts()["asked"]]
    assert {isinstance(user, str) for user in users} == {True, False}
    for user in users:
        if isinstance(user, str):
            assert f"what {of}; you do not see it." in user
            continue
        at = next(n for n, part in enumerate(user) if part.get("text", "").endswith(f"what {of}:"))
        assert base64.b64decode(user[at + 1]["image_url"]["url"].partition(",")[2]) == drawn["r9"]
        assert sum(part["type"] == "image_url" for part in user) == 2


def test_a_server_without_pictures_gets_text_alone(serve):
    server = serve(replies={"": said()})
    criteria = [{"id": "0:shape_count", "passed": True}, {"id": "1:text", "passed": False}]
    claims = json.dumps([COUNT, {"kind": "text", "args": {"text": "Map"}, "weight": 1.0}])
    ask(server.url, Material.of({**DISC.sample, "claims": claims}, criteria, {}))
    prompts = [json.loads(p) for p in server.facts()["asked"]]
    assert prompts and all(isinstance(user, str) and "picture" not in user for _, user in prompts)
    assert all("Draw a red disc." in user and "<svg/>" in user for _, user in prompts)
    settled = [user for _, user in prompts if "already checked" in user]
    assert len(settled) == 2 and all("- shape count: n 1" in user for user in settled)
    assert not any("Map" in user for user in settled), "a claim that failed is left to the model"


def test_orders_that_disagree_decide_nothing(serve):
    server = serve(replies={SHOWN_FIRST: said("yes"), TASK_FIRST: said("no", reason="no disc")})
    ((found,), _) = ask(server.url, DISC, votes=3)
    assert [c["passed"] for c in found.criteria] == [None, None]
    why = found.criteria[0]["evidence"]
    assert why.startswith(
        'undecided: 3 of 6 votes say yes, the order task_first says no; "red disc": no disc'
    )


@pytest.mark.parametrize("fault", ["429", "500", "half_body", "malformed"])
def test_faults_leave_no_trace(serve, fault):
    (good,), _ = ask(serve(replies={"": said()}).url, DISC, votes=3, model="good")
    server = serve(faults={fault: 0.4}, replies={"": said()})
    (found,), counts = ask(server.url, DISC, votes=3, tries=20, formed_tries=20)
    assert counts["calls"] > 12 and counts["answered"] == 12
    assert found.replies == good.replies
    assert [c["passed"] for c in found.criteria] == [True, True]


@pytest.mark.parametrize(
    ("plan", "problem"),
    [
        ({"replies": {"": "Looks good to me!"}}, "malformed: the reply is not one whole JSON object"),
        ({"replies": {"": said(quote="a blue square")}}, "malformed: the quote does not stand"),
        ({"faults": {"refused": 1.0}}, "refusal: not this"),
        ({"faults": {"rejected": 1.0}}, "rejected: 400"),
    ],
)
def test_what_is_not_answered_is_undecided_and_says_why(serve, plan, problem):
    (found,), counts = ask(serve(**plan).url, DISC)
    first = found.criteria[0]
    assert first["passed"] is None
    assert first["evidence"].startswith(
        f"undecided: 0 of 2 votes say yes, 2 without an answer, the first {problem}"
    )
    assert found.replies[0]["problem"].startswith(problem)
    tries = 2 if problem.startswith("malformed: the reply") else 1
    assert counts["calls"] >= 2 * tries
    if "quote" not in problem:
        assert found.criteria[1]["passed"] is None
    if problem.startswith("malformed: the reply"):
        assert counts["calls"] == 8 and found.replies[0]["reply"] == "Looks good to me!"


def test_a_full_budget_is_no_answer(serve):
    (found,), _ = ask(serve(replies={"": said()}).url, DISC, budget={"tokens": 10, "money": None})
    assert [c["passed"] for c in found.criteria] == [None, None] and "budget: " in found.criteria[0][
        "evidence"
    ]


def votes(text: str) -> list[Vote]:
    """`yyn ynx`: votes of both orders; x has no answer."""
    both = zip(("shown_first", "task_first"), text.split(), strict=True)
    return [
        Vote(order, {"y": True, "n": False, "x": None}[v], "why", "broken" if v == "x" else None, "k")
        for order, group in both
        for v in group
    ]


@pytest.mark.parametrize(
    ("text", "decided"),
    [("yyy yyy", True), ("yyn nyy", True), ("nnn ynn", False), ("yyx xyy", True)]
    + [("yyy nnn", None), ("yxx yyy", None), ("xxx xxx", None), ("yn yy", None), ("yyy ynx", None)],
)
def test_votes(text, decided):
    answer, why = decide(votes(text))
    assert answer is decided and why.startswith("undecided") == (decided is None)
