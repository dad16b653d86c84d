"""Words are found where they stand whole, and nowhere else."""

from __future__ import annotations

import pytest

from rag.locating import locate, plain

TEXT = "Don’t pay — ask “politely” first.  Then\nwait 30 days, or 3 weeks."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Don't pay - ask", ["Don’t pay — ask"]),
        ("ASK 'POLITELY' FIRST", []),
        ('ask "politely" first.', ["ask “politely” first"]),
        ("then wait 30 days", ["Then\nwait 30 days"]),
        ("Don't pay ... 3 weeks", ["Don’t pay", "3 weeks"]),
        ("3 weeks … Don't pay", []),
        ("wait 3", []),
        ("pay politely", []),
        ("...", []),
        ("", []),
    ],
)
def test_words_are_found_whole_and_in_order(words, found):
    assert [TEXT[start:end] for start, end in locate(words, TEXT)] == found


def test_the_start_says_which_of_two_places():
    assert locate("a cat", "A cat and a cat.") == ((0, 5),)
    assert locate("a cat", "A cat and a cat.", 10) == ((10, 15),)


def test_plain_words_have_one_shape():
    assert plain(" “It’s\u00a0 so – ok…” ") == "It's so - ok..."
