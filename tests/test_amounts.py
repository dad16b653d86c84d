"""Numbers, units and limits are as they are cited, and nothing is said of more."""

from __future__ import annotations

import pytest

from rag.amounts import miscounted, overstated
from rag.covering import cover
from rag.wording import read


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Write ten letters a day", "Write 10 letters a day for a month."),
        ("At most 5 calls a week", "Make up to five calls a week."),
        ("A fortnight is enough", "Two weeks are enough."),
        ("It costs $20", "It costs twenty dollars."),
        ("Two percent leave", "2 % leave."),
        ("Ask for 3 or more", "Ask for at least 3."),
        ("Less than a fee of 30 %", "Less than a 30 % fee."),
        ("Lists with fewer than 500 names", "Lists under 500 names."),
    ],
)
def test_the_same_amount(claim, basis):
    assert miscounted(cover(read(claim), read(basis))) == ""


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Write twelve letters", "Write 10 letters."),
        ("Wait three weeks", "Wait three months."),
        ("Ten calls in May", "Ten calls in June."),
        ("More than 20 sign up", "20 sign up."),
        ("It costs $20", "It costs €20."),
        ("It costs 20 dollars", "It costs 20 euros."),
        ("Ask for 3 or less", "Ask for at least 3."),
    ],
)
def test_another_amount(claim, basis):
    assert miscounted(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("All buyers read", "Most buyers read."),
        ("Buyers read", "Most buyers read."),
        ("Only buyers read", "Buyers read."),
    ],
)
def test_said_of_more(claim, basis):
    assert overstated(cover(read(claim), read(basis)))


def test_said_of_as_much_or_less():
    some = cover(read("There are worries"), read("I have seen many worries."))
    assert overstated(some) == ""
    assert overstated(cover(read("Wait whatever it says"), read("Wait regardless of it."))) == ""
    assert overstated(cover(read("You must pay"), read("You have to pay."))) == ""
    for claim in ("Most buyers read", "Many buyers read"):
        assert overstated(cover(read(claim), read("The majority of buyers read."))) == ""
