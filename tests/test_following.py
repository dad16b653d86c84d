"""A rewritten follow-up holds the words of the conversation, all that count and no others."""

from __future__ import annotations

import pytest

from rag.following import rewritten
from rag.question import Turn

BEFORE = [Turn("user", "Should prices be public for 30 small buyers?")]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Should prices be public for B2B?", "and for B2B?"),
        ("Question: Should public prices be for B2B?", "and for B2B?"),
        ('"Why should prices be public?"\n', "why?"),
        ("Why should prices not be public?", "why not?"),
        ("Do small buyers pay public prices?", "do they pay?"),
    ],
)
def test_the_conversation_in_other_order_is_taken(said, question):
    assert rewritten(said, question, BEFORE) in said


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("Should dentists publish prices for B2B?", "and for B2B?"),  # a word nobody said
        ("Should prices be public?", "and for B2B?"),  # B2B is lost
        ("Should prices be public for 50 B2B buyers?", "and for B2B?"),  # another number
        ("Should prices never be public for B2B?", "and for B2B?"),  # turned round
        ("Why should prices be public?", "why not?"),
        ("Yes.\nPublic prices for B2B pay.", "and for B2B?"),  # more than one line
        ("", "and for B2B?"),
        ("Should prices be public for B2B? " * 100, "and for B2B?"),
    ],
)
def test_any_other_is_not(said, question):
    assert rewritten(said, question, BEFORE) is None
