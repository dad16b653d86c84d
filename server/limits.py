"""What a request may cost: the size of its body."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.problems import problem_of, problem_response


class BodyLimit:
    """ASGI middleware: refuses a body above ``limit`` bytes, by its header or as it is read."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = HTTPException(413, f"A body may have at most {self.limit:,} bytes.")
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self.limit:
            request = Request(scope)
            # The body stays unread, so the connection cannot carry another request.
            response = problem_response(
                request, problem_of(request, refusal), {"Connection": "close"}
            )
            await response(scope, receive, send)
            return
        read = 0

        async def receive_within_limit() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.limit:
                raise refusal
            return message

        await self.app(scope, receive_within_limit, send)
