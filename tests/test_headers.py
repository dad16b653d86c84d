"""What every response carries, and how Accept is read."""

from __future__ import annotations

import pytest
from doors import client_of

from server.headers import prefers


@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/search?q=price", "/docs", "/nope"])
def test_every_response_is_guarded(small, path):
    headers = client_of(small).get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"] or (
        "default-src 'none'" in headers["content-security-policy"]
    )
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-request-id"]


def test_a_harmless_request_id_is_kept_and_any_other_replaced(small):
    client = client_of(small)
    kept = client.get("/healthz", headers={"X-Request-ID": "trace-7.a_B"})
    assert kept.headers["x-request-id"] == "trace-7.a_B"
    for bad in ("a b", "x" * 65, "<b>"):
        other = client.get("/healthz", headers={"X-Request-ID": bad})
        assert other.headers["x-request-id"] != bad
        assert len(other.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/event-stream", True),
        ("text/event-stream, application/json", True),
        ("application/json, text/event-stream;q=0.5", False),
        ("application/json;q=0.5, Text/Event-Stream", True),
        ("text/event-stream;q=0", False),
        ("text/event-stream;q=odd", False),
        ("*/*", False),
        ("application/json", False),
        ("", False),
    ],
)
def test_accept_decides_by_quality(accept, wanted):
    scope = {"type": "http", "headers": [(b"accept", accept.encode())]}
    assert prefers(scope, "text/event-stream") is wanted


@pytest.mark.parametrize("path", ["/healthz", "/v1/search?q=prices", "/docs", "/", "/v1/nothing"])
def test_head_is_answered_as_get_is_without_the_body(small, path):
    client = client_of(small)
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-length", "content-type"):
        assert head.headers[name] == got.headers[name]
    named = client.head("/readyz", headers={"X-Request-ID": "mine"})
    assert named.headers["x-request-id"] == "mine"


def test_head_is_refused_where_get_is(small):
    assert client_of(small).head("/v1/ask").status_code == 405
