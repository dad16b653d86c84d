"""What every response carries, and what a request's own headers ask for."""

from __future__ import annotations

import re
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DEFAULTS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    # Kept, but asked about each time: the page and its script change together with the server.
    "Cache-Control": "no-cache",
}
"""Headers of every response that does not set its own."""

GOOD_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def request_id(scope: Scope) -> str:
    """The request's id: the client's own where it is harmless, else one of ours."""
    state = scope.setdefault("state", {})
    if "request_id" not in state:
        given = Headers(scope=scope).get("x-request-id", "")
        state["request_id"] = given if GOOD_ID.fullmatch(given) else uuid4().hex
    return str(state["request_id"])


def prefers(scope: Scope, media_type: str) -> bool:
    """Whether the client names this type and likes none of JSON's better (RFC 9110, 12.5.1)."""
    wanted = dict(_accepted(Headers(scope=scope).get("accept", "")))
    quality = wanted.get(media_type, 0.0)
    return quality > 0 and quality >= wanted.get("application/json", 0.0)


def _accepted(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        found.append((name, quality))
    return found


class Heads:
    """ASGI middleware: HEAD is answered as GET is, without the body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        scope.setdefault("state", {})  # one for both: the request's id is in it
        await self.app({**scope, "method": "GET"}, receive, send_without_body)


class ResponseHeaders:
    """ASGI middleware: gives each response its request id and the headers it lacks."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id(scope)
                for name, value in DEFAULTS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
