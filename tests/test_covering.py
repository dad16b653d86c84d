"""Each word of a claim is answered by the like of it that stands where its neighbours do."""

from __future__ import annotations

from rag.covering import cover
from rag.wording import read


def test_what_nothing_answers_to_is_left_open():
    covering = cover(read("Prices build trust and margins"), read("Public prices build trust."))
    assert [word.text for word in covering.open] == ["margins"]
    assert covering.share() == 0.75


def test_what_has_answered_to_itself_answers_to_no_other_word():
    basis = read("The engineer writes to the manager")
    covering = cover(read("The director writes to the manager"), basis)
    assert [word.text for word in covering.open] == ["director"]
    assert cover(read("The director writes"), basis).open == ()


def test_of_two_like_words_the_one_beside_its_neighbours_answers():
    basis = read("A large price for gyms and a small price for cafés")
    covering = cover(read("a small price for cafés"), basis)
    assert basis[covering.to[2]].place == 8
