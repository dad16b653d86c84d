"""Every request is noticed once it has ended, whatever its end; its words are not."""

from __future__ import annotations

import pytest
from doors import ANSWER, events_of
from starlette.testclient import TestClient

from server import routes_ask
from server.app import create_app
from server.observing import Noticed, answered, current_request
from server.settings import Settings
from server.state import State

SSE = {"Accept": "text/event-stream"}


@pytest.fixture
def noticed() -> list[Noticed]:
    return []


@pytest.fixture
def client(small, noticed, tmp_path):
    state = State(Settings(keys=tmp_path / "keys.json"), small)
    return TestClient(create_app(state, [noticed.append]), raise_server_exceptions=False)


@pytest.mark.parametrize("headers", [{}, SSE])
def test_an_answer_is_noticed_with_its_request(client, noticed, monkeypatch, headers):
    monkeypatch.setattr(routes_ask, "ask", lambda *_, **__: events_of(ANSWER))
    said = client.post("/v1/ask", json={"question": "Why?"}, headers=headers)
    again = client.post("/v1/ask", json={"question": "Why?"}, headers=headers)
    first, second = noticed
    assert (first.method, first.route, first.status) == ("POST", "/v1/ask", 200)
    assert first.request_id == said.headers["x-request-id"]
    assert first.answer == ANSWER and first.began < first.answered <= first.ended
    assert second.request_id == again.headers["x-request-id"]
    assert list(second.answer.timings) == ["cache"]


def test_a_refusal_and_a_fault_are_noticed_too(client, noticed, monkeypatch):
    def ask(*_, **__):
        raise RuntimeError("secret")

    monkeypatch.setattr(routes_ask, "ask", ask)
    assert client.post("/v1/ask", json={"question": "Why?"}).status_code == 500
    client.post("/v1/ask", json={})
    client.get("/no/such/address")
    seen = [(one.route, one.status, one.answer) for one in noticed]
    assert seen == [("/v1/ask", 500, None), ("/v1/ask", 422, None), ("other", 404, None)]


def test_a_path_is_noticed_without_its_query(client, noticed):
    client.get("/v1/search?q=secret")
    assert "secret" not in repr({**{f: getattr(noticed[0], f) for f in ("path", "route")}})


def test_outside_a_request_there_is_nothing_to_notice():
    answered(ANSWER)
    assert current_request() is None
