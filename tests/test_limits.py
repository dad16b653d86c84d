"""A body above the limit is refused, announced or not."""

from __future__ import annotations

import pytest
from doors import client_of

from server import routes_ask


@pytest.fixture
def client(small):
    return client_of(small, body_limit=2000)


def test_a_body_at_the_limit_is_read(client):
    body = b'{"question": "Why?"}'.ljust(2000)
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200


def test_an_announced_body_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(routes_ask, "ask", None)
    response = client.post("/v1/ask", content=b" " * 2001)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert "2,000" in response.json()["detail"]


def test_an_unannounced_body_is_refused_as_it_is_read(client):
    pieces = (b" " * 500 for _ in range(5))
    response = client.post("/v1/ask", content=pieces, headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    assert response.json()["type"] == "/docs#too-large"
