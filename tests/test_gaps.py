"""Open questions are grouped by meaning, and a group that has its thread is known as filled."""

from __future__ import annotations

import pytest

from rag.gaps import Open, gaps


def test_like_questions_are_one_gap_and_the_most_asked_comes_first(small):
    left_open = [
        Open("What about zebras?", "unanswered"),
        Open("Fees for fairs?", "unanswered"),
        Open("Fair fees?", "badly rated", ("too old",)),
        Open("fees  for fairs?", "unanswered"),
    ]
    first, second = gaps(small, left_open)
    assert first.asked == {"Fees for fairs?": 1, "Fair fees?": 1, "fees for fairs?": 1}
    assert (first.unanswered, first.badly_rated, first.said) == (2, 1, ("too old",))
    assert (second.question, second.asked) == ("What about zebras?", {"What about zebras?": 1})


def test_the_same_question_counts_as_often_as_it_was_asked(small):
    (gap,) = gaps(small, [Open("Fees?", "unanswered")] * 3)
    assert (gap.question, gap.asked, gap.unanswered) == ("Fees?", {"Fees?": 3}, 3)


def test_a_gap_with_a_thread_of_its_title_is_filled_and_comes_last(small):
    left_open = [Open("How do I get a first customer", "unanswered")] * 2
    still, filled = gaps(small, [*left_open, Open("Zebra xylophones", "unanswered")])
    assert still.answers == ()
    assert filled.answers == ("small/2#21", "small/2#22", "small/2#23")


@pytest.mark.parametrize("left_open", [[], [Open("", "unanswered"), Open(" \n", "unanswered")]])
def test_nothing_open_is_no_gap(small, left_open):
    assert gaps(small, left_open) == []


def test_questions_without_a_single_word_do_no_harm(small):
    assert len(gaps(small, [Open("?", "unanswered"), Open("!", "unanswered")])) == 2
