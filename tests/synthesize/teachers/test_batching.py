"""Requests through the batch API of a local server: journalled, taken up after a kill, done without it."""

from __future__ import annotations

import json
import signal
import time

from stages.endpoint.client import Endpoint
from tests.synthesize.teachers.conftest import prompt, request, section
from tests.synthesize.teachers.fault_server import answer
from tests.synthesize.teachers.killed import digest
from tests.synthesize.teachers.test_kill import finish, start


def ask(url: str, count: int, **changes):
    teacher = Endpoint(section(url, batch=True, **changes))
    replies = teacher.ask([request(n) for n in range(count)], "test")
    return [reply.text for reply in replies], teacher.metrics()


def test_a_batch_answers_all_requests_at_once(serve, own_cache):
    server = serve(batch_s=0.2)
    texts, counts = ask(server.url, 40)
    assert texts == [answer(prompt(n)) for n in range(40)]
    assert counts["batches"] == 1 and counts["batched"] == counts["from_journal"] == 40
    assert "calls" not in counts and counts["input_tokens"] == 2000
    assert not list(own_cache.rglob("batches/*/*.json"))
    more, counts = ask(server.url, 50)
    assert more[:40] == texts and counts["batched"] == 10 and server.facts()["batches"] == 2


def test_what_a_batch_leaves_open_is_asked_one_by_one(serve):
    server = serve(batch_s=0.0, faults={"500": 0.3, "malformed": 0.2})
    texts, counts = ask(server.url, 40, tries=20, formed_tries=20)
    assert texts == [answer(prompt(n)) for n in range(40)]
    assert counts["fault_batch"] > 0 and counts["batched"] == 40 - counts["fault_batch"]
    assert counts["calls"] >= counts["fault_batch"]


def test_a_server_without_batches_is_asked_one_by_one(serve, capsys):
    texts, counts = ask(serve().url, 10)
    assert texts == [answer(prompt(n)) for n in range(10)] and counts["calls"] == 10
    assert "has no batch API (404): asking one by one" in capsys.readouterr().err


def test_a_batch_is_within_the_budget(serve):
    server = serve(batch_s=0.0)
    texts, counts = ask(server.url, 40, budget={"tokens": 1400, "money": None})
    asked = sum(text is not None for text in texts)
    assert 10 <= asked <= 20 and counts["over_budget"] == 40 - asked
    assert counts["input_tokens"] + counts["output_tokens"] <= 1400


def test_a_killed_run_takes_its_batch_up(serve, own_cache):
    server = serve(batch_s=6.0)
    running = start(server.url, 30, batch=True)
    end = time.monotonic() + 60
    while not list(own_cache.rglob("batches/*/*.json")):
        assert time.monotonic() < end and running.poll() is None, "no batch was noted"
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    found, counts = finish(start(server.url, 30, batch=True))
    assert found == digest([answer(prompt(n)) for n in range(30)])
    facts = server.facts()
    assert facts["batches"] == 1 and set(facts["asked"].values()) == {1}
    assert counts["batched"] == 30 and "calls" not in counts, json.dumps(counts)
