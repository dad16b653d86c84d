"""Numbers, opposites and what is yours keep the company they have where they are cited."""

from __future__ import annotations

import pytest

from rag.belonging import exchanged, mispersoned, parted, stranded
from rag.covering import cover
from rag.wording import read


@pytest.mark.parametrize(
    ("look", "claim", "basis"),
    [
        (
            exchanged,
            "A card lowers the share and raises the number",
            "A card raises the share and lowers the number.",
        ),
        (exchanged, "Ask 5 clients and 10 friends", "Ask 10 clients and 5 friends."),
        (
            exchanged,
            "For the paid customers it is 7.5 months",
            "It is 7.5 months, and for the paid customers it is 12.5 months.",
        ),
        (
            exchanged,
            "Take a smaller stake for a larger wage",
            "Take a smaller wage for a larger stake.",
        ),
        (
            stranded,
            "Ann used a long name until 2016",
            "Ann began with a long name, and Bob used his until 2016.",
        ),
        (mispersoned, "Use your own words", "Use the owner's words."),
        (mispersoned, "Show your logo on their site", "Show their logo on your site."),
        (parted, "Ideas are cheap; execution is key", "Execution is cheap; ideas are key."),
    ],
)
def test_what_belongs_to_something_else(look, claim, basis):
    covering = cover(read(claim), read(basis))
    assert look(covering)
    assert look(cover(read(basis), read(basis))) == ""


def test_what_was_mine_is_theirs_in_reported_speech():
    assert mispersoned(cover(read("Show their logo"), read("I show my logo."))) == ""
