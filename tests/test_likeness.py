"""Likeness by shared stems: numbers that can be counted by hand."""

from __future__ import annotations

import pytest

from rag.likeness import likeness, same_question


def test_likeness_is_the_share_of_all_stems_that_both_have():
    assert likeness("Prices and discounts", "the price of trust") == pytest.approx(1 / 3)
    assert likeness("Prices", "PRICE!") == 1
    assert likeness("prices", "trust") == likeness("", "") == 0


def test_questions_are_the_same_in_nearly_the_same_words():
    assert same_question("Should prices be public?", "should our prices be public")
    assert not same_question("Should prices be public?", "Should salaries be public or secret?")
