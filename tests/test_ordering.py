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
            "Small gaps in traffic matter more than small gaps in price",
            "Small gaps in price matter more than small gaps in traffic.",
        ),
        ("Go for the badge and forget the beta", "Go for the beta and forget the badge."),
        ("First meet the payers, then the users", "First meet the users, then the payers."),
        (
            "Pay for the first phase in wages and for the second in shares",
            "Pay for the first phase in shares and for the second in wages.",
        ),
        (
            "The deadline is worth little; the date much",
            "The date is worth little; the deadline much.",
        ),
        (
            "Fine where buyers come to look at tools and not where they come to look at software",
            "Fine where buyers come to look at software and not where they come to look at tools.",
        ),
        ("A woman sued the firm for it", "A woman was sued by the firm for it."),
        ("Spend money first and time second", "Spend time first and money second."),
        (
            "Posts of strangers are removed by regulars",
            "Posts of regulars are removed by strangers.",
        ),
        (
            "If readers plan to move, notify you",
            "If you plan to move, notify the readers.",
        ),
        (
            "Mr. B works full time while Mr. A has a job",
            "Mr. A works full time, while Mr. B has a job.",
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
        ("As a rule, leave the price alone", "Leave the price alone, as a rule."),
        ("The advice of that group helps", "That group's advice helps."),
        ("Consumers are surprised by good ads", "Good ads surprise consumers."),
        ("Readers are told if you plan to move", "If you plan to move, tell readers."),
        ("A poster is easily walked past", "You walk past a poster easily."),
        (
            "The site's menu is small, as links leak",
            "As links leak, the menu of the site is small.",
        ),
        ("Offer a list, a map and a card", "Offer a card, a list and a map."),
        ("Prices should be tested first", "You should test prices first."),
        ("They usually buy in May", "Usually they buy in May."),
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
