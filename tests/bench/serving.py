"""``footnote serve`` as it is started by anybody, asked over HTTP, and its memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench.sides import QUIET

SERVE = [sys.executable, "-c", "from server.cli import main; main()", "serve", "--port", "0"]
JSON = {"Content-Type": "application/json"}
FIRST = re.compile(rb"^event: ?sentence", re.M)


@dataclass(frozen=True)
class Memory:
    """Megabytes: resident; of these the process's own, and pages of files, which can be dropped."""

    resident: float
    own: float
    files: float


@dataclass
class Served:
    """A running server; ``started`` is when its process was."""

    pid: int
    port: int
    started: float

    def ask(self, question: str) -> tuple[float, dict[str, Any]]:
        """Seconds until the answer was whole, and the answer."""
        began = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("POST", "/v1/ask", json.dumps({"question": question}), JSON)
        response = connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        connection.close()
        assert response.status == 200, content
        return seconds, json.loads(content)

    def first_sentence(self, question: str) -> float:
        """Seconds until the first sentence had come; until the end where there is none."""
        began = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        accepts = {**JSON, "Accept": "text/event-stream"}
        connection.request("POST", "/v1/ask", json.dumps({"question": question}), accepts)
        response = connection.getresponse()
        content = b""
        seconds = 0.0
        while piece := response.read1():
            content += piece
            if not seconds and FIRST.search(content):
                seconds = time.perf_counter() - began
        connection.close()
        return seconds or time.perf_counter() - began

    def memory(self) -> Memory:
        told = Path(f"/proc/{self.pid}/smaps_rollup").read_text("ascii")
        of = {name: int(kb) / 1024 for name, kb in re.findall(r"^(\w+):\s+(\d+) kB", told, re.M)}
        return Memory(of["Rss"], of["Anonymous"], of["Rss"] - of["Anonymous"])


@contextmanager
def serving(index: Path, **settings: object) -> Iterator[Served]:
    """The server, without its cache and its limit of requests unless ``settings`` say so."""
    given = {"cache": 0, "address_rate": "off", **settings}
    variables = {f"FOOTNOTE_{name.upper()}": str(value) for name, value in given.items()}
    started = time.perf_counter()
    with subprocess.Popen(
        [*SERVE, "--index", str(index)],
        env=QUIET | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        try:
            port = int(process.stdout.readline().rpartition(":")[2])
            yield Served(process.pid, port, started)
        finally:
            process.terminate()
            process.wait(60)
