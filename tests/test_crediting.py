"""A claim may name the author of what it cites, and nobody else's."""

from __future__ import annotations

from rag.crediting import REPORTS, credited, miscredited


def test_the_author_may_be_named():
    assert credited("Ann Lee advises to wait.", "Ann Lee") == {"ann", "lee"}
    assert credited("The sales view's rule is to wait.", "The sales view") == {
        *("the", "sales", "view")
    }
    assert credited("Lee waits.", "Ann Lee") == {"lee"}


def test_words_that_a_name_is_made_of_name_nobody():
    assert credited("Sales people wait.", "The sales view") == set()


def test_nobody_else_may():
    text = "Bob advises to wait."
    assert miscredited(text, "Ann", ["Ann", "Bob"], "Wait.") == "Bob"
    assert miscredited(text, "Bob", ["Ann", "Bob"], "Wait.") == ""


def test_a_frame_that_takes_a_side_is_no_frame():
    assert "says" in REPORTS
    assert REPORTS.isdisjoint({"agrees", "favours", "prefers", "likes", "accepts"})


def test_a_name_that_the_words_have_themselves_credits_nobody():
    assert miscredited("Ask Bob.", "Ann", ["Ann", "Bob"], "Ask Bob, who knows.") == ""
