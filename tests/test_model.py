"""What a model says comes piece by piece from a thread of its own, and can be given up."""

from __future__ import annotations

import threading

import pytest

from rag.model import ModelFailed, spoken, within


def test_pieces_come_in_order_and_end():
    def work(say, stop):
        say("One ")
        say("two.")

    assert list(spoken(work)) == ["One ", "two."]


def test_what_the_work_raises_is_raised_after_what_it_said():
    def work(say, stop):
        say("One ")
        raise ModelFailed("gone")

    pieces = spoken(work)
    assert next(pieces) == "One "
    with pytest.raises(ModelFailed, match="gone"):
        next(pieces)


def test_silence_is_heard_and_closing_ends_the_work():
    ended = threading.Event()

    def work(say, stop):
        stop.wait(20)
        ended.set()

    pieces = spoken(work)
    assert next(pieces) == ""
    assert not ended.is_set()
    pieces.close()
    assert ended.is_set()


def test_a_reply_has_its_time_and_no_more():
    assert list(within(iter(["a", "b"]), 60)) == ["a", "b"]
    with pytest.raises(ModelFailed, match="not whole after 0 s"):
        list(within(iter(["a", "b"]), 0))
