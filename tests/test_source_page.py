"""A source as a page: everything escaped, every author named, the cited words marked."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from corpus.document import Block, Document, Section
from server.pages import POLICY, link
from server.source_page import Span, source_page, touches

TEXT = (
    "Say no.\n\n- First thing\n- Second & <b>bold</b>\n\n3. Third\n4. Fourth\n\n"
    "He said\n\nx = 1\n  y"
)
KINDS = [
    ("paragraph", "Say no."),
    ("item", "First thing"),
    ("item", "Second & <b>bold</b>"),
    ("item", "Third"),
    ("item", "Fourth"),
    ("quote", "He said"),
    ("code", "x = 1\n  y"),
]
BLOCKS = tuple(Block(k, TEXT.index(t), TEXT.index(t) + len(t)) for k, t in KINDS)
ANSWER = Section(
    "s/1#12",
    "answer",
    TEXT,
    "Ann <script>",
    "https://example.org/ann?a=1&b=2",
    date(2010, 3, 2),
    1,
    "javascript:alert(1)",
    BLOCKS,
)
QUESTION = Section(
    "s/1#question",
    "question",
    "Why?",
    "Bob",
    "data:x",
    None,
    None,
    None,
    (Block("paragraph", 0, 4),),
)
DOCUMENT = Document(
    "s/1",
    "thread",
    'A "title" <i>',
    "https://example.org/1",
    date(2010, 3, 1),
    "CC BY-SA 3.0",
    "https://creativecommons.org/licenses/by-sa/3.0/",
    "Example",
    ("pricing", "b2b"),
    (QUESTION, ANSWER),
)


def tree(span=None, document=DOCUMENT):
    return LexborHTMLParser(source_page(document, span).html)


def test_every_section_stands_under_its_own_anchor_with_its_author():
    page = tree()
    assert [article.id for article in page.css("article")] == ["question", "12"]
    author = page.css_first('article[id="12"] header a')
    assert author.text() == "Ann <script>"
    assert author.attributes["href"] == "https://example.org/ann?a=1&b=2"
    assert "nofollow" not in (author.attributes["rel"] or "")
    header = page.css_first('article[id="12"] header').text()
    assert "2 March 2010" in header
    assert "1 vote" in header


def test_the_document_names_its_site_original_licence_and_tags():
    page = tree()
    assert page.css_first("h1 a").attributes["href"] == "https://example.org/1"
    assert page.css_first("h1").text() == 'A "title" <i>'
    licence = page.css_first('footer a[rel="license"]')
    assert licence.attributes["href"] == "https://creativecommons.org/licenses/by-sa/3.0/"
    assert "Example" in page.css_first("footer").text()
    assert [tag.text() for tag in page.css(".tags li")] == ["pricing", "b2b"]


def test_nothing_of_a_text_becomes_markup_and_no_other_scheme_a_link():
    page = tree()
    assert not page.css("script, b, i, img")
    hrefs = [node.attributes["href"] for node in page.css("a")]
    assert all(href.startswith(("https://", "/")) for href in hrefs)


def test_blocks_keep_their_kind_and_lists_their_numbers():
    page = tree()
    body = page.css_first('article[id="12"]')
    assert [item.text() for item in body.css("ul li")] == ["First thing", "Second & <b>bold</b>"]
    assert [(item.attributes["value"], item.text()) for item in body.css("ol li")] == [
        ("3", "Third"),
        ("4", "Fourth"),
    ]
    assert body.css_first("blockquote p").text() == "He said"
    assert body.css_first("pre").text() == "x = 1\n  y"


@pytest.mark.parametrize(("start", "end"), [(0, 3), (4, 7), (2, 30), (9, 50), (0, len(TEXT))])
def test_the_marks_hold_exactly_the_cited_words_of_the_blocks(start, end):
    page = source_page(DOCUMENT, Span(ANSWER.id, start, end)).html
    marked = [unescape(words) for words in re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.S)]
    spans = [(max(start, block.start), min(end, block.end)) for block in BLOCKS]
    assert marked == [TEXT[a:b] for a, b in spans if a < b]
    assert page.count('id="cite"') == 1
    assert page.index('<mark id="cite">') == page.index("<mark")


def test_without_a_span_nothing_is_marked():
    assert not tree().css("mark")
    assert tree(Span(ANSWER.id, 0, 3)).css_first("mark").text() == "Say"


@pytest.mark.parametrize(
    ("start", "end", "well"),
    [(0, 3, True), (3, 3, False), (5, 2, False), (-1, 3, False), (0, len(TEXT) + 1, False)],
)
def test_a_span_must_lie_in_the_text(start, end, well):
    assert touches(ANSWER, start, end) is well


def test_a_span_between_two_blocks_holds_no_words():
    assert TEXT[7:9] == "\n\n"
    assert not touches(ANSWER, 7, 9)


def test_a_document_without_date_licence_tags_or_address_still_reads():
    bare = replace(DOCUMENT, url=None, published=None, licence=None, licence_url=None, tags=())
    page = tree(document=bare)
    assert page.css_first("h1").text() == 'A "title" <i>'
    assert not page.css("h1 a, .tags")
    assert "Licence" not in page.css_first("footer").text()


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " https://example.org",
        "//example.org",
        "/\\example.org",
        "https://example.org/a b",
        "java\nscript:x",
        "ftp://example.org",
    ],
)
def test_an_address_that_is_no_link(url):
    assert link(url) is None


@pytest.mark.parametrize("url", ["https://example.org/?a=1#b", "HTTP://example.org", "/sources/a"])
def test_an_address_that_is_a_link(url):
    assert link(url) == url


def test_the_policy_lets_in_this_style_and_nothing_else():
    style = re.search(r"<style>(.*?)</style>", source_page(DOCUMENT).html, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in POLICY
    assert POLICY.startswith("default-src 'none'")
