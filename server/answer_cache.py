"""Answers given before, kept for exactly the same question to exactly the same snapshot."""

from __future__ import annotations

import time
import uuid
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from pydantic import TypeAdapter
from pydantic_core import to_json

from rag.answer import Answer, Done, Event, ReferencesFound, SentenceWritten
from rag.question import Turn, shown

_ANSWER = TypeAdapter(Answer)


class AnswerCache:
    """The latest answers, as JSON of at most ``limit`` bytes together; to be used by one thread.

    Nothing near is ever taken for the same: it would cite wrongly.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, key: bytes) -> Answer | None:
        """The answer to this, under an id and with timings of its own, or None."""
        began = time.perf_counter()
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        answer = _ANSWER.validate_json(kept)
        took = round(1000 * (time.perf_counter() - began), 1)
        return replace(answer, id=uuid.uuid4().hex, timings={"cache": took})

    def put(self, key: bytes, answer: Answer) -> None:
        """Keep an answer; the ones not wanted for longest make room."""
        kept = to_json(answer)
        if key in self._kept or len(kept) > self.limit:
            return
        self._kept[key] = kept
        self.bytes += len(kept)
        while self.bytes > self.limit:
            _, gone = self._kept.popitem(last=False)
            self.bytes -= len(gone)


def key_of(snapshot: str, question: str, history: Sequence[Turn], *more: object) -> bytes:
    """What an answer depends on: all that was asked, of which snapshot, and on which day."""
    day = date.today()  # an answer says how old its sources are
    return sha256(to_json([snapshot, shown(question), history, day, more])).digest()


def events_of(answer: Answer) -> Iterator[Event]:
    """The events a whole answer consists of."""
    if answer.references:
        yield ReferencesFound(answer.references)
    for sentence in answer.sentences:
        yield SentenceWritten(sentence)
    yield Done(answer)
