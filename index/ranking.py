"""Signals → scores: a linear ranker whose weights were learned from judged questions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.signals import NAMES
from index.vectors import Scores

WEIGHTS = {
    "whole": 3.97,
    "asked": 0.886,
    "met": 11.1,
    "lexical_rank": 15.0,
    "covered": 1.44,
    "short": -0.862,
    "brief": -0.435,
    "long": -0.32,
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
