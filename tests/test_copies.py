"""Copies are told by their words, between sections, whatever stands around them."""

from __future__ import annotations

import numpy as np
import pytest

from index.copies import COMMON, copies, copies_of
from index.words import words_of

SAID = "Public prices build trust with small buyers and save you the calls of those who cannot pay"
OTHER = "Hidden prices let a seller ask of each buyer what this one buyer may be able to spend"


def pairs(*texts: str, sections: list[int] | None = None) -> list[list[int]]:
    return copies(words_of(texts), np.array(sections or range(len(texts)))).tolist()


def test_the_same_words_are_a_copy_and_others_are_not():
    assert pairs(SAID, OTHER, SAID.upper() + "!") == [[0, 2]]
    assert pairs(SAID, " ".join(reversed(SAID.split()))) == []


def test_a_passage_inside_a_longer_one_is_a_copy_of_it():
    assert pairs(f"As I wrote before: {SAID}. {OTHER} today.", SAID, OTHER) == [[0, 1], [0, 2]]


@pytest.mark.parametrize(("words", "found"), [(12, [[0, 1]]), (10, [])])
def test_most_of_the_shorter_one_must_be_shared(words, found):
    """17 words are 13 runs of five, of which 12 shared words hold 8 and ten hold 6."""
    start = " ".join(SAID.split()[:words])
    assert pairs(SAID, f"{start} {OTHER} {OTHER.upper()}") == found


def test_a_section_is_no_copy_of_itself():
    assert pairs(SAID, SAID, OTHER, OTHER, sections=[0, 0, 1, 2]) == [[2, 3]]


def test_what_is_short_or_said_by_everybody_is_no_sign():
    assert pairs("Good luck with your company!", "Good luck with your company!") == []
    assert pairs(*[SAID] * COMMON) == []
    assert len(pairs(*[SAID] * (COMMON - 1))) == (COMMON - 1) * (COMMON - 2) // 2


def test_nothing_has_no_copies():
    assert pairs() == pairs("") == pairs("one two three") == []
    assert copies(words_of([]), np.array([], np.int64)).shape == (0, 2)


def test_what_a_row_is_linked_with():
    found = copies(words_of([SAID, OTHER, SAID, SAID]), np.arange(4))
    assert copies_of(2, found) == {0, 3}
    assert copies_of(1, found) == set()
