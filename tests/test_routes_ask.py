"""The main door, whole and streamed, with an answer that is scripted and with a real one."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.request
from dataclasses import asdict
from datetime import date

import pytest
from doors import ANSWER, client_of, events_of, served

from corpus.errors import QuestionRefused
from index.filters import Filters
from rag.answer import ReferencesFound
from rag.question import Turn
from server import routes_ask

SSE = {"Accept": "text/event-stream"}


def plain(value):
    return json.loads(json.dumps(value, default=lambda day: day.isoformat()))


def read_events(text):
    events = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


@pytest.fixture
def scripted(monkeypatch):
    asked = []

    def ask(question, history, snapshot, filters, explain, writer):
        asked.append((question, list(history), filters, explain))
        return events_of(ANSWER)

    monkeypatch.setattr(routes_ask, "ask", ask)
    return asked


def test_the_reply_is_the_answer_field_for_field(small, scripted):
    response = client_of(small).post("/v1/ask", json={"question": "Why?"})
    assert response.headers["content-type"] == "application/json"
    assert response.json() == plain(asdict(ANSWER))


def test_history_is_taken_in_both_shapes(small, scripted):
    history = [
        {"question": "One?", "answer": "First."},
        {"role": "user", "content": "Two?"},
        {"role": "assistant", "content": "Second."},
    ]
    client_of(small).post("/v1/ask", json={"question": "Why?", "history": history})
    turns = [Turn("user", "One?"), Turn("assistant", "First.")]
    turns += [Turn("user", "Two?"), Turn("assistant", "Second.")]
    assert scripted == [("Why?", turns, Filters(), False)]


def test_filters_and_the_wish_for_an_explanation_are_handed_on(small, scripted):
    named = {"site": "small", "tag": "b2b", "author": "Ann", "min_votes": 2}
    narrowed = {**named, "since": "2010-01-02", "until": "2011-01-02"}
    body = {"question": "Why?", "filters": narrowed, "explain": True}
    client_of(small).post("/v1/ask", json=body)
    filters = Filters("small", "b2b", "Ann", date(2010, 1, 2), date(2011, 1, 2), 2)
    client_of(small).post("/v1/ask?explain=true", json={"question": "Why?"})
    assert scripted == [("Why?", [], filters, True), ("Why?", [], Filters(), True)]


@pytest.mark.parametrize(
    ("filters", "field"),
    [({"sites": "a"}, "filters.sites"), ({"since": "soon"}, "filters.since"), (3, "filters")],
)
def test_a_filter_that_is_none_is_refused_by_its_name(small, filters, field):
    response = client_of(small).post("/v1/ask", json={"question": "Why?", "filters": filters})
    assert response.status_code == 422
    assert [fault["field"] for fault in response.json()["errors"]] == [field]


def test_the_stream_carries_the_same_answer_sentence_by_sentence(small, scripted):
    response = client_of(small).post("/v1/ask", json={"question": "Why?"}, headers=SSE)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-cache"
    events = read_events(response.text)
    assert [name for name, _ in events] == ["references", "sentence", "sentence", "done"]
    whole = plain(asdict(ANSWER))
    assert events[0][1] == {"references": whole["references"]}
    assert [data for name, data in events if name == "sentence"] == whole["sentences"]
    assert events[-1][1] == whole


def test_a_refused_question_is_a_status_even_where_a_stream_was_wanted(small, monkeypatch):
    def ask(*_):
        raise QuestionRefused("there is no question here")

    monkeypatch.setattr(routes_ask, "ask", ask)
    response = client_of(small).post("/v1/ask", json={"question": "?"}, headers=SSE)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_fault_midway_ends_the_stream_with_an_error(small, monkeypatch):
    def ask(*_):
        yield ReferencesFound(ANSWER.references)
        raise RuntimeError("secret")

    monkeypatch.setattr(routes_ask, "ask", ask)
    response = client_of(small).post("/v1/ask", json={"question": "Why?"}, headers=SSE)
    events = read_events(response.text)
    assert [name for name, _ in events] == ["references", "error"]
    assert events[1][1]["type"] == "/docs#internal"
    assert "secret" not in response.text


def test_a_real_answer_comes_through(small):
    response = client_of(small).post("/v1/ask", json={"question": "Should prices be public?"})
    answer = response.json()
    assert answer["snapshot"] == small.id
    for sentence in answer["sentences"]:
        for citation in sentence["citations"]:
            reference = answer["references"][citation["reference"] - 1]
            text = small.section(reference["section_id"]).text
            assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.fixture
def running(small):
    """The application behind a real socket; gives its port."""
    with served(small) as address:
        yield int(address.rpartition(":")[2])


def post(port, accept):
    body = b'{"question": "Why?"}'
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(
        b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Accept: %b\r\nContent-Length: %d\r\n\r\n%b" % (accept, len(body), body)
    )
    return connection


def test_a_sentence_arrives_before_the_next_is_written(running, monkeypatch):
    seen = threading.Event()

    def ask(*_):
        events = events_of(ANSWER)
        yield next(events)
        yield next(events)
        assert seen.wait(10), "the first sentence never arrived"
        yield from events

    monkeypatch.setattr(routes_ask, "ask", ask)
    received = b""
    with post(running, b"text/event-stream") as connection:
        while b"event: sentence" not in received:
            received += connection.recv(65536)
        assert b"event: done" not in received
        seen.set()
        while b"event: done" not in received:
            received += connection.recv(65536)


def test_others_are_served_while_an_answer_is_written(running, monkeypatch):
    begun, answered = threading.Event(), threading.Event()

    def ask(*_):
        begun.set()
        assert answered.wait(10), "the server was busy with one answer alone"
        yield from events_of(ANSWER)

    monkeypatch.setattr(routes_ask, "ask", ask)
    with post(running, b"application/json") as connection:
        assert begun.wait(10)
        with urllib.request.urlopen(f"http://127.0.0.1:{running}/healthz", timeout=5) as health:
            assert health.status == 200
        answered.set()
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("accept", [b"text/event-stream", b"application/json"])
def test_when_the_client_leaves_the_work_stops(running, monkeypatch, accept):
    begun, closed = threading.Event(), threading.Event()
    written = []

    def ask(*_):
        try:
            yield ReferencesFound(ANSWER.references)
            for _ in range(1000):
                written.append(1)
                begun.set()
                time.sleep(0.01)
                yield ReferencesFound(ANSWER.references)
        finally:
            closed.set()

    monkeypatch.setattr(routes_ask, "ask", ask)
    connection = post(running, accept)
    assert begun.wait(10)
    connection.close()
    assert closed.wait(5)
    assert len(written) < 500
