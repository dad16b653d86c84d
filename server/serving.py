"""Listening: a socket, an application over the loaded index, and a graceful end."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import importlib
import logging
import signal
import socket
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ipaddress import ip_address

import uvicorn
from threadpoolctl import threadpool_limits

from corpus.errors import FootnoteError
from index.snapshot import Snapshot, load
from rag.language import foreign
from server.answering import for_many
from server.logs import log_as_json, log_request
from server.observing import Observer
from server.problems import log
from server.settings import Settings
from server.state import State
from server.tracing import tracer
from server.watching import Watch
from server.writers import look_for

GRACE = 30
"""Seconds an answer being written gets to finish after the server is asked to stop."""

FAREWELL = 5
"""Seconds after that for those who wait to be told that theirs will not."""

M_ARENA_MAX = -8
"""From glibc's malloc.h."""

OPEN = """Anybody who can reach %s may ask: there are no keys, and no pages are named.
Make a key with footnote keys add NAME, or name the pages in FOOTNOTE_ORIGINS (* for everybody)."""


class AddressRefused(FootnoteError):
    """The server cannot listen where it was told to."""


class _Server(uvicorn.Server):
    def __init__(
        self,
        config: uvicorn.Config,
        on_listening: Callable[[], None],
        on_overdue: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._on_listening = on_listening
        self._on_overdue = on_overdue

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(GRACE, self._on_overdue)
        await super().shutdown(sockets)


def serve(settings: Settings, on_listening: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, always from the snapshot that is current.

    ``on_listening`` hears the address once it answers.

    Raises AddressRefused, and what loading a snapshot raises. After SIGINT, KeyboardInterrupt.
    """
    if settings.log == "json":
        log_as_json()
    # The event loop gets its turn within a millisecond or two though answers are being made: with
    # 8 busy threads it waited up to 300 ms for one at Python's own 5 ms, and lost them no time.
    sys.setswitchinterval(0.0005)
    # It warns of each client that leaves while it is written to.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    _allow_many_connections()
    _keep_memory_together()
    # One thread for each product of matrices: requests share the cores among them, and threads that
    # wait for each other when there are more of them than cores take three times as long.
    threadpool_limits(1)
    with listen(settings.host, settings.port) as listening:
        state = State(settings, _loaded(settings))
        say_if_open(state, listening)
        look_for(state.answering.writer)
        watch = Watch(state)
        watch.start()
        try:
            # The server raises the signal again once it has stopped. SIGTERM must then end nothing;
            # SIGINT must tell, even where the shell that started this had it ignored.
            before = {
                signal.SIGTERM: signal.signal(signal.SIGTERM, lambda number, frame: None),
                signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),
            }
            try:
                _Server(
                    configured(state),
                    lambda: on_listening(address_of(listening)),
                    state.answering.stop,
                ).run([listening])
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)
        finally:
            watch.stop()
            if state.snapshot:
                state.snapshot.close()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises AddressRefused."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise AddressRefused(
            "another program listens there already" if taken else str(error.strerror or error),
            where=f"{host}:{port}",
            mend=f"Choose another port: footnote serve --port {port + 1}"
            if taken
            else "Choose another address: footnote serve --host 127.0.0.1 --port 8000",
        ) from error


def _loaded(settings: Settings) -> Snapshot:
    """The current snapshot, while what the first answers need besides is made ready beside it."""
    with ThreadPoolExecutor(2) as threads:
        loading = threads.submit(load, settings.index)
        hearing = threads.submit(foreign, "Is this English?")  # reads a model of languages
        importlib.import_module("server.app")
        snapshot = loading.result()
        hearing.result()
    _give_back_memory()
    snapshot.encoder = for_many(snapshot.encoder, settings)
    return snapshot


def _allow_many_connections() -> None:
    """Each connection is an open file, and of those a process may often have 1,024 at first."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _keep_memory_together() -> None:
    """glibc gives each thread an arena of its own, and what one frees no other can use: with one
    for all, a server with 8 clients on the archives takes 591 MB in place of 613 with two, and is
    no slower."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def _give_back_memory() -> None:
    """What loading took and has freed, glibc would keep."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def configured(state: State) -> uvicorn.Config:
    """How uvicorn runs the application."""
    from server.app import create_app

    settings, proxies = state.settings, state.settings.proxies
    observers: list[Observer] = [log_request] if settings.log == "json" else []
    if settings.traces:
        observers.append(tracer())
    return uvicorn.Config(
        create_app(state, observers),
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE + FAREWELL,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )


def say_if_open(state: State, listening: socket.socket) -> None:
    """Nothing is open by accident: warn where others reach a door that nothing holds."""
    host = listening.getsockname()[0]
    if ip_address(host.partition("%")[0]).is_loopback or state.settings.public_origins:
        return
    if state.door.open:
        log.warning(OPEN, host)


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    # A browser cannot open the address that stands for every network.
    host = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
