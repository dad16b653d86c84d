"""Feedback over HTTP: kept as sent, or refused by the name of the field."""

from __future__ import annotations

import json

import pytest
from doors import client_of

from server.keeping import Feedback, Kept

JSON = {"Content-Type": "application/json"}
WHOLE = {
    "answer_id": "a1",
    "rating": "down",
    "reasons": ["not what I asked"],
    "comment": "It is about Europe.",
    "question": "Why?",
    "answer": "Because.",
}


@pytest.fixture
def client(small, tmp_path):
    return client_of(small, data=tmp_path / "data")


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path / "data", 90)


def test_exactly_what_was_sent_is_kept(client, kept):
    response = client.post("/v1/feedback", json=WHOLE)
    assert (response.status_code, response.content) == (204, b"")
    assert kept.feedback() == [Feedback(**(WHOLE | {"reasons": ("not what I asked",)}))]
    client.post("/v1/feedback", json={"answer_id": "a2", "rating": "up"})
    assert kept.feedback()[1] == Feedback("a2", "up")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rating": "so-so"}, "rating"),
        ({"answer_id": "a b"}, "answer_id"),
        ({"comment": "a" * 2001}, "comment"),
        ({"reasons": ["a" * 101]}, "reasons.0"),
        ({"reasons": ["a"] * 11}, "reasons"),
        ({"answer": "\ud800"}, "answer"),
        ({"email": "a@example.org"}, "email"),
    ],
)
def test_what_is_no_feedback_is_refused(client, kept, change, field):
    body = json.dumps(WHOLE | change)
    response = client.post("/v1/feedback", content=body, headers=JSON)
    assert response.status_code == 422
    assert [fault["field"] for fault in response.json()["errors"]] == [field]
    assert kept.feedback() == []


def test_it_says_so_where_nothing_can_be_kept(small, tmp_path):
    (tmp_path / "data").write_text("in the way")
    response = client_of(small, data=tmp_path / "data").post("/v1/feedback", json=WHOLE)
    assert response.status_code == 503
    assert response.json()["type"] == "/docs#not-kept"
    assert str(tmp_path) not in response.text


def test_it_needs_no_index(tmp_path):
    client = client_of(None, data=tmp_path / "data")
    assert client.post("/v1/feedback", json=WHOLE).status_code == 204
