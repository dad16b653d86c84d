"""How well silence is kept: scores of questions that can be answered against those that cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ANSWERED = 0.95
"""The share of answerable questions at which false answers are counted."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """If every question of at least this score were answered: what share of all would be, and
    what share of the answers given would be to questions that cannot be answered."""

    score: float
    coverage: float
    risk: float


def ranked_above(answerable: Sequence[float], unanswerable: Sequence[float]) -> list[float]:
    """For each unanswerable question the share of answerable ones that score above it, ties half.

    The mean is the AUROC.
    """
    yes, no = np.asarray(answerable)[None, :], np.asarray(unanswerable)[:, None]
    return [float(share) for share in ((yes > no) + 0.5 * (yes == no)).mean(axis=1)]


def false_answers(
    answerable: Sequence[float], unanswerable: Sequence[float], answered: float = ANSWERED
) -> list[bool]:
    """For each unanswerable question whether it would be answered, where the strictest threshold
    is set that still answers this share of the answerable ones."""
    scores = np.sort(np.asarray(answerable))[::-1]
    threshold = scores[int(np.ceil(round(answered * len(scores), 9))) - 1]
    return [score >= threshold for score in unanswerable]


def risk_coverage(
    answerable: Sequence[float], unanswerable: Sequence[float]
) -> tuple[CurvePoint, ...]:
    """The curve, from the best score down: one point for each score that occurs."""
    scores = np.concatenate([answerable, unanswerable])
    wrong = np.arange(len(scores)) >= len(answerable)
    points = []
    for score in np.unique(scores)[::-1]:
        given = scores >= score
        points.append(CurvePoint(float(score), float(given.mean()), float(wrong[given].mean())))
    return tuple(points)
