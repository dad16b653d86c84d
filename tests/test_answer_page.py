"""An answer as a page: everything escaped, every sentence with its number, a form to ask on."""

from __future__ import annotations

from dataclasses import replace

from doors import ANSWER, REFERENCE, SENTENCES
from selectolax.lexbor import LexborHTMLParser

from rag.answer import Sentence
from server.answer_page import answer_page


def tree(answer=ANSWER):
    return LexborHTMLParser(answer_page(answer).html)


def test_each_sentence_names_who_said_it_and_leads_to_its_words():
    said = tree().css(".said")
    assert len(said) == 2
    for sentence, node in zip(SENTENCES, said, strict=True):
        assert node.css_first(".meta").text() == "Ann, 2010 · 4 votes"
        assert sentence.text in node.css_first(".words").text()
        citation = sentence.citations[0]
        assert node.css_first("a").attributes["href"] == (
            f"/sources/small/1?section=11&start={citation.start}&end={citation.end}#cite"
        )


def test_the_sources_carry_their_whole_attribution():
    (item,) = tree().css("ol li")
    assert [link.attributes["href"] for link in item.css("a")] == [
        REFERENCE.url,
        REFERENCE.author_url,
        REFERENCE.licence_url,
        REFERENCE.source_url,
    ]
    assert "2010" in item.text() and REFERENCE.site in item.text()


def test_one_can_ask_on():
    form = tree().css_first("form")
    assert (form.attributes["action"], form.attributes["method"]) == ("/ask", "get")
    assert form.css_first("input").attributes["value"] == ANSWER.standalone_question
    assert not tree(None).css("form input")


def test_a_refusal_says_so_and_offers_what_is_answered():
    refused = replace(
        ANSWER,
        status="no_evidence",
        sentences=(),
        references=(),
        notes=("No source here mentions “parrot”.",),
        nearest=("A & b?",),
    )
    page = tree(refused)
    assert "Nobody here has answered that" in page.body.text()
    assert "parrot" in page.body.text()
    assert page.css_first("ul a").attributes["href"] == "/ask?q=A+%26+b%3F"


def test_a_short_reply_is_no_refusal():
    frames = (Sentence("Hello.", "frame", ()),)
    short = replace(ANSWER, status="no_evidence", sentences=frames, references=(), notes=())
    assert "Hello." in tree(short).body.text()
    assert "Nobody" not in tree(short).body.text()


HOSTILE = '"><img src=x onerror=alert(1)>'


def test_nothing_of_a_text_becomes_markup_and_no_other_scheme_a_link():
    fields = dict.fromkeys(("title", "author", "site", "licence"), HOSTILE)
    places = dict.fromkeys(("url", "author_url", "licence_url"), "javascript:alert(1)")
    bad = replace(REFERENCE, **fields, **places)
    cited = tuple(replace(each, text=HOSTILE) for each in SENTENCES)
    answer = replace(
        ANSWER,
        question=HOSTILE,
        standalone_question=HOSTILE,
        sentences=cited,
        references=(bad,),
        notes=(HOSTILE,),
        nearest=(HOSTILE,),
    )
    page = tree(answer)
    assert not page.css("img, script")
    assert all(link.attributes["href"].startswith("/") for link in page.css("a"))
    assert page.css_first("h1").text() == HOSTILE


def test_what_is_dated_by_its_subject_says_so():
    old = replace(ANSWER, sentences=(replace(SENTENCES[0], dated=2010), SENTENCES[1]))
    marks = [node.text() for node in tree(old).css(".said .words small")]
    assert marks == ["said in 2010"]
    claims = tuple(replace(each, kind="claim", dated=2010) for each in SENTENCES)
    assert len(tree(replace(ANSWER, sentences=claims)).css(".said .words small")) == 2
    assert not tree().css(".said .words small")
