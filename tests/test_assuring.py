"""A claim is no surer than what it cites."""

from __future__ import annotations

import pytest

from rag.assuring import (
    believed,
    insisted,
    premature,
    unconditional,
    unhedged,
    unlimited,
)
from rag.covering import cover
from rag.wording import read


@pytest.mark.parametrize(
    ("look", "claim", "basis"),
    [
        (insisted, "Search is second", "Search may be second."),
        (insisted, "You must pay", "You can choose to pay."),
        (insisted, "You will upset a buyer", "You could upset a buyer."),
        (believed, "An agency is a magic bullet", "You think that an agency is a magic bullet."),
        (unconditional, "You need a free plan", "If you target millions, you need a free plan."),
        (unconditional, "End the free plan", "End the free plan, unless it brings you buyers."),
        (
            unconditional,
            "Ten articles are enough",
            "Ten articles are enough, if three are the best.",
        ),
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
        (unlimited, "Hide the price", "Hide the price only where deals are large."),
        (premature, "Calls have increased", "Calls will increase."),
        (unconditional, "You are free", "You are free provided they pay."),
        (unhedged, "Certain prices work", "Certain prices might work."),
    ],
)
def test_a_claim_that_is_surer(look, claim, basis):
    assert look(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Lists are like houses", "Think of lists as houses that you own."),
        ("Search might come second", "Search may come second."),
        ("You may pay", "You must pay."),
        ("An agency is a magic bullet", "I think that an agency is a magic bullet."),
        ("For millions you need a free plan", "If you target millions, you need a free plan."),
        ("You can end it, if nobody pays", "End it, unless somebody pays."),
        ("Test the price", "You can test the price."),
        ("Buyers sometimes ask", "Buyers often ask."),
        ("I looked at prices", "I spent some time and looked at prices."),
    ],
)
def test_a_claim_that_is_as_sure_or_less(claim, basis):
    covering = cover(read(claim), read(basis))
    looks = (insisted, unlimited, premature, believed, unconditional, unhedged)
    assert not any(look(covering) for look in looks)
