"""Words that mean the same may stand for each other; opposites never."""

from __future__ import annotations

import pytest

from rag.meaning import opposite, same
from rag.wording import read


def words(one, other):
    return read(f"the {one}")[1], read(f"the {other}")[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mend", "repair"),
        ("began", "starts"),
        ("seldom", "rarely"),
        ("ten", "10"),
        ("pays", "paid"),
    ],
)
def test_the_same(one, other):
    assert same(*words(one, other))
    assert same(*words(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("ten", "eleven"), ("weekly", "monthly"), ("Twitter", "Facebook"), ("raise", "lower")],
)
def test_not_the_same(one, other):
    assert not same(*words(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("raise", "lower"), ("legal", "illegal"), ("useful", "useless"), ("before", "after")],
)
def test_opposites(one, other):
    assert opposite(*words(one, other))
