"""The log is lines of JSON, each with its request's id, and none with a question in it."""

from __future__ import annotations

import io
import json
import logging

import pytest
from doors import ANSWER, client_of, events_of
from starlette.testclient import TestClient

from server import routes_ask
from server.app import create_app
from server.keys import add_key, read_keys
from server.logs import log_as_json, log_request
from server.settings import Settings
from server.state import State


@pytest.fixture
def lines():
    """Gives what was logged, line by line."""
    kept = {name: logging.getLogger(name) for name in ("footnote", "uvicorn")}
    before = {name: (log.handlers, log.propagate, log.level) for name, log in kept.items()}
    log_as_json()
    written = io.StringIO()
    (handler,) = kept["footnote"].handlers
    handler.setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    for name, (handlers, propagate, level) in before.items():
        kept[name].handlers, kept[name].propagate = handlers, propagate
        kept[name].setLevel(level)


def test_a_request_is_a_line(small, lines, monkeypatch, tmp_path):
    key = add_key(tmp_path / "keys.json", "Ana")
    monkeypatch.setattr(routes_ask, "ask", lambda *_, **__: events_of(ANSWER))
    state = State(Settings(keys=tmp_path / "keys.json"), small)
    client = TestClient(create_app(state, [log_request]))
    client.post(
        "/v1/ask",
        json={"question": "SECRET?", "history": [{"role": "user", "content": "SECRET"}]},
        headers={"X-Request-ID": "r1", "X-API-Key": key},
    )
    client.get("/v1/search?q=SECRET", headers={"X-API-Key": key})
    client.post("/v1/ask", json={"question": ["SECRET"]}, headers={"X-API-Key": key})
    first, second, third = lines()
    assert first.pop("time").endswith("+00:00") and first.pop("ms") >= 0
    assert first == {
        "level": "info",
        "message": "request",
        "request_id": "r1",
        "method": "POST",
        "path": "/v1/ask",
        "status": 200,
        "key": read_keys(tmp_path / "keys.json")[0].id,
        "answer": {
            "id": "a1",
            "status": "answered",
            "intent": "question",
            "snapshot": "s1",
            "timings": {"search": 1.5},
        },
    }
    assert (second["path"], second["status"], third["status"]) == ("/v1/search", 200, 422)
    assert "SECRET" not in json.dumps([first, second, third])
    assert key not in json.dumps([first, second, third])


def test_what_goes_wrong_carries_the_requests_id(small, lines, monkeypatch):
    def ask(*_, **__):
        raise RuntimeError("broken\nin two lines")

    monkeypatch.setattr(routes_ask, "ask", ask)
    client_of(small).post("/v1/ask", json={"question": "?!a"}, headers={"X-Request-ID": "r2"})
    (line,) = lines()
    assert line["level"] == "error" and line["request_id"] == "r2"
    assert line["message"] == "POST /v1/ask" and "broken\nin two lines" in line["error"]


def test_what_happens_beside_requests_is_a_line_too(lines):
    logging.getLogger("footnote").warning("%s is damaged", "x")
    logging.getLogger("uvicorn.error").warning("odd")
    assert [(line["level"], line["message"]) for line in lines()] == [
        ("warning", "x is damaged"),
        ("warning", "odd"),
    ]
