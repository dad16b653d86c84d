"""Whoever does something in a claim does it in what is cited."""

from __future__ import annotations

import pytest

from rag.covering import cover
from rag.doing import did, replaced
from rag.wording import read


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Name the rival and where the rival loses", "Name the rival and where you lose."),
        ("Find why they left and what you thought", "Find why they left and what they thought."),
        ("It is the partner who would wait", "My partner would launch; I would rather wait."),
    ],
)
def test_who_does_it_is_somebody_else(claim, basis):
    assert "somebody else" in replaced(cover(read(claim), read(basis)))
    assert replaced(cover(read(basis), read(basis))) == ""


@pytest.mark.parametrize(
    ("claim", "basis"),
    [
        ("Prices can be tested by phone", "You can test prices by phone."),
        ("Asking will turn buyers off", "If you ask, you will turn buyers off."),
        ("They wait for the launch", "I wait for the launch."),
    ],
)
def test_the_same_told_otherwise(claim, basis):
    assert replaced(cover(read(claim), read(basis))) == ""


def test_an_author_is_not_credited_with_what_somebody_they_tell_of_did():
    covering = cover(read("Ann showed how it works"), read("Bob showed how it works."))
    assert did(covering, {"ann"}) == "bob"
    covering = cover(read("Ann lately gave a talk"), read("Bob, our leader, lately gave a talk."))
    assert did(covering, {"ann"}) == "bob"
    covering = cover(read("Ann was asked to choose"), read("An anecdote: Bob was asked to choose."))
    assert did(covering, {"ann"}) == "bob"
    assert (
        did(cover(read("Ann showed how it works"), read("I showed how it works.")), {"ann"}) == ""
    )
