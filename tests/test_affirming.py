"""A yes or a no must be the answer that its own words give."""

from __future__ import annotations

from rag.affirming import agrees, headless

QUESTION = "Is interruption marketing wrong?"


def test_the_head_is_parted_from_the_claim():
    assert headless("No, it is not wrong.") == ("no", "it is not wrong.")
    assert headless("Nobody knows.") == ("", "Nobody knows.")


def test_a_yes_or_no_agrees_with_what_follows():
    assert agrees("no", "interruption marketing is not wrong", QUESTION)
    assert agrees("no", "interruption marketing is right", QUESTION)
    assert agrees("yes", "interruption marketing is wrong", QUESTION)


def test_it_does_not_if_it_says_the_other_or_something_else():
    assert not agrees("yes", "interruption marketing is right", QUESTION)
    assert not agrees("no", "interruption marketing is wrong", QUESTION)
    assert not agrees("yes", "permission takes time", QUESTION)
