"""A claim is no surer than what it cites."""

from __future__ import annotations

import pytest

from rag.assuring import insisted, premature, unhedged
from rag.covering import cover
from rag.wording import read


@pytest.mark.parametrize(
    ("look", "claim", "basis"),
    [
        (insisted, "Search is second", "Search may be second."),
        (insisted, "You must pay", "You can choose to pay."),
        (insisted, "You will upset a buyer", "You could upset a buyer."),
        (unhedged, "The forms will work", "It's possible that the forms will work."),
        (unhedged, "Nobody sells shops", "To my knowledge nobody sells shops."),
        (unhedged, "A refund makes them change it", "A refund often makes them change it."),
        (unhedged, "Pages are quick to build", "Pages can be quick to build."),
        (unhedged, "Prices must be shown", "In some countries prices must be shown."),
        (unhedged, "Buyers ask for more", "Some buyers ask for more."),
        (
            unhedged,
            "Those who leave have the most tickets",
            "Some leave; they tend to have the most tickets.",
        ),
        (unhedged, "Calls grow", "Ideally calls grow."),
        (insisted, "You will be given more", "You can be given more."),
        (
            unhedged,
            "There is a panel for the day",
            "We are considering a panel for the day.",
        ),
        (insisted, "Names are short", "Names should be short."),
        (premature, "Mails have attracted visitors", "We expect to attract visitors by mails."),
        (unhedged, "The author says to pay", "I've heard people say to pay."),
        (premature, "They followed this advice", "It's the advice I'll be following."),
        (premature, "Calls have increased", "Calls will increase."),
        (unhedged, "Certain prices work", "Certain prices might work."),
    ],
)
def test_a_claim_that_is_surer(look, claim, basis):
    assert look(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Search might come second", "Search may come second."),
        ("You may pay", "You must pay."),
        ("Test the price", "You can test the price."),
        ("Buyers sometimes ask", "Buyers often ask."),
        ("Names ought to be short", "Names should be short."),
        ("She has written plans", "I have written business plans."),
        ("I looked at prices", "I spent some time and looked at prices."),
    ],
)
def test_a_claim_that_is_as_sure_or_less(claim, basis):
    covering = cover(read(claim), read(basis))
    looks = (insisted, premature, unhedged)
    assert not any(look(covering) for look in looks)
