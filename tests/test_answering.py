"""So many at once and no more: refused at once past it, and nothing is made for those who left."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import ToyEncoder
from doors import ANSWER, client_of, events_of

from index.encoder_batching import BatchingEncoder
from index.encoder_memory import RememberingEncoder
from rag.answer import ReferencesFound
from server import answering, routes_ask
from server.answer_cache import AnswerCache
from server.answering import Answering, Busy, Stopping, for_many, whole
from server.keeping import Asked, Kept
from server.settings import Settings

QUESTION = {"question": "Why?"}
PRICES, HELLO = {"question": "Should prices be public?"}, {"question": "Hello!"}


class Held:
    """An ``ask`` whose answers are made when they are let."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Semaphore(0), threading.Event()
        self.asked: list[str] = []
        self.left = threading.Event()

    def __call__(self, question, *_):
        self.asked.append(question)
        self.begun.release()
        try:
            while not self.open.wait(0.01):
                yield ReferencesFound(())
            yield from events_of(ANSWER)
        finally:
            self.left.set()


@pytest.fixture
def held(monkeypatch):
    ask = Held()
    monkeypatch.setattr(routes_ask, "ask", ask)
    yield ask
    ask.open.set()


def test_past_the_bound_the_answer_is_503_and_when_to_come_back(small, held):
    with client_of(small, running=1, waiting=1) as client, ThreadPoolExecutor(2) as threads:
        inside = [
            threads.submit(client.post, "/v1/ask", json={"question": f"Why {i}?"}) for i in range(2)
        ]
        assert held.begun.acquire(timeout=10)
        places = client.app.state.footnote.answering
        while places.inside < 2:
            time.sleep(0.01)
        for refused in (
            client.post("/v1/ask", json=QUESTION),
            client.post("/v1/ask", json=QUESTION, headers={"Accept": "text/event-stream"}),
            client.get("/v1/search?q=price"),
        ):
            assert refused.status_code == 503
            assert refused.json()["type"] == "/docs#busy"
            assert int(refused.headers["retry-after"]) >= 1
        assert client.get("/healthz").status_code == 200
        assert len(held.asked) == 1  # the other waits for its turn
        held.open.set()
        assert [each.result(10).status_code for each in inside] == [200, 200]
        assert places.inside == 0 and places.turned_away == 3
        assert client.post("/v1/ask", json=QUESTION).status_code == 200


def test_the_same_question_is_answered_once(small, held):
    held.open.set()
    client = client_of(small)
    first, second = (client.post("/v1/ask", json=QUESTION).json() for _ in range(2))
    assert held.asked == ["Why?"]
    assert second.pop("id") != first.pop("id")
    assert list(second.pop("timings")) == ["cache"] and first.pop("timings") == ANSWER.timings
    assert second == first
    streamed = client.post("/v1/ask", json=QUESTION, headers={"Accept": "text/event-stream"})
    assert streamed.text.count("event: sentence") == len(ANSWER.sentences)
    client.post("/v1/ask", json={**QUESTION, "history": [{"role": "user", "content": "So?"}]})
    assert held.asked == ["Why?", "Why?"]


def test_without_a_cache_every_question_is_answered(small, held):
    held.open.set()
    client = client_of(small, cache=0)
    ids = [client.post("/v1/ask", json=QUESTION).json()["id"] for _ in range(2)]
    assert held.asked == ["Why?", "Why?"] and ids == [ANSWER.id, ANSWER.id]


def made(places: Answering, ask, snapshot, question="Why?"):
    return places.begin(ask, question, [], snapshot)


def test_a_reader_who_does_not_read_holds_neither_thread_nor_place(small):
    async def scene():
        places = Answering(1, 0, AnswerCache(0))
        slow = await made(places, lambda *_: events_of(ANSWER), small)
        while places.inside:
            await asyncio.sleep(0.01)
        quick = await made(places, lambda *_: events_of(ANSWER), small)
        assert await whole(quick) == ANSWER
        assert await whole(slow) == ANSWER

    asyncio.run(scene())


def test_who_leaves_while_waiting_or_working_gives_the_place_back(small):
    async def scene():
        places, ask = Answering(1, 1, AnswerCache(0)), Held()
        working = asyncio.ensure_future(made(places, ask, small))
        events = await working
        waiting = asyncio.ensure_future(made(places, ask, small, "Next?"))
        while places.inside < 2:
            await asyncio.sleep(0)
        with pytest.raises(Busy):
            made(places, ask, small)  # at once: the loop need not even turn for it
        waiting.cancel()
        while places.inside > 1:
            await asyncio.sleep(0.01)
        assert ask.asked == ["Why?"]  # the other was never begun
        await events.aclose()
        while places.inside:
            await asyncio.sleep(0.01)
        assert ask.left.is_set()

    asyncio.run(asyncio.wait_for(scene(), 10))


def test_a_long_encoding_stops_for_who_has_left(small):
    encoder = for_many(ToyEncoder(), Settings())

    def ask(*_):
        yield ReferencesFound(())
        for i in range(100_000):
            encoder.encode([str(i)])
        raise AssertionError("nobody stopped it")

    async def scene():
        places = Answering(1, 0, AnswerCache(0))
        events = await made(places, ask, small)
        await events.aclose()
        while places.inside:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(scene(), 10))


def test_a_stop_ends_what_is_being_made_and_begins_no_other(small):
    async def scene():
        places, ask = Answering(1, 1, AnswerCache(0)), Held()
        done = await made(places, lambda *_: events_of(ANSWER), small)
        while places.inside:
            await asyncio.sleep(0.01)
        working = await made(places, ask, small)
        waiting = asyncio.ensure_future(made(places, ask, small, "Next?"))
        while places.inside < 2:
            await asyncio.sleep(0)
        places.stop()
        with pytest.raises(Stopping):
            await whole(working)
        with pytest.raises(Stopping):
            await waiting
        with pytest.raises(Stopping):
            await made(places, ask, small)
        assert await whole(done) == ANSWER  # it only had to be read
        while places.inside:
            await asyncio.sleep(0.01)
        assert ask.left.is_set() and ask.asked == ["Why?"]

    asyncio.run(asyncio.wait_for(scene(), 10))


def test_what_goes_wrong_before_the_first_event_is_raised_at_once(small):
    def ask(*_):
        raise ValueError("no")
        yield

    async def scene():
        places = Answering(1, 0, AnswerCache(0))
        with pytest.raises(ValueError, match="no"):
            await made(places, ask, small)
        while places.inside:
            await asyncio.sleep(0)

    asyncio.run(scene())


def test_when_to_come_back_follows_how_long_it_takes(small, monkeypatch):
    clock = iter(range(0, 100_000, 30))
    monkeypatch.setattr(answering.time, "perf_counter", lambda: next(clock))
    places = Answering(1, 0, AnswerCache(0))
    for _ in range(50):
        with places.place():
            pass
    with places.place(), pytest.raises(Busy) as busy, places.place():
        pass
    assert busy.value.headers == {"Retry-After": "30"}


def test_an_encoder_for_many_remembers_and_gathers_unless_that_is_off(toy):
    assert for_many(toy, Settings(batching=False)) is toy
    many = for_many(toy, Settings())
    assert isinstance(many, RememberingEncoder) and isinstance(many._encoder, BatchingEncoder)
    for _ in range(2):
        many.encode(["alpha"])
    assert toy.encoded == ["alpha"]


def test_questions_are_kept_only_where_a_setting_says_so(small, tmp_path):
    for keeps in (False, True):
        with client_of(small, data=tmp_path / "data", log_questions=keeps) as client:
            answers = [client.post("/v1/ask", json=each).json() for each in (PRICES, PRICES, HELLO)]
        kept = Kept(tmp_path / "data", 90).questions()
        expected = [
            Asked(said["id"], PRICES["question"], said["status"], small.id) for said in answers[:2]
        ]
        assert kept == (expected if keeps else [])


def test_an_answer_is_given_where_its_question_cannot_be_kept(small, tmp_path, caplog):
    (tmp_path / "data").write_text("in the way")
    with client_of(small, data=tmp_path / "data", log_questions=True) as client:
        assert client.post("/v1/ask", json=PRICES).status_code == 200
    assert "FOOTNOTE_DATA" in caplog.text
