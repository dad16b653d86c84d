"""Is it chance? Paired differences between two systems, and intervals around a mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SEED = 20_131
"""Fixed, so that the same values always give the same interval and the same p."""

DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Second minus first over the queries both have: its mean with a 95 % interval, and its p.

    ``p`` is two-sided: how often flipping the signs of the differences at random gives a mean at
    least as far from 0. ``better`` and ``worse`` count queries whose value went up and down.
    """

    queries: int
    mean: float
    low: float
    high: float
    p: float
    better: int
    worse: int


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval (percentiles) of the mean."""
    if not values:
        return float("nan"), float("nan")
    found = np.asarray(values, float)
    draws = np.random.default_rng(SEED).integers(len(found), size=(DRAWS, len(found)))
    low, high = np.quantile(found[draws].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)


def paired(first: Sequence[float], second: Sequence[float]) -> Difference:
    """Compare two systems on the same queries, given in the same order."""
    differences = np.asarray(second, float) - np.asarray(first, float)
    mean = float(differences.mean()) if len(differences) else 0.0
    signs = np.random.default_rng(SEED).integers(2, size=(DRAWS, len(differences))) * 2 - 1
    # Sums of floats in another order differ in the last digit: what is as far counts as as far.
    as_far = np.abs(signs @ differences) >= abs(differences.sum()) - 1e-9
    low, high = interval(differences.tolist())
    return Difference(
        queries=len(differences),
        mean=mean,
        low=low,
        high=high,
        p=float((as_far.sum() + 1) / (DRAWS + 1)),
        better=int((differences > 1e-9).sum()),
        worse=int((differences < -1e-9).sum()),
    )
