"""A real server with more asked of it than it can do: it says so at once, and stays well.

Short as it stands; ``make load`` runs all of it, holds it to its times, and prints them.
``LOAD_INDEX`` and ``LOAD_QUERIES`` name another index than the starter corpus', and its questions.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

pytestmark = [pytest.mark.load, pytest.mark.model]

FULL = os.environ.get("LOAD") == "full"
QUERIES = Path(__file__).parent.parent / "corpus" / "data" / "evaluation" / "queries.tsv"
FOOTNOTE = [sys.executable, "-c", "from server.cli import main; main()"]
RUNNING, WAITING = 4, 2
SECONDS = 30 if FULL else 3
STREAMS = 1_000 if FULL else 100


@dataclass
class Server:
    process: subprocess.Popen[str]
    port: int
    words: Iterator[str]

    def question(self) -> str:
        """Another one each time."""
        return next(self.words)

    def memory(self) -> int:
        """Kilobytes in use."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def questions() -> Iterator[str]:
    """The judged ones, then each two of them put together, each three, and so on."""
    file = Path(os.environ.get("LOAD_QUERIES") or QUERIES)
    first = [line.split("\t")[1] for line in file.read_text("utf-8").splitlines()]
    for many in itertools.count(1):
        yield from map(" ".join, itertools.permutations(first, many))


@contextmanager
def serving(index: Path, **settings: object) -> Iterator[Server]:
    given = {f"FOOTNOTE_{name.upper()}": str(value) for name, value in settings.items()}
    given = {"FOOTNOTE_ADDRESS_RATE": "off", "FOOTNOTE_CACHE": "0", **given}
    process = subprocess.Popen(
        [*FOOTNOTE, "serve", "--index", str(index), "--port", "0"],
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield Server(process, int(process.stdout.readline().rpartition(":")[2]), questions())
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture
def index(request) -> Path:
    given = os.environ.get("LOAD_INDEX")
    return Path(given) if given else request.getfixturevalue("starter_index")


@dataclass
class Seen:
    """What clients met: seconds by status, and how many of each status."""

    took: dict[int, list[float]] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)

    def add(self, status: int, seconds: float) -> None:
        self.took.setdefault(status, []).append(seconds)
        self.counts[status] += 1

    def at(self, percent: float, status: int = 200) -> float:
        return float(np.percentile(self.took[status], percent))


def body(question: str, accept: str = "application/json", method: str = "POST /v1/ask") -> bytes:
    text = json.dumps({"question": question}).encode()
    head = f"{method} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(text)}\r\nConnection: close\r\n\r\n".encode() + text


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def ask(server: Server, accept: str = "application/json") -> tuple[int, bytes]:
    async with connected(server.port) as (reader, writer):
        writer.write(body(server.question(), accept))
        said = await reader.read()
    return int(said[9:12]), said


async def figure(server: Server, name: str) -> float:
    async with connected(server.port) as (reader, writer):
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        said = (await reader.read()).decode()
    return float(re.search(rf"^{name} (.+)$", said, re.M)[1])


async def clients(server: Server, number: int, seconds: float, pause: float = 0.0) -> Seen:
    """So many clients, each asking again as soon as it is answered, or ``pause`` after a 503."""
    seen, over = Seen(), time.perf_counter() + seconds

    async def client() -> None:
        while time.perf_counter() < over:
            began = time.perf_counter()
            status, said = await ask(server)
            seen.add(status, time.perf_counter() - began)
            if status == 503:
                assert int(re.search(rb"retry-after: (\d+)", said)[1]) >= 1
                await asyncio.sleep(2 * pause * random.random())

    await asyncio.gather(*(client() for _ in range(number)))
    return seen


def tell(name: str, *figures: str) -> None:
    print(f"| {name} | {' | '.join(figures)} |")


def test_ten_times_the_load_it_can_carry(index):
    async def scene(server: Server) -> None:
        await clients(server, RUNNING, SECONDS / 2)  # warm
        usual = await clients(server, RUNNING, SECONDS)
        before = server.memory()
        crowd = await clients(server, 10 * RUNNING, SECONDS, pause=0.5)
        middle = server.memory()
        crowd_again = await clients(server, 10 * RUNNING, SECONDS, pause=0.5)
        after = server.memory()
        while await figure(server, "footnote_places_taken"):
            await asyncio.sleep(0.01)
        later = await clients(server, RUNNING, SECONDS)
        for name, seen in (
            ("usual", usual),
            ("ten times", crowd),
            ("ten times, again", crowd_again),
            ("afterwards", later),
        ):
            refused = f"{1000 * seen.at(95, 503):.0f} ms" if seen.counts[503] else "–"
            tell(
                name,
                f"{seen.counts[200] / SECONDS:.1f}",
                f"{seen.counts[503] / SECONDS:.0f}",
                f"{seen.at(50):.2f} s",
                f"{seen.at(95):.2f} s",
                refused,
            )
        tell("memory", f"{before >> 10} MB", f"{middle >> 10} MB", f"{after >> 10} MB")
        assert set(usual.counts) == set(later.counts) == {200}
        assert set(crowd.counts) == set(crowd_again.counts) == {200, 503}
        assert after - before < 64 << 10
        if FULL:
            assert crowd.at(95) <= 2 * usual.at(95)
            assert crowd.at(95, 503) <= 0.05
            assert later.at(95) <= 1.5 * usual.at(95)

    with serving(index, running=RUNNING, waiting=WAITING) as server:
        asyncio.run(scene(server))


def test_many_streams_slow_readers_and_some_who_leave(index):
    fifth = STREAMS // 5

    def connect(server: Server) -> socket.socket:
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        held.connect(("127.0.0.1", server.port))
        held.setblocking(False)
        return held

    async def stream(server: Server, question: str) -> tuple[socket.socket, bytes]:
        """A stream that has begun; only its first bytes are read."""
        loop = asyncio.get_running_loop()
        while True:
            held = connect(server)
            await loop.sock_sendall(held, body(question, "text/event-stream"))
            first = await loop.sock_recv(held, 512)
            if first.startswith(b"HTTP/1.1 200"):
                return held, first
            assert first.startswith(b"HTTP/1.1 503"), first
            held.close()
            await asyncio.sleep(0.2)

    async def scene(server: Server) -> None:
        loop = asyncio.get_running_loop()
        asked = [server.question() for _ in range(10)]
        for question in asked:  # so that a stream costs no new answer
            held, _ = await stream(server, question)
            held.close()
        before = server.memory()
        held = [await stream(server, asked[i % 10]) for i in range(STREAMS - fifth)]
        with_streams = server.memory()
        leaving = []
        for _ in range(fifth):
            one = connect(server)
            await loop.sock_sendall(one, body(server.question(), "text/event-stream"))
            leaving.append(one)
        await asyncio.sleep(0.5)
        for one in leaving:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.close()
        left = time.perf_counter()
        while await figure(server, "footnote_places_taken"):
            await asyncio.sleep(0.02)
        freed = time.perf_counter() - left
        status, _ = await ask(server)  # the others' streams keep nobody waiting
        slow, quick = held[:fifth], held[fifth:]

        async def rest(one: socket.socket, said: bytes) -> bytes:
            while piece := await loop.sock_recv(one, 65536):
                said += piece
            return said

        whole = await asyncio.gather(*(rest(*each) for each in quick))
        for one, _ in held:
            one.close()
        tell("open streams", str(len(held)), f"{(with_streams - before) / len(held):.1f} kB each")
        tell("cut off", str(fifth), f"nothing at work after {freed:.2f} s")
        assert status == 200
        assert all(said.count(b"event: done") == 1 for said in whole)
        assert len(slow) == fifth
        assert with_streams - before < 64 * len(held)
        if FULL:
            assert freed < 1

    with serving(index, cache=1 << 25) as server:
        asyncio.run(scene(server))


def test_a_stop_finishes_the_answers_that_are_open(index):
    async def scene(server: Server) -> None:
        asking = [asyncio.ensure_future(ask(server, "text/event-stream")) for _ in range(4)]
        while await figure(server, "footnote_places_taken") < 4:
            await asyncio.sleep(0.01)
        server.process.send_signal(signal.SIGTERM)
        for status, said in await asyncio.gather(*asking):
            assert status == 200 and said.count(b"event: done") == 1
        with pytest.raises(OSError):
            await ask(server)

    with serving(index, running=RUNNING) as server:
        asyncio.run(scene(server))
        assert server.process.wait(30) == 0


@pytest.mark.skipif(not FULL, reason="a comparison of times: make load")
def test_what_encoding_together_gives(index):
    rates = {}
    for batching in (True, False):
        with serving(index, running=32, batching=batching) as server:
            asyncio.run(clients(server, 32, SECONDS / 2))
            seen = asyncio.run(clients(server, 32, SECONDS))
        rates[batching] = seen.counts[200] / SECONDS
        tell(
            "32 clients, encoded " + ("together" if batching else "alone"),
            f"{rates[batching]:.1f}",
            f"{seen.at(50):.2f} s",
            f"{seen.at(99):.2f} s",
        )
        assert seen.at(99) < 10 * seen.at(50)
    tell("ratio", f"{rates[True] / rates[False]:.2f}")
