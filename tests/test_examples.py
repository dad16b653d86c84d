"""Every example in the description runs, and its reply is what the description says."""

from __future__ import annotations

import json
import shlex

import jsonschema
import pytest
from doors import client_of

from index.snapshot import load
from server.examples import Example, examples_of


def described():
    api = client_of(None).get("/openapi.json").json()
    return [
        pytest.param(api, operation, example, id=f"{example.method} {example.target} {number}")
        for path, operations in api["paths"].items()
        for method, operation in operations.items()
        for number, example in enumerate(examples_of(api, path, method, operation), 1)
    ]


@pytest.fixture(scope="module")
def client(starter_index, real_encoder, tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    return client_of(load(starter_index, real_encoder), data=data)


@pytest.mark.model
@pytest.mark.parametrize(("api", "operation", "example"), described())
def test_an_example_runs_and_its_reply_is_as_described(client, api, operation, example):
    response = client.request(example.method, example.target, json=example.body)
    status = str(response.status_code)
    assert status in ("200", "204"), response.text
    content = operation["responses"][status].get("content", {})
    media = response.headers.get("content-type", "").partition(";")[0]
    assert media in content or (not content and not media and not response.content)
    if media == "application/json":
        schema = {**content[media]["schema"], "components": api["components"]}
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.validate(response.json(), schema, format_checker=checker)
        assert response.json() not in ({}, [])


def test_an_example_is_a_line_for_a_shell():
    asked = Example("POST", "/v1/ask", {"question": "What's a “lead”?"})
    words = shlex.split(asked.curl("http://here"))
    assert words[:2] == ["curl", "--json"]
    assert (json.loads(words[2]), words[3]) == (asked.body, "http://here/v1/ask")
    plain = Example("GET", "/v1/search?q=a&k=1", None)
    assert shlex.split(plain.curl("http://here")) == ["curl", "http://here/v1/search?q=a&k=1"]


def test_examples_fill_paths_and_queries():
    operation = {
        "parameters": [
            {"name": "id", "in": "path", "schema": {"examples": ["a/1#2"]}},
            {"name": "q", "in": "query", "schema": {"examples": ["a b"]}},
            {"name": "k", "in": "query", "schema": {}},
        ]
    }
    assert examples_of({}, "/v1/x/{id}", "get", operation) == [
        Example("GET", "/v1/x/a/1%232?q=a+b", None)
    ]
