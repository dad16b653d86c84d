"""The ranker: a weighted sum, every signal weighed."""

from __future__ import annotations

import numpy as np
import pytest

from index.ranking import WEIGHTS, scores
from index.signals import NAMES


def test_every_signal_has_a_weight_and_nothing_else_has():
    assert tuple(WEIGHTS) == NAMES


def test_the_score_is_the_weighted_sum():
    signals = np.eye(len(NAMES), dtype=np.float32)
    assert scores(signals) == pytest.approx(list(WEIGHTS.values()))
    assert scores(signals.sum(axis=0, keepdims=True)) == pytest.approx([sum(WEIGHTS.values())])


def test_nothing_to_score_is_no_error():
    assert scores(np.empty((0, len(NAMES)), np.float32)).shape == (0,)
