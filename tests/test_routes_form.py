"""The chat where scripts are off, over HTTP."""

from __future__ import annotations

import pytest
from doors import client_of
from selectolax.lexbor import LexborHTMLParser

BROWSER = {"Accept": "text/html"}


@pytest.fixture
def client(small):
    return client_of(small)


def test_a_question_is_answered_in_a_page_under_a_strict_policy(client):
    sent = client.get("/ask", params={"q": "Should prices be public?"}, headers=BROWSER)
    assert sent.headers["content-security-policy"].startswith("default-src 'none'")
    page = LexborHTMLParser(sent.text)
    assert page.css(".said")
    for link in page.css(".said a"):
        source = client.get(link.attributes["href"].removesuffix("#cite"))
        assert '<mark id="cite">' in source.text


def test_a_follow_up_carries_the_question_before(client):
    asked = {"q": "Why?", "after": "Should prices be public?"}
    page = LexborHTMLParser(client.get("/ask", params=asked).text)
    before = page.css_first("input[name=after]").attributes["value"]
    assert before == "Should prices be public? Why?"


@pytest.mark.parametrize("q", ["", "  "])
def test_without_a_question_there_is_the_form(client, q):
    page = LexborHTMLParser(client.get("/ask", params={"q": q}).text)
    assert page.css_first("h1").text() == "Ask a question"


def test_a_question_that_cannot_be_asked_is_a_page_too(client):
    refused = client.get("/ask", params={"q": "?!"}, headers=BROWSER)
    assert refused.status_code == 422
    assert refused.headers["content-type"].startswith("text/html")
