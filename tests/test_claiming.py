"""A reply is read as claims while it comes, however it is cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claiming import LINE, claims
from rag.claims import Basis, Claim


def read(text: str, size: int = 5) -> list[Claim]:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [claim for claim in claims(pieces) if claim]


ONE = Claim("It pays.", (Basis(2, "it does pay"),))


@pytest.mark.parametrize(
    "text",
    [
        'It pays. [2: "it does pay"]',
        'It pays. [2: "it does pay"]\n',
        "It pays. [2: “it does pay”].\n\n",
        "It pays. [2: it does pay]",
        'It pays. [ 2 , "it does pay" ]',
        '- It pays. [Source 2: "it does pay"]',
        '1. It pays. [2: "it does pay"]',
        '**It pays.** [2: "it does pay"]',
        '  It   pays. [2: "it does pay"]\r\n',
    ],
)
def test_the_form_asked_for_and_what_models_make_of_it(text):
    assert read(text) == [ONE]


def test_several_words_for_one_sentence():
    assert read('So. [1: "a"] [3: "b"]\n') == [Claim("So.", (Basis(1, "a"), Basis(3, "b")))]
    assert read('So [1: "a"], [3: "b"].\n') == [Claim("So", (Basis(1, "a"), Basis(3, "b")))]


def test_sentences_on_one_line_are_parted_where_the_next_begins():
    assert read('It pays. [2: "it does pay"] It works. [1: "works"]') == [
        ONE,
        Claim("It works.", (Basis(1, "works"),)),
    ]


def test_a_claim_is_there_as_soon_as_its_line_is():
    pieces = iter(['It pays. [2: "it does', ' pay"]\nAnd', " then", ""])
    found = claims(pieces)
    assert [next(found) for _ in range(2)] == [None, ONE]
    assert next(pieces) == " then"


def test_what_names_no_words_is_a_claim_without_any():
    assert read("Here is what I found:\n\nIt pays. [2]\nSo it is.") == [
        Claim("Here is what I found:", ()),
        Claim("It pays.", (Basis(2, ""),)),
        Claim("So it is.", ()),
    ]
    assert read('It pays. [2: "it does pay') == [Claim('It pays. [2: "it does pay', ())]
    assert read("") == read("\n \n") == []


def test_a_line_without_end_is_cut_and_the_next_is_read():
    long = "so " * LINE
    first, *rest = read(long + '[1: "so"]\nIt pays. [2: "it does pay"]', 50)
    assert first.bases == () and len(first.text) <= LINE
    assert rest == [ONE]


@given(st.text(alphabet='ab .[]12:",\n', max_size=60), st.integers(1, 9))
def test_how_it_is_cut_into_pieces_makes_no_difference(text, size):
    assert read(text, size) == read(text, 1)
