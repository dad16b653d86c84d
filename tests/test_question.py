"""Questions are tidied, refused with a reason, or joined to the conversation they lean on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionRefused
from rag.question import (
    CARRIED,
    EARLIER,
    LONGEST,
    Turn,
    content_words,
    standalone,
    tidy,
)


def test_control_characters_and_white_space_are_tidied():
    assert tidy("  how\x00 do I\n\tprice\u200b it?\u2028") == "how do I price it?"


@pytest.mark.parametrize("nothing", ["", "   ", "\x00\x07", "?!… —", "\u200b"])
def test_a_question_without_words_is_refused(nothing):
    with pytest.raises(QuestionRefused, match="no question"):
        tidy(nothing)


def test_a_question_of_10000_words_is_refused_with_both_lengths():
    with pytest.raises(QuestionRefused, match=r"49,999 characters.*2,000"):
        tidy("word " * 10_000)


def test_the_longest_question_is_still_asked():
    assert len(tidy("a" * LONGEST)) == LONGEST


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    try:
        once = tidy(text)
    except QuestionRefused:
        return
    assert tidy(once) == once


def said(*questions: str) -> list[Turn]:
    turns = []
    for question in questions:
        turns += [Turn("user", question), Turn("assistant", "An answer about something else.")]
    return turns


@pytest.mark.parametrize(
    "follow_up",
    ["what about B2B?", "and for an app?", "why?", "does it scale?", "How long does that take?"],
)
def test_a_follow_up_is_joined_to_the_question_it_follows(follow_up):
    history = said("is cold e-mail worth it?")
    assert standalone(follow_up, history) == f"is cold e-mail worth it? {follow_up}"


@pytest.mark.parametrize(
    "question",
    [
        "how do I pick a name for my startup?",
        "Is it legal to send unsolicited commercial email?",
        "should I show prices on my website",
    ],
)
def test_a_new_question_is_left_alone(question):
    assert standalone(question, said("is cold e-mail worth it?")) == question


def test_without_a_history_even_a_leaning_question_stands_alone():
    assert standalone("what about B2B?", []) == "what about B2B?"


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_question():
    history = said("is cold e-mail worth it?", "what about B2B?")
    assert (
        standalone("and for agencies?", history)
        == "is cold e-mail worth it? what about B2B? and for agencies?"
    )


def test_a_long_earlier_message_leaves_room_for_the_follow_up():
    joined = standalone("what about trade shows instead?", said("pricing " * 200))
    assert joined.endswith("what about trade shows instead?")
    assert len(joined) <= CARRIED + 40


def test_an_endless_history_of_follow_ups_is_cut_not_climbed():
    joined = standalone("and it?", said(*["and it?"] * 6_000))
    assert joined.count("and it?") <= EARLIER + 1


def test_what_cannot_be_shown_is_no_part_of_the_history():
    assert standalone("what about B2B?", said("\ud800 \x00")) == "what about B2B?"


def test_content_words_carry_the_subject():
    assert content_words("How do I get my first 100 users?") == ["first", "100", "users"]
