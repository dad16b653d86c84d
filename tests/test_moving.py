"""Two stretches change places only where nothing holds them."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.moving import Met, Turn, doer, floats, keeps_sense
from rag.wording import read


def turn(claim: str, basis: str, one: int, two: int) -> Turn:
    """Of a claim whose first ``one`` words met stand behind the ``two`` next in the basis."""
    covering = cover(read(claim), read(basis))
    met = [Met(w, covering.to[w.place]) for w in covering.claim if w.told]
    return Turn(covering, met, 0, one, one + two)


@pytest.mark.parametrize(
    ("claim", "basis", "one", "two"),
    [
        ("In spring, lower prices", "Lower prices in spring.", 1, 2),
        ("When raining, stay", "Stay when raining.", 1, 1),
        ("Prices, names and plans", "Names, prices and plans.", 1, 1),
        ("The owners of shops", "Shop owners.", 1, 1),
        ("Buyers were surprised", "It surprised buyers.", 1, 1),
        ("Buyers are passed on", "They pass on most buyers.", 1, 1),
        ("It is costly to advertise", "Advertising is costly.", 1, 1),
    ],
)
def test_what_may_stand_in_either_order(claim, basis, one, two):
    assert keeps_sense(turn(claim, basis, one, two))


@pytest.mark.parametrize(
    ("claim", "basis", "one", "two"),
    [
        ("Prices than names", "Names than prices.", 1, 1),
        ("Test, then sell", "Sell, then test.", 1, 1),
        ("Prices, not names", "Names, not prices.", 1, 1),
        ("Buyers call", "Call buyers.", 1, 1),
        ("A mail is a sign", "A sign; a mail.", 1, 1),
        ("Buyers are likely to sue sellers", "Sellers are likely to sue buyers.", 1, 2),
        ("The more names, the more prices", "The more prices, the more names.", 1, 1),
    ],
)
def test_what_must_stand_as_it_does(claim, basis, one, two):
    assert not keeps_sense(turn(claim, basis, one, two))


def test_words_of_manner_float_and_who_does_it_is_named():
    assert [floats(word) for word in read("Usually buyers often reply")] == [
        *(True, False, True, False)
    ]
    assert doer(read("It was done by others")) == (1, 3)
    assert doer(read("Stand by others")) is doer(read("It is done by hand")) is None
