"""What a basis denies is not affirmed, nor the other way round."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.polarity import turned
from rag.wording import read


def turn(claim, basis):
    return turned(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Never send mail nobody asked for", "Don't send mail that nobody asked for."),
        ("He warns against scaling ads", "Do not scale ads."),
        ("Lists have no value", "Lists are not of value."),
        ("Without proof nobody buys", "Nobody buys without proof."),
        ("Ask first", "Ask first, and never pay before you have."),
    ],
)
def test_the_same_position(claim, basis):
    assert turn(claim, basis) == ""


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Send mail nobody asked for", "Never send mail nobody asked for."),
        ("Lists are valuable", "Lists are not valuable."),
        ("Lists are not valuable", "Lists are valuable."),
        ("Hire for the resume", "Resist the temptation to hire for the resume."),
        ("Work with link farms", "Don't work with link farms."),
        ("They often call", "They rarely call."),
    ],
)
def test_a_position_turned_round(claim, basis):
    assert turn(claim, basis)
