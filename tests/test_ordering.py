"""Who does what to whom, and under which condition, is as it is cited."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.ordering import disordered, exchanged, mispersoned, misplaced, parted
from rag.wording import read


@pytest.mark.parametrize(
    ("look", "claim", "basis"),
    [
        (misplaced, "Pay before you ask", "Pay after you ask."),
        (
            misplaced,
            "Long mails work better than short ones",
            "Short mails work better than long ones.",
        ),
        (misplaced, "Go for it", "Hold on, otherwise go for it."),
        (
            disordered,
            "An agency that knows sales fears founders",
            "A founder that knows sales fears an agency.",
        ),
        (
            exchanged,
            "A card lowers the share and raises the number",
            "A card raises the share and lowers the number.",
        ),
        (
            disordered,
            "The more feedback you get, the more users you have",
            "The more users you have, the more feedback you get.",
        ),
        (
            disordered,
            "Better referrals lead to meeting people in person",
            "Meeting people in person leads to better referrals.",
        ),
        (mispersoned, "Show your logo on their site", "Show their logo on your site."),
        (parted, "Ideas are cheap; execution is key", "Execution is cheap; ideas are key."),
    ],
)
def test_an_order_that_is_another(look, claim, basis):
    assert look(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("If it rains, stay", "Stay if it rains."),
        (
            "Short mails work better than long ones",
            "Short mails, we find, work better than long ones.",
        ),
        (
            "The number is lowered and the share is raised by a card",
            "A card raises the share and lowers the number.",
        ),
    ],
)
def test_an_order_that_says_the_same(claim, basis):
    covering = cover(read(claim), read(basis))
    assert [look(covering) for look in (misplaced, disordered, exchanged, parted)] == [""] * 4
