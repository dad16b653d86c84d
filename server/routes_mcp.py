"""The door of the Model Context Protocol: its tools over HTTP, at one address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import anyio.abc
import anyio.to_thread
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from server.state import State

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"


class McpDoor:
    """An ASGI application. It keeps no session: each request brings all that it needs."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._opening = anyio.Lock()
        self._running: anyio.abc.TaskGroup | None = None
        self._manager: StreamableHTTPSessionManager | None = None
        # A GET would wait for messages that a server without sessions never sends.
        self.route = Route(PATH, self, methods=["POST"])

    @asynccontextmanager
    async def lifespan(self, app: object) -> AsyncIterator[None]:
        """Open while the application runs."""
        async with anyio.create_task_group() as self._running:
            yield
            self._running.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._opening:
            manager = self._manager or await self._opened()
        await manager.handle_request(scope, receive, send)

    async def _opened(self) -> StreamableHTTPSessionManager:
        """Opened by the first who comes: the SDK takes half a second to import."""
        assert self._running, "the application's lifespan has not begun"
        manager = await anyio.to_thread.run_sync(self._made)

        async def run(*, task_status: anyio.abc.TaskStatus[None]) -> None:
            async with manager.run():
                task_status.started()
                await anyio.sleep_forever()

        await self._running.start(run)
        self._manager = manager
        return manager

    def _made(self) -> StreamableHTTPSessionManager:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from server.mcp_tools import mcp_server

        return StreamableHTTPSessionManager(
            mcp_server(self._state), json_response=True, stateless=True
        )
