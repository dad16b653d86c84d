"""A language model: messages go in, the pieces of its reply come out; and what may go wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Literal, Protocol

from corpus.errors import FootnoteError

TICK = 0.1
"""Seconds of silence after which an empty piece is given, so that whoever listens may leave."""

LONGEST = 700
"""Tokens of a reply: twelve sentences with the words they rest on."""


class ModelFailed(FootnoteError):
    """A language model that cannot be reached, refuses, breaks off, or gives no text."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation that a model continues."""

    role: Literal["system", "user", "assistant"]
    text: str


class Model(Protocol):
    """A language model. ``name`` is what an answer says of who wrote it."""

    @property
    def name(self) -> str: ...

    def reply(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The pieces of a reply as they come, an empty one each ``TICK`` while none does.

        To close the iterator stops the model. Raises ModelFailed, at any piece.
        """

    def check(self) -> None:
        """Look whether it is there, without asking it anything. Raises ModelFailed."""


Work = Callable[[Callable[[str], None], Event], None]
"""What makes a reply: it says each piece, and stops soon after the event is set."""


def spoken(work: Work) -> Generator[str, None, None]:
    """What ``work`` says in a thread of its own, with an empty piece each ``TICK`` of silence.

    What it raises is raised here. Once this is closed, the work has ended.
    """
    said: SimpleQueue[str | BaseException | None] = SimpleQueue()
    stop = Event()

    def run() -> None:
        try:
            work(said.put, stop)
            said.put(None)
        except BaseException as error:
            said.put(error)

    thread = Thread(target=run, name="language model", daemon=True)
    thread.start()
    try:
        while True:
            try:
                piece = said.get(timeout=TICK)
            except Empty:
                yield ""
                continue
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        stop.set()
        thread.join()


def within(pieces: Iterator[str], seconds: float) -> Iterator[str]:
    """The pieces that come in time; then ModelFailed."""
    end = time.monotonic() + seconds
    for piece in pieces:
        yield piece
        if time.monotonic() > end:
            raise ModelFailed(f"the reply was not whole after {seconds:g} s")
