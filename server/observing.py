"""What is noticed of each request: what it was, how it ended, how long it took; never its words."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rag.answer import Answer
from server.headers import request_id

ELSEWHERE = "other"
"""In place of a route, where an address has none: strangers choose addresses, and without end."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """One request, after its end. Times are in nanoseconds since the epoch.

    ``answer`` is what was answered, at ``answered``; ``key`` the id of the key it came with.
    """

    request_id: str
    method: str
    route: str
    path: str
    status: int
    began: int
    ended: int
    answer: Answer | None
    answered: int
    key: str | None
    headers: Mapping[str, str]

    @property
    def seconds(self) -> float:
        return (self.ended - self.began) / 1e9


Observer = Callable[[Noticed], None]


@dataclass(slots=True)
class _Now:
    """What is known of the request under way."""

    id: str
    answer: Answer | None = None
    answered: int = 0


_now: ContextVar[_Now | None] = ContextVar("request", default=None)


def answered(answer: Answer) -> None:
    """To be told of each answer, by whoever made it for the request under way."""
    if (now := _now.get()) is not None:
        now.answer, now.answered = answer, time.time_ns()


def current_request() -> str | None:
    """The id of the request under way."""
    now = _now.get()
    return now.id if now else None


class Observed:
    """ASGI middleware: tells the observers of every request once it has ended."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        self.app = app
        self.observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        now, began, status = _Now(request_id(scope)), time.time_ns(), 500

        async def send_and_look(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        token = _now.set(now)
        try:
            await self.app(scope, receive, send_and_look)
        finally:
            _now.reset(token)
            noticed = Noticed(
                now.id,
                scope["method"],
                getattr(scope.get("route"), "path", ELSEWHERE),
                scope["path"],
                status,
                began,
                time.time_ns(),
                now.answer,
                now.answered,
                scope["state"].get("key"),
                Headers(scope=scope),
            )
            for observer in self.observers:
                observer(noticed)
