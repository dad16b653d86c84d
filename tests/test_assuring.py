"""A claim is no surer than what it cites."""

from __future__ import annotations

import pytest

from rag.assuring import believed, insisted, unconditional
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
    ],
)
def test_a_claim_that_is_as_sure_or_less(claim, basis):
    covering = cover(read(claim), read(basis))
    assert [look(covering) for look in (insisted, believed, unconditional)] == ["", "", ""]
