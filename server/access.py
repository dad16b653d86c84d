"""Who may ask: by a key, from a public page, or anybody where neither is set; and how often."""

from __future__ import annotations

import logging
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.keys import Key, KeysRefused, owner, read_keys
from server.problems import problem_of, problem_response
from server.rates import Rates, network_of
from server.settings import Settings

log = logging.getLogger("footnote")

GUARDED = ("/v1", "/mcp", "/metrics", "/ask")
"""What costs something or tells something. Pages stay open: citations lead to them."""

PRIVATE = "/metrics"
"""What a public page has no use for."""

ANY = "*"
CHALLENGE = {"WWW-Authenticate": "Bearer"}


class Door:
    """Who is let in. The keys are read again when their file changes; nothing opens by that.

    Raises KeysRefused where the file of keys cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self._file: Path = settings.keys_file
        self._origins = settings.public_origins
        self._seen: object = None
        self._keys: list[Key] = []
        self._asks_for_keys = False
        read_keys(self._file)  # a server does not start with a file it cannot read
        self._look()

    @property
    def open(self) -> bool:
        """Whether anybody may ask."""
        return ANY in self._origins or not (self._asks_for_keys or self._origins)

    def admit(self, scope: Scope) -> Key | None:
        """The key a request comes with, None where it needs none; else raises HTTPException."""
        self._look()
        headers = Headers(scope=scope)
        presented = _presented(headers)
        if presented and self._asks_for_keys:
            key = owner(self._keys, presented)
            if key is None:
                said = "This key is not known here; it may have been revoked."
                raise HTTPException(401, said, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
            return key
        origin = _origin(headers, scope)
        private = scope["path"].startswith(PRIVATE)
        if not private and (self.open or origin in self._origins):
            return None
        if private and not (self._asks_for_keys or self._origins):
            return None
        if origin and not private:
            raise HTTPException(403, f"Pages of {origin} may not ask here without a key.")
        raise HTTPException(401, "A key is needed: Authorization: Bearer KEY.", CHALLENGE)

    def _look(self) -> None:
        try:
            about = self._file.stat()
            seen: object = (about.st_mtime_ns, about.st_ino, about.st_size)
        except OSError:
            seen = None
        if seen == self._seen:
            return
        try:
            self._keys = read_keys(self._file)
        except KeysRefused as error:
            log.error("%s\nThe keys from before hold.", error)
        self._seen = seen
        self._asks_for_keys |= seen is not None


class Access:
    """ASGI middleware: a request gets in with a key or from a public page, within its rate."""

    def __init__(self, app: ASGIApp, door: Door, rates: Rates) -> None:
        self.app = app
        self.door = door
        self.rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not guarded(scope["path"]):
            await self.app(scope, receive, send)
            return
        address = network_of(scope["client"][0] if scope.get("client") else "")
        refusal, key = None, None
        try:
            key = self.door.admit(scope)
            scope.setdefault("state", {})["key"] = key.id if key else None
        except HTTPException as error:
            refusal = error
        # Who is refused is counted too, so that keys cannot be tried without end.
        turn = self.rates.take("key", key.id) if key else self.rates.take("address", address)
        if not turn.allowed:
            refusal = HTTPException(
                429, f"Too many requests from this {'key' if key else 'address'}."
            )
        if refusal:
            request = Request(scope)
            headers = {**turn.headers, **(refusal.headers or {}), "Connection": "close"}
            response = problem_response(request, problem_of(request, refusal), headers)
            await response(scope, receive, send)
            return

        async def send_with_rate(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(turn.headers)
            await send(message)

        await self.app(scope, receive, send_with_rate)


def guarded(path: str) -> bool:
    """Whether not everybody may ask for this, where a key or an origin is set."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in GUARDED)


def _presented(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")


def _origin(headers: Headers, scope: Scope) -> str:
    """The page a browser asks from. It names none where the page is our own and only reads."""
    if "origin" not in headers and headers.get("sec-fetch-site") == "same-origin":
        return f"{scope['scheme']}://{headers.get('host', '')}"
    return headers.get("origin", "")
