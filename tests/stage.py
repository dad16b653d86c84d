"""A stand-in for the service: the page's real files, and a scripted /v1/ask on a real socket."""

from __future__ import annotations

import json
import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from server.routes_widget import WIDGET, script


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


DOCUMENT = {
    "document_id": "starter/101",
    "kind": "thread",
    "title": "Is interrupting strangers a sin?",
    "url": "https://example.org/questions/101",
    "published": "2014-03-09",
    "site": "Starter corpus",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "tags": [],
    "sections": [],
    "snapshot": "s1",
}


def section(id: str, text: str, blocks: list[Any] | None = None, **fields: Any) -> dict[str, Any]:
    whole = {"kind": "paragraph", "start": 0, "end": len(text), "number": None}
    return {
        "section_id": id,
        "role": "answer",
        "author": "View 1",
        "author_url": "https://example.org/1",
        "published": "2014-03-09",
        "votes": 12,
        "url": "https://example.org/a/1",
        "text": text,
        "blocks": blocks or [whole],
    } | fields


class Stage(ThreadingHTTPServer):
    """Serves the widget's files under a strict CSP and plays a script for each question.

    A script is a problem document with its status, or a list of events; a ``threading.Event`` in
    the list holds the stream until it is set, a string or bytes are sent as they stand. ``pages``
    are host pages: HTML by path. ``documents``, ``suggested`` and ``feedback_status`` are what the
    smaller doors give; None is a door that is not there.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Player)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.scripts: list[Any] = []
        self.asked: list[dict[str, Any]] = []
        self.pages: dict[str, str] = {}
        self.policy = "default-src 'self'"
        self.documents: dict[str, Any] = {}
        self.suggested: list[str] | None = None
        self.feedback_status = 204
        self.feedback: list[dict[str, Any]] = []
        self.paths: list[str] = []


class Player(BaseHTTPRequestHandler):
    server: Stage

    def log_message(self, *_: Any) -> None:
        pass

    def start(self, status: int, media_type: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Expose-Headers", "Retry-After")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send_json(self, status: int, data: Any) -> None:
        self.start(status, "application/json")
        self.wfile.write(json.dumps(data, ensure_ascii=False).encode())

    def do_OPTIONS(self) -> None:
        self.start(204, "text/plain", Access_Control_Allow_Headers="content-type")

    def do_GET(self) -> None:
        stage = self.server
        stage.paths.append(self.path)
        path = unquote(self.path.partition("?")[0])
        if path.startswith("/v1/suggest") and stage.suggested is not None:
            found = [{"question": each, "document_id": "d"} for each in stage.suggested]
            self.send_json(200, {"questions": found, "snapshot": "s1"})
        elif (id := path.removeprefix("/v1/documents/")) in stage.documents:
            self.send_json(200, stage.documents[id])
        elif path in stage.pages:
            self.start(200, "text/html; charset=utf-8")
            self.wfile.write(stage.pages[path].encode())
        elif path == "/widget.js" or path.startswith("/texts/"):
            self.start(200, "text/javascript")
            self.wfile.write(script(path[1:]).plain)
        else:
            file = WIDGET / (path[1:] or "index.html")
            known = file.is_file()
            self.start(200 if known else 404, mimetypes.guess_type(file.name)[0] or "text/plain")
            self.wfile.write(file.read_bytes() if known else b"not here")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/v1/feedback":
            self.server.feedback.append(body)
            self.start(self.server.feedback_status, "application/json")
            return
        self.server.asked.append({"path": self.path, "accept": self.headers["Accept"], **body})
        script = self.server.scripts.pop(0)
        if isinstance(script, dict):
            wait = {"Retry_After": script["wait"]} if "wait" in script else {}
            self.start(script["status"], "application/problem+json", **wait)
            self.wfile.write(json.dumps(script).encode())
            return
        self.start(200, "text/event-stream")
        for step in script:
            if isinstance(step, threading.Event):
                step.wait(10)
                continue
            data = step
            if isinstance(step, tuple):
                data = f"event: {step[0]}\ndata: {json.dumps(step[1], ensure_ascii=False)}\n\n"
            try:
                self.wfile.write(data.encode() if isinstance(data, str) else data)
                self.wfile.flush()
            except OSError:  # the reader pressed Stop
                return


BEGUN = spoken(quote("Ask first."))[:2]
"""An answer that has begun, and how it goes on is not said."""
