"""The very same question gets the very same answer, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from doors import ANSWER

from rag.answer import Done, ReferencesFound, SentenceWritten
from rag.question import Turn
from server import answer_cache
from server.answer_cache import AnswerCache, events_of, key_of


def test_a_kept_answer_comes_back_under_its_own_id_and_timings():
    cache = AnswerCache(100_000)
    cache.put(b"key", ANSWER)
    found = cache.get(b"key")
    assert found is not None and found.id != ANSWER.id and set(found.timings) == {"cache"}
    assert replace(found, id=ANSWER.id, timings=ANSWER.timings) == ANSWER
    assert cache.get(b"key").id != found.id
    assert cache.get(b"other") is None


def test_it_stays_within_its_bytes_and_forgets_what_was_not_wanted_for_longest():
    size = AnswerCache(1 << 30)
    size.put(b"", ANSWER)
    cache = AnswerCache(3 * size.bytes)
    for key in (b"1", b"2", b"3"):
        cache.put(key, ANSWER)
    assert cache.get(b"1")
    cache.put(b"4", ANSWER)
    assert [bool(cache.get(key)) for key in (b"1", b"2", b"3", b"4")] == [True, False, True, True]
    assert cache.bytes == cache.limit
    cache.put(b"1", ANSWER)
    assert cache.bytes == cache.limit


def test_nothing_is_kept_where_there_is_no_room_for_it():
    cache = AnswerCache(0)
    cache.put(b"key", ANSWER)
    assert cache.get(b"key") is None and cache.bytes == 0


SAID = [Turn("user", "Is cold e-mail dead?")]


@pytest.mark.parametrize(
    "other",
    [
        ("s2", "Why?", SAID),
        ("s1", "why?", SAID),
        ("s1", "Why?", []),
        ("s1", "Why?", [Turn("assistant", "Is cold e-mail dead?")]),
        ("s1", "Why?", SAID, {"site": "small"}),
    ],
)
def test_whatever_is_different_is_another_question(other):
    assert key_of("s1", "Why?", SAID) != key_of(*other)
    assert key_of("s1", " Why?\n", SAID) == key_of("s1", "Why?", list(SAID))


def test_an_answer_is_not_kept_over_midnight(monkeypatch):
    class Tomorrow(date):
        @classmethod
        def today(cls):
            return cls(2100, 1, 1)

    today = key_of("s1", "Why?", [])
    monkeypatch.setattr(answer_cache, "date", Tomorrow)
    assert key_of("s1", "Why?", []) != today


def test_the_events_of_an_answer():
    events = list(events_of(ANSWER))
    assert events == [
        ReferencesFound(ANSWER.references),
        *map(SentenceWritten, ANSWER.sentences),
        Done(ANSWER),
    ]
    silent = replace(ANSWER, sentences=(), references=())
    assert list(events_of(silent)) == [Done(silent)]
