"""What is said to Footnote about Footnote."""

from __future__ import annotations

import pytest

from rag.chatter import chatter


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("Who are you, and what can you do?", "about"),
        ("Are you really a bot?", "about"),
        ("Where do your answers come from?", "about"),
        ("You are useless!", "complaint"),
        ("That’s not what I asked.", "complaint"),
        ("f*** you", "complaint"),
        ("How do you find a good agency?", None),
        ("What can you do when a competitor copies you?", None),
        ("My ads are useless", None),
        ("Is my slogan stupid?", None),
        ("What should I do?", None),
    ],
)
def test_what_is_about_footnote_is_told_from_what_is_not(turn, expected):
    assert chatter(turn, follows=False) == expected


def test_this_is_what_was_asked_about_where_something_was():
    assert chatter("How does this work?", follows=False) == "about"
    assert chatter("How does this work?", follows=True) is None
