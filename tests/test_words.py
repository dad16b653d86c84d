"""Words as numbers: in order, in lower case, by what text they stand in."""

from __future__ import annotations

import numpy as np

from index.words import count, words_of


def test_each_word_has_the_number_of_its_first_place_and_its_text():
    found = words_of(["Price, PRICE trust", "", "trust x_1 don't"])
    assert found.known == ["price", "trust", "x_1", "don", "t"]
    assert found.numbers.tolist() == [0, 0, 1, 1, 2, 3, 4]
    assert found.rows.tolist() == [0, 0, 0, 2, 2, 2, 2]


def test_no_words_are_no_rows():
    for texts in ([], ["", "!?"]):
        found = words_of(texts)
        assert (found.known, len(found.numbers), len(found.rows)) == ([], 0, 0)


def test_the_first_words_of_each_text_are_left_out():
    found = words_of(["one two three", "", "four", "one five"])
    rest = found.without_first(np.array([2, 1, 1, 0]))
    assert [rest.known[number] for number in rest.numbers] == ["three", "one", "five"]
    assert (rest.rows.tolist(), rest.size) == ([0, 3, 3], 4)
    assert [count(text) for text in ("One, two!", "")] == [2, 0]
