"""A claim holds no farther than what it cites: no condition or exception is left out."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.limiting import halved, supposed, unconditional, unlimited
from rag.wording import read

LOOKS = (halved, supposed, unconditional, unlimited)


@pytest.mark.parametrize(
    ("look", "claim", "basis"),
    [
        (unconditional, "You need a free plan", "If you target millions, you need a free plan."),
        (unconditional, "End the free plan", "End the free plan, unless it brings you buyers."),
        (
            unconditional,
            "Ten articles are enough",
            "Ten articles are enough, if three are the best.",
        ),
        (unlimited, "Hide the price", "Hide the price only where deals are large."),
        (unconditional, "You are free", "You are free provided they pay."),
        (
            unconditional,
            "150 buyers in town search, so no budget makes it 500",
            "If 150 buyers in town search, no budget makes it 500.",
        ),
        (halved, "If it stays, the readers are wrong", "If it stays after four trials, they are."),
        (
            halved,
            "When pages are free, it is given away",
            "When pages are free and a client needs more, it is given away.",
        ),
        (unconditional, "Put no price on it", "Put no price on it until you have asked."),
        (unconditional, "The advice fails", "The advice fails when it is of another market."),
        (supposed, "Each user makes it visible", "It wins when each user makes it visible."),
    ],
)
def test_a_claim_that_goes_farther(look, claim, basis):
    assert look(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("For millions you need a free plan", "If you target millions, you need a free plan."),
        ("You can end it, if nobody pays", "End it, unless somebody pays."),
        ("Asking for a card turns people off", "If you ask for a card, it turns people off."),
        ("Sites can be plain", "Sites can be plain, when it matters."),
        ("A firm whose buyers ask is told", "If buyers ask, a firm is told."),
        ("If pages are free, wait", "If pages are free or cheap, wait."),
    ],
)
def test_a_claim_that_goes_no_farther(claim, basis):
    covering = cover(read(claim), read(basis))
    assert not any(look(covering) for look in LOOKS)
