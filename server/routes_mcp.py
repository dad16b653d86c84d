"""The door of the Model Context Protocol: its tools over HTTP, at one address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from server.mcp_tools import mcp_server
from server.state import State

PATH = "/mcp"


class McpDoor:
    """An ASGI application. It keeps no session: each request brings all that it needs."""

    def __init__(self, state: State) -> None:
        self._manager = StreamableHTTPSessionManager(
            mcp_server(state), json_response=True, stateless=True
        )
        self.route = Route(PATH, self)

    @asynccontextmanager
    async def lifespan(self, app: object) -> AsyncIterator[None]:
        """Open while the application runs."""
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)
