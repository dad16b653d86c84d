"""Paired differences: certain where they are, chance where they are not, and always the same."""

from __future__ import annotations

import math

import pytest

from index.significance import interval, paired


def test_no_difference_is_no_difference():
    found = paired([0.5, 1.0], [0.5, 1.0])
    assert (found.mean, found.low, found.high, found.p) == (0, 0, 0, 1)
    assert (found.queries, found.better, found.worse) == (2, 0, 0)


def test_a_steady_gain_is_certain():
    found = paired([0.1 * i for i in range(20)], [0.1 * i + 0.1 for i in range(20)])
    assert found.mean == pytest.approx(0.1)
    assert found.low == pytest.approx(0.1) and found.high == pytest.approx(0.1)
    assert found.p < 0.001
    assert (found.better, found.worse) == (20, 0)


def test_four_queries_cannot_be_certain():
    # Two of the sixteen sign patterns are as far from 0: p is 1/8 whatever the size of the gain.
    found = paired([0, 0, 0, 0], [1, 1, 1, 1])
    assert found.p == pytest.approx(1 / 8, abs=0.02)


def test_gains_and_losses_cancel_out():
    found = paired([0, 1] * 10, [1, 0] * 10)
    assert found.mean == 0 and found.p == 1
    assert found.low < 0 < found.high
    assert (found.better, found.worse) == (10, 10)


def test_the_same_values_give_the_same_answer():
    values = [0.1, 0.9, 0.4, 0.7, 0.2]
    assert paired([0] * 5, values) == paired([0] * 5, values)


def test_an_interval_holds_the_mean_and_narrows_with_more_queries():
    few, many = interval([0, 1] * 5), interval([0, 1] * 500)
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 5
    assert interval([0.3]) == (0.3, 0.3)
    assert all(map(math.isnan, interval([])))
