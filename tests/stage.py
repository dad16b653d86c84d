"""A stand-in for the service: the page's real files, and a scripted /v1/ask on a real socket."""

from __future__ import annotations

import json
import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

WIDGET = Path(__file__).parent.parent / "server" / "widget"


def reference(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "number": number,
        "section_id": f"starter/10{number}#10{number}1",
        "title": "Is interrupting strangers a sin?",
        "author": f"View {number}",
        "author_url": "/sources/starter/who-writes-here",
        "published": "2014-03-09",
        "votes": 12,
        "site": "Starter corpus",
        "url": f"https://example.org/questions/10{number}",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "source_url": f"/sources/starter/10{number}",
    } | fields


def quote(text: str, number: int = 1, start: int = 0, **fields: Any) -> dict[str, Any]:
    citation = {"reference": number, "start": start, "end": start + len(text), "quote": text}
    return {"text": text, "kind": "quote", "citations": [citation]} | fields


def answer(sentences: list[Any], references: list[Any], **fields: Any) -> dict[str, Any]:
    return {
        "id": "a1",
        "question": "q",
        "standalone_question": "q",
        "status": "answered",
        "sentences": sentences,
        "references": references,
        "notes": [],
        "nearest": [],
        "writer": "extractive",
        "snapshot": "s1",
        "timings": {},
    } | fields


def spoken(*sentences: Any, references: list[Any] | None = None, **fields: Any) -> list[Any]:
    """The events of a whole answer."""
    known = [reference(1), reference(2)] if references is None else references
    return [
        ("references", {"references": known}),
        *(("sentence", sentence) for sentence in sentences),
        ("done", answer(list(sentences), known, **fields)),
    ]


class Stage(ThreadingHTTPServer):
    """Serves the page's files under a strict CSP and plays a script for each question.

    A script is a problem document with its status, or a list of events; a ``threading.Event`` in
    the list holds the stream until it is set, a string is sent as it stands.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Player)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.scripts: list[Any] = []
        self.asked: list[dict[str, Any]] = []


class Player(BaseHTTPRequestHandler):
    server: Stage

    def log_message(self, *_: Any) -> None:
        pass

    def start(self, status: int, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()

    def do_GET(self) -> None:
        name = self.path.removeprefix("/") or "index.html"
        known = name in {file.name for file in WIDGET.iterdir()}
        self.start(200 if known else 404, mimetypes.guess_type(name)[0] or "text/plain")
        self.wfile.write((WIDGET / name).read_bytes() if known else b"not here")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "accept": self.headers["Accept"], **body})
        script = self.server.scripts.pop(0)
        if isinstance(script, dict):
            self.start(script["status"], "application/problem+json")
            self.wfile.write(json.dumps(script).encode())
            return
        self.start(200, "text/event-stream")
        for step in script:
            if isinstance(step, threading.Event):
                step.wait(10)
                continue
            text = step
            if isinstance(step, tuple):
                text = f"event: {step[0]}\ndata: {json.dumps(step[1], ensure_ascii=False)}\n\n"
            try:
                self.wfile.write(text.encode())
            except OSError:  # the reader pressed Stop
                return
