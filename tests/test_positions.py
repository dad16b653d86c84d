"""Who says yes and who says no: only from a reply's own opening, and only to what was asked."""

from __future__ import annotations

import pytest

from corpus.document import Block, Section
from rag.positions import position, yes_or_no

ASKED = "Should we charge for fixing bugs?"


def said(text: str, role="answer", kind="paragraph") -> Section:
    blocks = (Block(kind, 0, len(text)),)
    return Section("t/1#2", role, text, "Somebody", None, None, None, None, blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes. Nobody can write software without bugs.", "for"),
        ("YES! Charge them.", "for"),
        ("Yes you should, every hour of it.", "for"),
        ("Absolutely. It is work like any other.", "for"),
        ("Well, yes, in most cases.", "for"),
        ("No, that is part of the price.", "against"),
        ("NO! They will leave.", "against"),
        ("Nope.", "against"),
        ("Absolutely not! They paid already.", "against"),
        ("Not at all, you owe it to them.", "against"),
        ("No you should not.", "against"),
        ("It depends on the contract.", "depends"),
        ("I'd say it depends.", "depends"),
        ("Yes and no, it is a matter of the contract.", "depends"),
        ("That really depends on who wrote them.", "depends"),
        ("No doubt you should.", None),
        ("No one pays for that.", None),
        ("No matter what they say, charge.", None),
        ("Yesterday a client asked me the same.", None),
        ("Charge them. Yes, really.", None),
        ("Our contract depends on yours.", None),
        ("Absolutely everybody does it.", None),
        ("", None),
    ],
)
def test_a_reply_is_read_by_how_it_opens(text, expected):
    assert position(ASKED, ASKED, said(text)) == expected


def test_it_must_be_the_same_question():
    yes = said("Yes, always.")
    assert position("should i charge for fixing bugs", ASKED, yes) == "for"
    assert position("Should I charge for support?", ASKED, yes) is None
    assert position("Should we not charge for fixing bugs?", ASKED, yes) is None
    assert position("How much should we charge for fixing bugs?", ASKED, yes) is None


def test_nothing_is_claimed_of_a_post_or_of_a_reply_to_quoted_words():
    assert position(ASKED, ASKED, said("Yes, always.", role="body")) is None
    quoted = said("Do they ask for it? No, never.", kind="quote")
    assert position(ASKED, ASKED, quoted) is None


@pytest.mark.parametrize("question", [ASKED, "isn't it late", "So, can I sell?", "Do it or not?"])
def test_a_yes_or_no_question_is_told_by_how_it_begins(question):
    assert yes_or_no(question)


@pytest.mark.parametrize("question", ["Why is it late?", "Is it a or b?", "prices", "Doing it"])
def test_others_are_none(question):
    assert not yes_or_no(question)
