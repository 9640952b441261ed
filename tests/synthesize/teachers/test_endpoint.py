"""The endpoint teacher against servers that fail: what is retried, named, counted and paid for."""

from __future__ import annotations

import errno
import json
import signal
from pathlib import Path

import pytest

from stages.endpoint.client import Endpoint
from stages.endpoint.journal import Journal
from stages.endpoint.protocol import Message, Request
from stages.errors import JanusError
from stages.synthesize.teachers.parse import Form, parse
from tests.synthesize.teachers.conftest import KEY, prompt, request, section
from tests.synthesize.teachers.fault_server import answer
from tests.synthesize.teachers.test_kill import finish, interrupt_at, start


def ask(url: str, count: int, **changes):
    teacher = Endpoint(section(url, **changes))
    return teacher.ask([request(n) for n in range(count)], "test"), teacher.metrics()


def test_replies_come_in_the_order_of_the_requests(serve):
    server = serve(latency_s=0.001)
    replies, counts = ask(server.url, 50)
    assert [r.text for r in replies] == [answer(prompt(n)) for n in range(50)]
    assert counts["answered"] == counts["calls"] == 50
    assert counts["input_tokens"] == 2500 and counts["cost"] == pytest.approx((2500 + 2 * 1000) / 1e6)


def test_nothing_journalled_is_asked_again(serve):
    server = serve()
    first, _ = ask(server.url, 20)
    again, counts = ask(server.url, 30)
    assert again[:20] == first and counts["from_journal"] == 20 and counts["calls"] == 10
    assert set(server.facts()["asked"].values()) == {1}


@pytest.mark.parametrize("fault", ["429", "500", "hang", "half_body", "malformed"])
def test_a_fault_is_asked_again_and_leaves_no_trace(serve, fault):
    """Four in ten calls fail; which ones depends on how often a prompt was asked."""
    server = serve(faults={fault: 0.4})
    timeout_s = 0.5 if fault == "hang" else 20.0
    replies, counts = ask(server.url, 40, timeout_s=timeout_s, tries=20, formed_tries=20)
    assert [r.text for r in replies] == [answer(prompt(n)) for n in range(40)]
    assert counts["calls"] > 40
    name = {"500": "5xx", "hang": "timeout", "half_body": "broken"}.get(fault, fault)
    counted = counts["asked_again_for_form" if fault == "malformed" else f"fault_{name}"]
    assert counted == counts["calls"] - 40


def test_what_stays_malformed_is_named_and_kept(serve, own_cache):
    server = serve(faults={"malformed": 1.0})
    replies, counts = ask(server.url, 3, formed_tries=4)
    assert all(r.problem.startswith("malformed: ") for r in replies)
    assert counts["malformed"] == 3 and counts["calls"] == 12
    _, counts = ask(server.url, 3, formed_tries=4)
    assert counts["from_journal"] == 3 and "calls" not in counts


def test_a_reply_cut_off_is_asked_for_with_more_room(serve):
    replies, counts = ask(serve(faults={"cut_off": 1.0}).url, 3)
    assert [r.text for r in replies] == [answer(prompt(n)) for n in range(3)]
    assert counts["calls"] == 6  # 64 tokens are too few, 128 are enough
    replies, _ = ask(serve(faults={"cut_off": 1.0}).url, 3, model="small", longest_reply=64)
    assert {r.problem for r in replies} == {"truncated: the reply was cut off after 20 tokens"}


@pytest.mark.parametrize(
    ("plan", "reason", "calls"),
    [
        ({"faults": {"refused": 1.0}}, "refusal: not this", 1),
        (
            {"faults": {"said": 1.0}, "texts": {"said": "I'm sorry, but I cannot draw."}},
            "refusal: the model",
            1,
        ),
        ({"faults": {"rejected": 1.0}}, "rejected: 400: ", 1),
        ({"faults": {"500": 1.0}}, "unanswered: 3 calls, the last: 5xx: ", 3),
        ({"faults": {"hang": 1.0}}, "unanswered: 3 calls, the last: timeout: no reply in 0.2 s", 3),
    ],
)
def test_what_does_not_help_is_not_repeated(serve, plan, reason, calls):
    timeout_s = 0.2 if "timeout" in reason else 20.0
    replies, counts = ask(serve(**plan).url, 2, tries=3, timeout_s=timeout_s)
    assert all(r.problem.startswith(reason) for r in replies), replies
    assert counts["calls"] == 2 * calls


def test_a_server_that_is_gone_ends_the_run(serve):
    with pytest.raises(JanusError, match="server is gone"):
        ask(serve(faults={"500": 1.0}).url, 200, tries=2, concurrency=4)


def test_an_overloaded_server_gets_fewer_calls(serve):
    server = serve(latency_s=0.02, at_a_time=4)
    replies, counts = ask(server.url, 150, concurrency=64, tries=40)
    assert [r.text for r in replies] == [answer(prompt(n)) for n in range(150)]
    assert server.facts()["most_under_way"] == 4
    assert counts["fault_429"] < 150 * 3


@pytest.mark.parametrize("budget", [{"tokens": 1400, "money": None}, {"tokens": None, "money": 0.0018}])
def test_a_full_budget_stops_asking_at_the_same_place(serve, budget):
    """70 tokens (90 millionths) a reply: 19 fit, and the 20th only until its most is set aside."""
    server = serve(latency_s=0.002)
    replies, counts = ask(server.url, 40, budget=budget)
    answered = [r.problem is None for r in replies]
    kept = sum(answered)
    assert 15 <= kept <= 20 and answered == [True] * kept + [False] * (40 - kept)
    assert all(r.problem.startswith("budget: ") for r in replies[kept:])
    assert counts["cost"] <= 0.0018 and counts["over_budget"] == 40 - kept
    again, counts = ask(server.url, 40, budget=budget, concurrency=3)
    assert again == replies and "calls" not in counts
    more, _ = ask(server.url, 40)
    assert [r.text for r in more] == [answer(prompt(n)) for n in range(40)]
    assert set(server.facts()["asked"].values()) == {1}


def test_an_unusable_configuration_fails_at_once(serve, monkeypatch):
    server = serve(key="sk-other")
    with pytest.raises(JanusError, match="refuses the key") as refused:
        Endpoint(section(server.url)).check()
    assert KEY not in str(refused.value)
    with pytest.raises(JanusError, match="refuses the key"):
        ask(server.url, 3)
    for url, what in (
        ("http://127.0.0.1:9", "cannot be reached"),
        (f"{server.url}/x", "refuses|no such API"),
    ):
        with pytest.raises(JanusError, match=what):
            Endpoint(section(url)).check()
    with pytest.raises(JanusError, match="no web address"):
        Endpoint(section("localhost:8000")).check()
    monkeypatch.delenv("JANUS_TEACHER_KEY")
    with pytest.raises(JanusError, match="has no key"):
        Endpoint(section(server.url)).check()


def test_a_wrong_path_is_named(serve):
    server = serve()
    Endpoint(section(server.url)).check()
    with pytest.raises(JanusError, match="has no such API"):
        Endpoint(section(f"{server.url}/v2")).check()
    with pytest.raises(JanusError, match="404"):
        ask(f"{server.url}/v2", 2)


def test_a_torn_last_line_costs_that_reply_alone(serve, own_cache: Path):
    server = serve()
    first, _ = ask(server.url, 10)
    (segment,) = own_cache.rglob("*.jsonl")
    lines = segment.read_bytes()
    segment.write_bytes(lines[:-30])
    again, counts = ask(server.url, 10)
    assert again == first and counts["calls"] == 1 and counts["from_journal"] == 9


def test_a_full_disk_is_no_lost_reply(serve, monkeypatch):
    """The error that the stage's shell names; what was on disk before stays paid for."""
    server = serve(latency_s=0.001)
    write = Journal.append

    def full(journal, entries):
        if journal.known >= 10:
            raise OSError(errno.ENOSPC, "no space")
        write(journal, entries)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        with pytest.raises(OSError, match="no space"):
            ask(server.url, 40, concurrency=2)
    replies, counts = ask(server.url, 40)
    assert [r.text for r in replies] == [answer(prompt(n)) for n in range(40)]
    assert counts["from_journal"] >= 10


def test_ctrl_c_keeps_what_was_answered(serve, own_cache):
    server = serve(latency_s=0.05)
    running = start(server.url, 400, concurrency=8)
    interrupt_at(running, own_cache, 30, signal.SIGINT)
    _, counts = finish(start(server.url, 400, concurrency=64))
    assert counts["from_journal"] >= 30
    twice = sum(times > 1 for times in server.facts()["answered"].values())
    assert twice <= 8


def test_pictures_and_schemas_are_sent(serve):
    form = Form("svg", change=True, structured=True)
    text = json.dumps({"instruction": "Draw.", "code": "<svg/>", "change": "Make it red."})
    server = serve(faults={"json": 1.0}, texts={"json": text})
    asked = Request(
        "s", "svg", (Message("user", "see", b"\x89PNG"),), form, section("http://x").sampling, seed=1
    )
    (reply,) = Endpoint(section(server.url)).ask([asked], "test")
    assert parse(reply.text, form).change == "Make it red."
    (seen,) = server.facts()["asked"]
    assert "data:image/png;base64,iVBORw==" in seen
