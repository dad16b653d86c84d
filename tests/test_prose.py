"""An answer as text: whole, marked, and every quote where it is said to be."""

from __future__ import annotations

from dataclasses import replace

from doors import ANSWER, REFERENCE, SENTENCES, TEXTS, events_of

from rag.answer import Citation, Sentence
from server.prose import Prose


def told(answer, root="http://here/"):
    prose = Prose(root)
    pieces = [prose.add(event) for event in events_of(answer)]
    return "".join(piece.text for piece in pieces), [q for piece in pieces for q in piece.quoted]


def test_the_text_has_sentences_notes_and_sources(small):
    text, _ = told(ANSWER)
    assert text == (
        f"{TEXTS[0]} [1] {TEXTS[1]} [1]\n\n"
        "This advice is from 2010.\n\n"
        "Sources:\n\n"
        "- [1] [Should prices be public?](https://example.org/1), "
        "[Ann](https://example.org/users/Ann), 2010-03-02, 4 votes, small, "
        "[CC BY-SA 3.0](https://creativecommons.org/licenses/by-sa/3.0/)"
    )


def test_each_quote_stands_where_it_is_said_to():
    text, quoted = told(ANSWER)
    assert [text[q.start : q.end] for q in quoted] == list(TEXTS)
    assert {q.reference for q in quoted} == {REFERENCE}


def test_another_person_begins_another_paragraph():
    facts = {"author": "Bob [he]", "author_url": None, "votes": 1, "published": None}
    other = replace(REFERENCE, number=2, url=None, licence=None, **facts)
    second = Sentence("Wait.", "quote", (Citation(2, 0, 5, "Wait."),))
    frame = Sentence("Two people answered.", "frame", ())
    sentences = (frame, SENTENCES[0], second)
    text, quoted = told(replace(ANSWER, sentences=sentences, references=(REFERENCE, other)))
    assert text.startswith(f"Two people answered.\n\n{TEXTS[0]} [1]\n\nWait. [2]\n\n")
    page = "http://here/sources/small/1"
    assert text.endswith(f"- [2] [Should prices be public?]({page}#11), Bob (he), 1 vote, small")
    assert text[quoted[1].start : quoted[1].end] == "Wait."
    assert quoted[0].url == REFERENCE.url
    assert quoted[1].url == f"{page}?section=11&start=0&end=5#cite"


def test_a_refusal_is_its_notes_and_near_questions():
    silent = replace(
        ANSWER, sentences=(), references=(), notes=("Nobody said.",), nearest=("Why?", "How?")
    )
    text, quoted = told(silent)
    assert text == "Nobody said.\n\nQuestions that have been answered:\n\n- Why?\n- How?"
    assert quoted == []


def test_what_is_dated_by_its_subject_says_so():
    old = replace(SENTENCES[0], dated=2010)
    text, quoted = told(replace(ANSWER, sentences=(old, SENTENCES[1])))
    assert text.startswith(f"{TEXTS[0]} [1] (said in 2010) {TEXTS[1]} [1]\n\n")
    assert [text[q.start : q.end] for q in quoted] == list(TEXTS)
