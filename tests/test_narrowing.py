"""A claim is said of no more than what it cites."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.narrowing import ever, narrowed, related, subject_narrowed
from rag.wording import read

LOOKS = (ever, narrowed, related, subject_narrowed)


@pytest.mark.parametrize(
    ("look", "claim", "basis"),
    [
        (ever, "It is the fastest tool there is", "It is the fastest tool I've ever used."),
        (related, "Every short word is taken", "Every short word we like is taken."),
        (subject_narrowed, "Towns will stop you", "Towns with strict rules will stop you."),
        (narrowed, "A programme attracts nobody", "A programme for a new shop attracts nobody."),
        (narrowed, "Surveys do not work", "On a small group of people surveys do not work."),
    ],
)
def test_a_claim_of_more(look, claim, basis):
    assert look(cover(read(claim), read(basis)))


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Words we like are taken", "Words we like are taken."),
        ("Towns with rules will stop you", "Towns with strict rules will stop you."),
        ("A shop attracts buyers", "A shop attracts buyers for a month."),
        ("It is the fastest I've ever used", "It is the fastest tool I've ever used."),
    ],
)
def test_a_claim_of_as_much(claim, basis):
    covering = cover(read(claim), read(basis))
    assert not any(look(covering) for look in LOOKS)
