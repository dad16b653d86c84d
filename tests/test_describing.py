"""The OpenAPI description says everything there is to say, and no more."""

from __future__ import annotations

import json

import pytest
from doors import client_of

from server.describing import FIELDS, OWN_FIELDS


@pytest.fixture(scope="module")
def api():
    return client_of(None).get("/openapi.json").json()


def fields(api):
    return {
        (shape, field): part
        for shape, schema in api["components"]["schemas"].items()
        for field, part in schema.get("properties", {}).items()
    }


def test_every_door_every_parameter_and_every_field_is_described(api):
    for operations in api["paths"].values():
        for operation in operations.values():
            assert operation["summary"] and operation["description"] and operation["tags"]
            assert all(each["description"] for each in operation.get("parameters", ()))
            assert all(each["description"] for each in operation["responses"].values())
    assert all(schema["description"] for schema in api["components"]["schemas"].values())
    assert [name for name, part in fields(api).items() if not part.get("description")] == []


def test_no_description_is_of_a_field_that_is_gone(api):
    assert {field for _, field in fields(api)} >= FIELDS.keys()
    assert {f"{shape}.{field}" for shape, field in fields(api)} >= OWN_FIELDS.keys()


def test_only_errors_that_can_be_are_named(api):
    def statuses(path, method="get"):
        return set(api["paths"][path][method]["responses"])

    assert statuses("/healthz") == {"200", "500", "503"}
    assert "422" not in statuses("/v1/chat/completions", "post")
    assert {"401", "403", "422", "429"} <= statuses("/v1/search")
    assert "404" in statuses("/sources/{document}")


def test_errors_have_the_shape_they_come_in(api):
    def error(path, method, status):
        return api["paths"][path][method]["responses"][status]["content"]

    assert list(error("/v1/ask", "post", "422")) == ["application/problem+json"]
    assert list(error("/sources/{document}", "get", "404")) == ["text/html"]
    (media,) = error("/v1/chat/completions", "post", "401").items()
    assert media[0] == "application/json" and media[1]["schema"]["$ref"].endswith("/OpenAIError")
    assert "HTTPValidationError" not in json.dumps(api)
