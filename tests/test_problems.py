"""Every error is a problem: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import json

import pytest
from doors import client_of

from server import routes_ask
from server.problems import TITLES


@pytest.fixture
def client(small):
    return client_of(small)


def problem(response, status, kind):
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == status
    assert found["type"] == f"/docs#{kind}"
    assert found["title"] == TITLES[kind]
    assert found["instance"] == response.request.url.path
    assert found["request_id"] == response.headers["x-request-id"]
    return found


def test_an_unknown_address(client):
    problem(client.get("/v2/ask"), 404, "not-found")


def test_the_wrong_method_names_the_right_one(client):
    response = client.get("/v1/ask")
    problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize("body", ['{"question":', "", "[1,", "\xff"])
def test_a_body_that_is_not_json(client, body):
    headers = {"Content-Type": "application/json"}
    response = client.post("/v1/ask", content=body.encode("latin-1"), headers=headers)
    kind = "invalid" if body == "" else "bad-request"
    problem(response, 422 if body == "" else 400, kind)


@pytest.mark.parametrize(
    "body", [b'{"question": "\xff\xfe"}', b'{"question": %b' % (b"[" * 50_000)]
)
def test_a_body_that_no_parser_can_read_says_what_may_be_wrong(client, body):
    headers = {"Content-Type": "application/json"}
    found = problem(client.post("/v1/ask", content=body, headers=headers), 400, "bad-request")
    assert "UTF-8" in found["detail"] and "too deep" in found["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": 7}, "question"),
        ({"question": "x", "histry": []}, "histry"),
        ({"question": "x", "history": [{"role": "bot", "content": "x"}]}, "history.0.role"),
        ({"question": "x", "history": [{"question": "x"}]}, "history.0.answer"),
        ({"question": "x", "history": ["x"]}, "history.0"),
        ({"question": "x", "history": "x"}, "history"),
        (["question"], ""),
    ],
)
def test_the_field_at_fault_is_named(client, body, field):
    found = problem(client.post("/v1/ask", json=body), 422, "invalid")
    assert [(fault["location"], fault["field"]) for fault in found["errors"]] == [("body", field)]


def test_a_forgotten_content_type_is_named(client):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    response = client.post("/v1/ask", content=b'{"question": "Why?"}', headers=form)
    assert "Content-Type: application/json" in problem(response, 422, "invalid")["detail"]


@pytest.mark.parametrize("query", ["k=0", "k=101", "k=x", "since=yesterday", "min_votes=many"])
def test_a_parameter_at_fault_is_named(client, query):
    found = problem(client.get(f"/v1/search?q=price&{query}"), 422, "invalid")
    name = query.partition("=")[0]
    assert [(fault["location"], fault["field"]) for fault in found["errors"]] == [("query", name)]


@pytest.mark.parametrize("question", ["", "  ", "?!", "\x00\x1b", "why " * 10_000])
def test_a_question_that_cannot_be_asked(client, question):
    found = problem(client.post("/v1/ask", json={"question": question}), 422, "question-refused")
    assert found["errors"][0]["field"] == "question"


def test_a_query_that_cannot_be_searched(client):
    found = problem(client.get("/v1/search?q="), 422, "question-refused")
    assert (found["errors"][0]["location"], found["errors"][0]["field"]) == ("query", "q")


def test_an_unexpected_fault_says_nothing_of_its_cause(client, monkeypatch):
    def ask(*_):
        raise RuntimeError("secret path /etc/x")

    monkeypatch.setattr(routes_ask, "ask", ask)
    response = client.post("/v1/ask", json={"question": "Why?"})
    problem(response, 500, "internal")
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_without_an_index_the_server_says_so_and_hides_its_paths():
    client = client_of(None)
    for response in (
        client.get("/readyz"),
        client.post("/v1/ask", json={"question": "Why?"}),
        client.get("/v1/search?q=price"),
    ):
        found = problem(response, 503, "not-ready")
        assert "nowhere" not in json.dumps(found)


def test_a_browser_gets_a_page(client):
    response = client.get("/nope", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert TITLES["not-found"] in response.text
