"""Words as numbers: in order, in lower case, by what text they stand in."""

from __future__ import annotations

from index.words import words_of


def test_each_word_has_the_number_of_its_first_place_and_its_text():
    found = words_of(["Price, PRICE trust", "", "trust x_1 don't"])
    assert found.known == ["price", "trust", "x_1", "don", "t"]
    assert found.numbers.tolist() == [0, 0, 1, 1, 2, 3, 4]
    assert found.rows.tolist() == [0, 0, 0, 2, 2, 2, 2]


def test_no_words_are_no_rows():
    for texts in ([], ["", "!?"]):
        found = words_of(texts)
        assert (found.known, len(found.numbers), len(found.rows)) == ([], 0, 0)
