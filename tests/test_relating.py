"""What stands under "if", "before" or "than" stands under it where it is cited."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.relating import governed, misplaced
from rag.wording import read


def test_what_stands_under_a_relation_ends_with_its_clause():
    words = read("Ask first, before you pay, and smile")
    assert [words[place].text for place in governed(words)["before"]] == ["you", "pay"]


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Pay before you ask", "Pay after you ask."),
        ("Long mails work better than short ones", "Short mails work better than long ones."),
        ("Go for it", "Hold on, otherwise go for it."),
        ("Pay unless you ask", "Pay and ask."),
        ("A market is cheaper than a tool", "A thing cheaper than a market."),
        ("Pay", "Wait unless they pay."),
        ("Once you are paid, you must hire", "Hire ten, get paid."),
        ("Fight others rather than yourself", "Fight yourself rather than others."),
        ("See who it is for", "See who it is from."),
        ("Whatever the price, they buy tools", "Whatever the tools, they buy at a price."),
    ],
)
def test_a_relation_that_is_another(claim, basis):
    assert misplaced(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Once you have asked, pay", "Pay after you have asked."),
        ("When it rains, stay", "Stay if it rains."),
        ("Hold on or go for it", "Hold on, otherwise go for it."),
        ("Lists with fewer than 500 people", "A list under 500 people."),
        ("It costs more than a fifth", "It costs over a fifth."),
        ("Words are better than pictures", "Use words instead of pictures."),
        ("If you run them down, they are defended", "Running them down makes others defend them."),
    ],
)
def test_a_relation_that_says_the_same(claim, basis):
    assert misplaced(cover(read(claim), read(basis))) == ""
