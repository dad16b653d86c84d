"""A word that is not there may be meant, if the sentence points to it where it would stand."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.pointing import meant
from rag.wording import read


def known(claim, basis, before):
    covering = cover(read(claim), read(basis))
    return [word.text for word in meant(covering, covering.open, read(before))]


@pytest.mark.parametrize(
    ("claim", "basis", "before"),
    [
        ("Calls cost a year", "They cost a year.", "We made calls."),
        ("A client wrote of the shop", "A client wrote of it.", "They saw the shop."),
        ("Borrowed logos do not survive", "Borrowed logos do not.", "Much may survive."),
    ],
)
def test_what_the_sentence_points_to_is_meant(claim, basis, before):
    assert known(claim, basis, before)


@pytest.mark.parametrize(
    ("claim", "basis", "before"),
    [
        # The word stands elsewhere than where it is pointed to,
        ("The director answers the buyer", "The engineer answers the buyer of it.", "Directors."),
        # what points goes with a word of its own,
        ("Engines have an advantage", "Companies with those sites have an advantage.", "Engines."),
        # "that" only joins,
        ("A client had written a text", "A man had written a text that was long.", "A client."),
        # or it is a name.
        ("The launch waits for Ann", "The launch waits for her.", "Then came Ann."),
    ],
)
def test_what_it_does_not_point_to_is_not(claim, basis, before):
    assert known(claim, basis, before) == []
