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
        ("Compare trials instead of opens", "Compare trials, not opens."),
        ("It tests the product and your assumptions", "It tests not only the product but you."),
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
        ("Compare opens instead of trials", "Compare trials, not opens."),
        ("It tests only the product", "It tests not only the product."),
        ("A change can bring you visitors", "A change can take away visitors."),
        ("They often call", "They rarely call."),
        ("It pays well above the cost", "It pays well below the cost."),
        ("It discriminates against posts", "It doesn't discriminate posts."),
        ("Avoid sharing prices", "Don't be afraid to share prices."),
        ("Buyers never want to call", "Buyers don't always want to call."),
        ("It is no less likely to sell", "It is less likely to sell."),
        ("Powerful words are the ones", "Delete powerful words."),
        ("A buyer in Paris said so", "A buyer outside Paris said so."),
        ("If they say it is theirs, it is so", "That they say it's theirs doesn't mean it is so."),
        ("The product alone sells", "We are past the point where the product alone sells."),
        ('You do "haggle" to become one', 'You don\'t "haggle" to become one.'),
        ("Flash sites are bad", "This doesn't mean that Flash sites are bad."),
        ("It is wise to list prices", "For custom work, I do not think it is wise to list prices."),
    ],
)
def test_a_position_turned_round(claim, basis):
    assert turn(claim, basis)
