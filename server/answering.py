"""Making answers: so many at once and no more, beside the event loop, while somebody waits."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar

import anyio
import anyio.to_thread
from anyio.from_thread import check_cancelled
from fastapi import Request

from corpus.errors import FootnoteError, NotKept
from index.encoder import Encoder
from index.encoder_batching import BatchingEncoder
from index.encoder_memory import RememberingEncoder
from index.filters import Filters
from index.snapshot import Snapshot
from rag.answer import Answer, Done, Event
from rag.extractive import Extractive
from rag.question import Turn
from rag.writing import BROKEN_OFF, Writer
from server.answer_cache import AnswerCache, events_of, key_of
from server.keeping import Asked, Kept
from server.observing import answered
from server.settings import Settings
from server.writers import writer_of

SLOWER = 0.1
"""What each answer weighs in the mean of how long the latest took."""

log = logging.getLogger("footnote")

T = TypeVar("T")


class Ask(Protocol):
    """What ``rag.asking.ask`` is."""

    def __call__(
        self,
        question: str,
        history: Sequence[Turn],
        snapshot: Snapshot,
        filters: Filters | None = None,
        explain: bool = False,
        writer: Writer = ...,
    ) -> Iterator[Event]: ...


class Busy(FootnoteError):
    """As many requests are at work and waiting as there may be; ``after`` is in seconds."""

    def __init__(self, after: int) -> None:
        super().__init__(
            "the server is busy with the questions of others", mend=f"Ask again in {after} s."
        )
        self.headers = {"Retry-After": str(after)}


class Stopping(FootnoteError):
    """The server stops, and an answer was not finished in the time it had for that."""

    def __init__(self) -> None:
        super().__init__("the server is being stopped", mend="Ask again in a moment.")
        self.headers = {"Retry-After": "5"}


class ClientLeft(Exception):
    """Whoever asked has closed the connection."""


@dataclass(slots=True)
class Answering:
    """The places for requests that cost something, and about how long each is held of late.

    To be used by the event loop alone.
    """

    running: int
    waiting: int
    cache: AnswerCache
    inside: int = 0
    turned_away: int = 0
    seconds: float = 1.0
    kept: Kept | None = None
    stopping: bool = False
    writer: Writer = field(default_factory=Extractive)
    threads: anyio.CapacityLimiter = field(init=False)
    _open: set[asyncio.Queue[Event | Exception | None]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.threads = anyio.CapacityLimiter(self.running)

    @classmethod
    def of(cls, settings: Settings) -> Answering:
        kept = Kept(settings.data, settings.keep_days) if settings.log_questions else None
        return cls(
            settings.running,
            settings.waiting,
            AnswerCache(settings.cache),
            kept=kept,
            writer=writer_of(settings, _still_wanted),
        )

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place at work or in the queue, for as long as it is held. Raises Busy and Stopping."""
        self._look_for_place()
        self.inside += 1
        began = time.perf_counter()
        try:
            yield
        finally:
            self.inside -= 1
            self.seconds += SLOWER * (time.perf_counter() - began - self.seconds)

    def _look_for_place(self) -> None:
        if self.stopping:
            raise Stopping
        if self.inside >= self.running + self.waiting:
            self.turned_away += 1
            raise Busy(max(1, math.ceil(self.seconds)))

    def stop(self) -> None:
        """End each answer that is still being made with Stopping, and begin no other."""
        self.stopping = True
        if self._open:
            log.warning("stopping: answers broken off: %d", len(self._open))
        for events in self._open:
            events.put_nowait(Stopping())

    def begin(
        self,
        ask: Ask,
        question: str,
        history: Sequence[Turn],
        snapshot: Snapshot,
        filters: Filters | None = None,
        explain: bool = False,
    ) -> Coroutine[Any, Any, AsyncIterator[Event]]:
        """The events of an answer; once they can be awaited the first of them is there.

        Raises Busy and Stopping at once, before a task or a thread is begun for it; awaiting raises
        what ``ask`` raises before its first event, so that the status can still say so.
        """
        writer = self.writer
        key = key_of(snapshot.id, question, history, filters, explain, writer.name, writer.prompt)
        known = self.cache.get(key)
        if known:
            answered(known)
            return self._begun(_each(events_of(known)))
        self._look_for_place()
        make = partial(ask, question, history, snapshot, filters, explain, writer)
        return self._begun(self._made(make, key))

    async def _begun(self, events: AsyncGenerator[Event]) -> AsyncIterator[Event]:
        noted = self._noted(events)
        return _after(await anext(noted), noted)

    async def _noted(self, events: AsyncGenerator[Event]) -> AsyncGenerator[Event]:
        """The events; the question is kept where a setting says so."""
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Done) and self.kept and event.answer.intent == "question":
                    await anyio.to_thread.run_sync(_keep, self.kept, event.answer)
                yield event

    async def _made(self, make: Callable[[], Iterator[Event]], key: bytes) -> AsyncGenerator[Event]:
        """The events as a thread makes them; it is stopped when nobody wants more of them.

        They are made as fast as they can be and wait here, since an answer is short: a slow reader
        holds neither a thread nor a place.
        """
        loop, scope = asyncio.get_running_loop(), anyio.CancelScope()
        events = asyncio.Queue[Event | Exception | None]()

        def write() -> None:
            for event in make():
                check_cancelled()
                loop.call_soon_threadsafe(events.put_nowait, event)

        async def work() -> None:
            end: Exception | None = None
            with scope:
                try:
                    with self.place():
                        await anyio.to_thread.run_sync(write, limiter=self.threads)
                except Exception as error:
                    end = error
            self._open.discard(events)
            events.put_nowait(end)

        self._open.add(events)
        working = asyncio.create_task(work())
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, Exception):
                    raise event
                if isinstance(event, Done):
                    answered(event.answer)
                    if self._lasts(event.answer):
                        self.cache.put(key, event.answer)
                yield event
        finally:
            scope.cancel()
            del working  # held until here: the loop itself holds no task

    def _lasts(self, answer: Answer) -> bool:
        """Whether it would be the same again: not where the language model failed."""
        return answer.writer == self.writer.name and BROKEN_OFF not in answer.notes


def _keep(kept: Kept, answer: Answer) -> None:
    asked = Asked(answer.id, answer.standalone_question, answer.status, answer.snapshot)
    try:
        kept.add_question(asked)
    except NotKept as error:  # an answer is worth more than its trace
        log.error("%s", error)


async def _each(events: Iterator[Event]) -> AsyncGenerator[Event]:
    for event in events:
        yield event


async def _after(first: Event, rest: AsyncGenerator[Event]) -> AsyncGenerator[Event]:
    async with aclosing(rest):
        yield first
        async for event in rest:
            yield event


async def whole(events: AsyncIterator[Event]) -> Answer:
    """The answer that events end in."""
    async for event in events:
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("the last event of an answer is Done")


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The work's result. Once the client has closed the connection, it stops; raises ClientLeft."""

    async def left() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(left())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientLeft
        return working.result()
    finally:
        leaving.cancel()
        working.cancel()


def for_many(encoder: Encoder, settings: Settings) -> Encoder:
    """The encoder as a server uses it: for many threads at once, and remembering."""
    if not settings.batching:
        return encoder
    return RememberingEncoder(BatchingEncoder(encoder, _still_wanted))


def _still_wanted() -> None:
    with suppress(RuntimeError):  # in a thread that works for no request
        check_cancelled()
