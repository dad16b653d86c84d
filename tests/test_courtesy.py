"""Greetings, thanks and goodbyes come off a turn, and nothing else does."""

from __future__ import annotations

import pytest

from rag.courtesy import strip


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("Hello!", ("greeting", "")),
        ("Hi there, how are you?", ("greeting", "")),
        ("ok great, thanks", ("thanks", "")),
        ("hi, how do I price it?", ("greeting", "how do I price it?")),
        ("hi how do I price it", ("greeting", "how do I price it")),
        ("Thanks! And B2B?", ("thanks", "And B2B?")),
        ("That’s great, thanks. What’s next?", ("thanks", "What’s next?")),
        ("How do I price it? Thanks in advance!", (None, "How do I price it?")),
        ("You are a pricing expert. Do I show prices?", (None, "Do I show prices?")),
    ],
)
def test_courtesies_come_off(turn, expected):
    assert strip(turn) == expected


@pytest.mark.parametrize(
    "turn",
    [
        "How do I say thanks?",
        "Thank you pages: what goes on them?",
        "hi-fi shop, how do customers find us?",
        "Hey.com or Gmail for support?",
        "good morning e-mails, do they work",
        "OK Google ads",
        "You are launching a marketing campaign next week, what comes first",
    ],
)
def test_what_only_begins_like_one_stays(turn):
    assert strip(turn) == (None, turn)
