"""Words that have changed sides are seen, and a clause that was only moved is let be."""

from __future__ import annotations

import pytest

from rag.belonging import exchanged, parted
from rag.covering import cover
from rag.ordering import disordered
from rag.relating import misplaced
from rag.wording import read


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        (
            "An agency that knows sales fears founders",
            "A founder that knows sales fears an agency.",
        ),
        (
            "The more feedback you get, the more users you have",
            "The more users you have, the more feedback you get.",
        ),
        (
            "Better referrals lead to meeting people in person",
            "Meeting people in person leads to better referrals.",
        ),
    ],
)
def test_an_order_that_is_another(claim, basis):
    assert disordered(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("If it rains, stay", "Stay if it rains."),
        ("For most trades a monthly message is enough", "A monthly message is enough for trades."),
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
