"""Signals → scores: a linear ranker whose weights were learned from judged questions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.signals import NAMES
from index.vectors import Scores

WEIGHTS = {
    "whole": 5.0,
    "passage": 3.55,
    "met": 12.6,
    "lexical_rank": 76.4,
    "covered": 1.31,
    "short": -0.81,
    "brief": -0.44,
    "long": -0.44,
}
"""As ``index/ranker_training`` fits them to 166 judged questions over both public archives."""


def scores(signals: NDArray[np.float32]) -> Scores:
    """The score of each row of ``signals``, shape (n,): higher is better.

    Scores are log-odds: a section that scores 0.7 above another is twice as likely the one that
    answers. Only differences mean something, and only within one query.
    """
    weights = np.array([WEIGHTS[name] for name in NAMES], np.float32)
    ranked: Scores = signals @ weights
    return ranked
