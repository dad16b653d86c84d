"""The door to the sources, and the pages it gives for what is not there."""

from __future__ import annotations

import pytest
from doors import client_of
from selectolax.lexbor import LexborHTMLParser

WORDS = "Hidden prices cost you the impatient ones."


@pytest.fixture
def client(small):
    return client_of(small)


def test_the_cited_words_are_marked_in_the_whole_document(client, small):
    start = small.section("small/1#11").text.index(WORDS)
    span = {"section": "11", "start": start, "end": start + len(WORDS)}
    response = client.get("/sources/small/1", params=span)
    assert response.status_code == 200
    assert "script" not in response.headers["content-security-policy"]
    page = LexborHTMLParser(response.text)
    assert page.css_first("mark#cite").text() == WORDS
    assert [article.id for article in page.css("article")] == ["question", "11", "12"]


def test_without_a_span_the_document_is_shown_as_it_is(client):
    response = client.get("/sources/small/1")
    assert response.status_code == 200
    assert "<mark" not in response.text


@pytest.mark.parametrize(
    "query",
    [
        "section=11&start=0&end=99999",
        "section=99&start=0&end=5",
        "section=11&start=5&end=5",
        "section=11&start=-2&end=5",
        "section=11&start=5",
        "start=0&end=5",
    ],
)
def test_words_that_are_gone_are_said_to_be_gone(client, query):
    response = client.get(f"/sources/small/1?{query}")
    assert response.status_code == 404
    page = LexborHTMLParser(response.text)
    assert "not here any more" in page.css_first("h1").text()
    assert client.get(page.css_first("main a").attributes["href"]).status_code == 200


@pytest.mark.parametrize("path", ["small/99", "nothing", "small/1%23question", "..%2f..%2fetc", ""])
def test_an_unknown_document_gets_a_page(client, path):
    response = client.get(f"/sources/{path}")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert LexborHTMLParser(response.text).css_first("h1").text()


def test_a_number_that_is_none_gets_a_page_too(client):
    response = client.get("/sources/small/1?start=first")
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("text/html")
    assert "start" in response.text
