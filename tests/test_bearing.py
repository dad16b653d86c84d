"""All that a statement says must be said in the one sentence it rests on."""

from __future__ import annotations

import pytest
from test_gate import section

from rag.bearing import against, asks
from rag.citable import said


def found(text, basis):
    *_, last = said(1, section(basis))
    return against(text, last, ["Ann", "Bob"])


@pytest.mark.parametrize(
    ("text", "verdict", "why"),
    [
        ("Public prices build trust.", "supported", "It is a sentence of its source."),
        ("Ann says that trust is built by public prices.", "supported", "All that it says"),
        ("Bob says that public prices build trust.", "altered", "It credits Bob"),
        ("Private prices build trust.", "altered", "“private” says the opposite"),
        ("Public prices in Paris build trust.", "altered", "“paris” is not in the words"),
        ("Public prices build no trust.", "altered", "“no”"),
        ("Do public prices build trust?", "altered", "One of the two only asks."),
        ("Public prices build lasting trust.", "unsupported", "Nothing cited says “lasting”."),
        ("Trains often run late.", "unsupported", "about something else"),
    ],
)
def test_a_statement_is_held_against_one_sentence(text, verdict, why):
    finding = found(text, "Public prices build trust.")
    assert (finding.verdict, bool(finding.used)) == (verdict, verdict == "supported")
    assert why in finding.why


def test_what_it_stands_for_is_never_guessed():
    assert not found("Cold calls cost us a year.", "We made cold calls. They cost us a year.").used


def test_a_question_is_no_answer():
    basis = "Have you considered public prices, plain names or short texts?"
    assert "only asks" in found("The author has considered public prices.", basis).why


def test_a_few_words_of_a_sentence_are_not_all_of_it():
    assert not found("You can do this.", "You can do this as long as you pay.").used


def test_what_is_asked_before_an_or_is_asked_too():
    basis = "I wonder: are public prices fair, or is nobody looking?"
    assert "only asks" in found("Public prices are fair.", basis).why


def test_what_says_whose_advice_it_is_counts_for_nothing():
    for frame in ("According to the author, public", "The advice is that public", "Public"):
        assert found(f"{frame} prices build trust.", "Public prices build trust.").used


def test_advice_that_is_put_as_a_question_asks_nothing():
    assert asks("Do you call them?") and not asks("How about calling them?")
