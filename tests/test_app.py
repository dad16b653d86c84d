"""The application as a whole: health, documentation, the page."""

from __future__ import annotations

import json
import re

import pytest
from doors import client_of
from selectolax.lexbor import LexborHTMLParser

from server.app import WIDGET
from server.openai_errors import PATHS


@pytest.fixture
def client(small):
    return client_of(small)


def test_it_is_alive_without_an_index_and_ready_with_one(client, small):
    assert client_of(None).get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["snapshot"] == small.id
    assert ready["counts"] == dict(small.manifest.counts)


def test_the_page_is_served_with_its_types_and_can_be_asked_about_again(client):
    page = client.get("/")
    assert page.text == (WIDGET / "index.html").read_text("utf-8")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-cache"
    again = client.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("suffix", "kind"), [(".js", "text/javascript"), (".css", "text/css")])
def test_every_asset_has_its_type(client, suffix, kind):
    assets = list(WIDGET.glob(f"*{suffix}"))
    assert assets
    for asset in assets:
        response = client.get(f"/{asset.name}")
        assert response.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("path", ["/../app.py", "/%2e%2e/app.py", "/..%2fapp.py", "/__init__.py"])
def test_nothing_outside_the_page_is_served(client, path):
    assert client.get(path).status_code == 404


def test_the_description_names_every_door_and_every_problem(client):
    api = client.get("/openapi.json").json()
    assert set(api["paths"]) == {
        "/v1/ask",
        "/v1/search",
        "/v1/suggest",
        "/v1/feedback",
        "/v1/documents/{id}",
        "/v1/passages/{id}",
        "/v1/citations/{id}",
        "/sources/{document}",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/models/{model}",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    for path, operations in api["paths"].items():
        error = "text/html" if path.startswith("/sources/") else "application/problem+json"
        error = "application/json" if path.startswith(PATHS) else error
        for operation in operations.values():
            assert operation["description"]
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == [error]
    assert "HTTPValidationError" not in json.dumps(api)


def test_the_documentation_is_whole_and_asks_nobody_else(client):
    html = client.get("/docs").text
    page = LexborHTMLParser(html)
    api = client.get("/openapi.json").json()
    headings = [heading.text() for heading in page.css("h2 code")]
    assert len(headings) == sum(len(methods) for methods in api["paths"].values())
    ids = {node.id for node in page.css("[id]")}
    for node in page.css("a"):
        href = node.attributes["href"]
        assert href.removeprefix("#") in ids or client.get(href).status_code == 200
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    assert [script.attributes["src"] for script in page.css("script")] == ["/docs.js"]
    assert client.get("/docs.js").headers["content-type"].startswith("text/javascript")


def test_the_documented_example_can_be_asked(client):
    example = LexborHTMLParser(client.get("/docs").text).css_first("pre").text()
    body = json.loads(re.search(r"'(.*)'", example, re.S)[1])
    assert client.post("/v1/ask", json=body).status_code == 200


def test_every_type_of_problem_leads_to_its_explanation(client):
    page = LexborHTMLParser(client.get("/docs").text)
    kind = client.get("/nope").json()["type"].partition("#")[2]
    assert page.css_first(f'[id="{kind}"]')
