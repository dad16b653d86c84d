"""What is said to come of something does so in what is cited."""

from __future__ import annotations

import pytest

from rag.causing import drawn
from rag.covering import cover
from rag.wording import read


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("It grows because of the tax", "It grows in spite of the tax."),
        ("They sell and therefore pay", "They sell. They pay if they can."),
        ("They pay because they sell", "They pay and sell."),
        ("Many came because it crashed", "So many came that it crashed."),
    ],
)
def test_a_cause_that_is_not_there_or_the_other_way_round(claim, basis):
    assert drawn(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("They pay because they sell", "They sell, so they pay."),
        ("They pay because they sell", "Since they sell they pay."),
        ("They sell and pay", "They sell, therefore they pay."),
    ],
)
def test_a_cause_that_is(claim, basis):
    assert drawn(cover(read(claim), read(basis))) == ""
