"""Requests for code and for texts; to ask how it is done is no errand."""

from __future__ import annotations

import pytest

from rag.errands import work


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("Write me a Python script that reads a CSV", "code"),
        ("can you write code?", "code"),
        ("what does this do: for (;;) { console.log('hi') }", "code"),
        ("SELECT name FROM users WHERE id = 1", "code"),
        ("write me a script for cold calls", "writing"),
        ("Write a blog post about soap", "writing"),
        ("could you translate this to French?", "writing"),
        ("come up with ten names for my bakery", "writing"),
        ("Write a business plan or just start?", None),
        ("Create a company blog?", None),
        ("how do I write a cold e-mail", None),
        ("should I write a blog post every week", None),
        ("give me ideas for a launch", None),
        ("do promo codes work", None),
        ("hire somebody to write code", None),
    ],
)
def test_errands_are_told_from_questions(turn, expected):
    assert work(turn) == expected
