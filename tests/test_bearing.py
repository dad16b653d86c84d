"""All that a statement says must be said in the one sentence it rests on."""

from __future__ import annotations

import pytest
from test_gate import section

from rag.bearing import against, asks
from rag.citable import said


def found(text, basis, alone=False):
    *_, last = said(1, section(basis))
    return against(text, last, ["Ann", "Bob"], alone=alone)


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


def test_what_it_means_may_be_said_in_the_sentences_before():
    text, basis = "Cold calls cost us a year.", "We made cold calls. They cost us a year."
    assert found(text, basis).used
    assert not found(text, basis, alone=True).used


def test_advice_that_is_put_as_a_question_asks_nothing():
    assert asks("Do you call them?") and not asks("How about calling them?")
