"""Matters for a lawyer, a doctor or a banker; whoever sells to their clients asks about selling."""

from __future__ import annotations

import pytest

from rag.personal import matter, touches_law


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("can my landlord keep my deposit", "legal"),
        ("which pills help against joint pain", "medical"),
        ("should I buy bitcoin", "financial"),
        ("how do I market software to landlords", None),
        ("how do I advertise pills for joint pain", None),
        ("is it legal to send unsolicited commercial email", None),
        ("is my pain point sharp enough", None),
        ("should I buy shares in a competitor", None),
        ("my business failed and I want to kill myself", "medical"),
    ],
)
def test_matters_of_ones_own_are_told_from_those_of_a_trade(question, expected):
    assert matter(question) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is it legal to send unsolicited e-mail?", True),
        ("Our trademark holds.", True),
        ("You need a good lawyer for that.", True),
        ("Lawyers are our best clients.", False),
        ("The FTC wants paid reviews marked.", True),
        ("Our clients pursue growth.", False),
        ("Patently, a lawn needs water.", False),
    ],
)
def test_what_touches_on_the_law_is_seen(text, expected):
    assert touches_law(text) is expected
