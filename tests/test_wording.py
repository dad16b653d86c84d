"""Words are read with what they stand for, and where they belong."""

from __future__ import annotations

import pytest

from rag.wording import read, roots


def values(text):
    return [word.value for word in read(text) if word.value is not None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twenty-five of 1,260", [25, 1260]),
        ("a hundred thousand", [100_000]),
        ("5k or 2 million", [5000, 2_000_000]),
        ("12.5 % of twelve months", [12.5, 12]),
        ("a 7-day trial", [7]),
        ("one of them, once", []),
    ],
)
def test_numbers_have_one_value_however_they_are_written(text, found):
    assert values(text) == found


def test_irregular_forms_come_home():
    assert roots(["heard", "hears", "written"]) == roots(["hear", "hear", "write"])


def test_a_name_is_known_by_its_capital_inside_a_sentence():
    assert [word.text for word in read("Ask Google about getdropbox.com.") if word.named] == [
        "google",
        "getdropbox.com",
    ]


def test_two_hyphens_part_a_sentence_as_a_dash_does():
    assert [word.clause for word in read("pay first --you can - ask")] == [0, 0, 1, 1, 2]


def test_a_part_begins_where_another_statement_does():
    words = {word.text: word for word in read("Ideas are key, execution is not; lists, too, end.")}
    assert words["ideas"].part != words["execution"].part
    assert words["lists"].clause != words["too"].clause


def test_a_phrase_is_read_as_its_word():
    assert next(word.text for word in read("A couple of days")) == "two"
