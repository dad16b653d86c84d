"""Adapted or not: what is kept, and what the maintainer is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.adaptation import FEWEST, Adaptation

BETTER = Adaptation(9_733, 28_800, 0.40, 0.45, 0.80, 0.82, 0.02)


def test_the_gain_is_told_in_figures():
    assert BETTER.kept
    for part in ("Adapted to 9,733 threads", "0.450 (before 0.400)", "0.820 (0.800)"):
        assert part in BETTER.summary


@pytest.mark.parametrize("low", [0.0, -0.001])
def test_what_may_be_chance_is_not_kept_and_told_so(low):
    found = replace(BETTER, low=low)
    assert not found.kept
    assert "not kept" in found.summary and "used as it is" in found.summary


def test_few_threads_are_told_how_many_it_takes():
    found = Adaptation(64)
    assert not found.kept
    assert "texts have 64." in found.summary and f"{FEWEST:,}" in found.summary
