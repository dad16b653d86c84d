"""Measures of rankings, against values worked out by hand."""

from __future__ import annotations

import math

import pytest

from index.judgments import JudgedSet
from index.measures import RANKING, measure
from index.runs import Run


def judged(**qrels):
    return JudgedSet("set", dict.fromkeys(qrels, "?"), qrels, {}, {}, {})


def test_a_ranking_by_hand():
    ranking = ("unknown", "passing", "best", "bad")
    found = measure(
        Run("x", {"q": ranking}), judged(q={"best": 3, "other": 2, "passing": 1, "bad": 0})
    )["q"]
    gain = 1 / math.log2(3) + 3 / math.log2(4)
    ideal = 3 + 2 / math.log2(3) + 1 / math.log2(4)
    assert found == pytest.approx(
        {"nDCG@10": gain / ideal, "R@20": 1 / 2, "RR": 1 / 3, "Judged@10": 3 / 4}
    )
    assert tuple(found) == RANKING


def test_what_comes_too_late_does_not_count():
    late = (*(f"s{i}" for i in range(20)), "best")
    found = measure(Run("x", {"q": late}), judged(q={"best": 3}))["q"]
    assert found == pytest.approx({"nDCG@10": 0, "R@20": 0, "RR": 1 / 21, "Judged@10": 0})


def test_a_query_without_a_ranking_counts_as_nothing_found():
    found = measure(Run("x", {}), judged(q={"best": 3}))
    assert found == {"q": {"nDCG@10": 0.0, "R@20": 0.0, "RR": 0.0, "Judged@10": 0.0}}


def test_what_cannot_be_found_is_not_counted_as_missed():
    found = measure(Run("x", {"q": ("a",), "p": ("a",)}), judged(q={"a": 1}, p={"a": 0}))
    assert found["q"] == {"nDCG@10": 1.0, "Judged@10": 1.0}
    assert found["p"] == {"Judged@10": 1.0}


def test_the_order_of_the_run_decides_whatever_the_names():
    for ranking in (("a", "b"), ("b", "a")):
        found = measure(Run("x", {"q": ranking}), judged(q={"a": 2}))["q"]
        assert found["RR"] == 1 / (1 + ranking.index("a"))
