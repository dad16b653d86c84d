"""Nothing leaves that what it cites does not bear out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import STARTER

from corpus.document import Block, Section
from index.judgments import read_judgments
from index.snapshot import load
from rag.asking import answer
from rag.claims import Basis, Claim
from rag.gate import rule


def section(text: str, author: str = "Ann", number: int = 1) -> Section:
    id = f"s/{number}#{number}"
    block = Block("paragraph", 0, len(text))
    return Section(id, "answer", text, author, None, None, None, None, (block,))


TEXT = "Ask first. Never send mail nobody asked for. It works."
QUOTE = "Never send mail nobody asked for."
TRUE = Claim(QUOTE, (Basis(1, QUOTE, 11),))


def test_a_quote_passes_at_its_place():
    assert TEXT[11:44] == QUOTE
    ruling = rule(TRUE, {1: section(TEXT)})
    assert (ruling.verdict, ruling.verbatim) == ("supported", True)
    (citation,) = ruling.citations
    assert (citation.start, citation.end, citation.quote) == (11, 44, QUOTE)


@pytest.mark.parametrize(
    "false",
    [
        replace(TRUE, text="Always send mail nobody asked for."),
        replace(TRUE, bases=(Basis(1, QUOTE, 10),)),
        replace(TRUE, bases=(Basis(1, QUOTE[:-1], 11),)),
        replace(TRUE, bases=(Basis(2, QUOTE, 11),)),
        replace(TRUE, bases=(Basis(1, "", 11),)),
        replace(TRUE, bases=()),
        Claim("", ()),
    ],
)
def test_every_way_in_which_a_quote_is_untrue_is_withheld(false):
    assert not rule(false, {1: section(TEXT)}).citations


def test_a_sentence_of_its_source_needs_no_place():
    ruling = rule(Claim(QUOTE, (Basis(1, "mail nobody asked for"),)), {1: section(TEXT)})
    assert (ruling.verdict, ruling.citations[0].quote) == ("supported", QUOTE)


def test_a_sentence_of_one_other_source_is_cited_from_there():
    ruling = rule(Claim(QUOTE, (Basis(1, QUOTE),)), {1: section("Ask."), 2: section(TEXT)})
    assert (ruling.verdict, ruling.citations[0].reference) == ("misattributed", 2)


@pytest.mark.model
def test_all_that_the_extractive_writer_says_passes_as_a_models_words_would(starter_index):
    snapshot = load(starter_index)
    questions = read_judgments(STARTER / "evaluation").queries.values()
    said = 0
    for question in questions:
        given = answer(question, (), snapshot)
        assert given.withheld_sentences == 0
        sections = {each.number: snapshot.section(each.section_id) for each in given.references}
        for sentence in given.sentences:
            (citation,) = sentence.citations
            named = Claim(sentence.text, (Basis(citation.reference, sentence.text),))
            ruling = rule(named, sections)
            assert (ruling.verdict, ruling.verbatim) == ("supported", True), sentence.text
            said += 1
    assert said > 200


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ann never sends mail that nobody asked for.", "supported"),
        ("Send mail nobody asked for.", "altered"),
        ("Bob says to never send mail nobody asked for.", "altered"),
        ("Never send mail somebody paid for.", "unsupported"),
        ("Never send 3 mails nobody asked for.", "altered"),
        ('He calls mail nobody asked for "the worst of all".', "altered"),
        ("Yes, never send mail nobody asked for.", "altered"),
        ("It is.", "unsupported"),
    ],
)
def test_a_claim_in_other_words(text, verdict):
    sections = {1: section(TEXT), 2: section("Pay first.", "Bob", 2)}
    ruling = rule(Claim(text, (Basis(1, QUOTE),)), sections)
    assert (ruling.verdict, bool(ruling.citations)) == (verdict, verdict == "supported"), ruling.why


def test_two_statements_are_joined_but_not_mixed():
    sections = {1: section("Short mails get answers."), 2: section("Long calls lose money.", "Bob")}
    bases = (Basis(1, "Short mails get answers"), Basis(2, "Long calls lose money"))
    drawn = "Short mails get answers, so long calls lose money."
    assert not rule(Claim(drawn, bases), sections).citations
    joined = rule(Claim("Short mails get answers, but long calls lose money.", bases), sections)
    assert [citation.reference for citation in joined.citations] == [1, 2]
    mixed = rule(Claim("Long mails lose answers.", bases), sections)
    assert not mixed.citations
