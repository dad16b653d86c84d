"""Times of several sides, taken in turns, and what is said of them: medians, spreads, exponents."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import median

import numpy as np


def interleaved(
    sides: Mapping[str, Callable[[], float]], rounds: int, warm: bool = True
) -> dict[str, list[float]]:
    """Seconds of every side in each round; each round begins with another side.

    What else the machine does then falls on all of them alike. ``warm`` first runs each once.
    """
    names = list(sides)
    found: dict[str, list[float]] = {name: [] for name in names}
    if warm:
        for name in names:
            sides[name]()
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            found[name].append(sides[name]())
    return found


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times as long theirs took: the median over the rounds."""
    return median(b / a for a, b in zip(ours, theirs, strict=True))


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The same with its spread over the rounds."""
    each = [b / a for a, b in zip(ours, theirs, strict=True)]
    return f"{median(each):.1f}× ({min(each):.1f}–{max(each):.1f})"


def spread(values: Sequence[float], form: str = ".0f") -> str:
    """The median, and the least and most in parentheses."""
    return f"{median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(math.ceil(share * len(ranked)) - 1, 0)]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a straight line through the points on logarithmic axes."""
    x, y = np.log(np.array(points, float)).T
    return float(np.polyfit(x, y, 1)[0])
