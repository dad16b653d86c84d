"""Fitting refusal: what tells questions apart gets the weight, and figures are of unseen ones."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from conftest import STARTER

from index.judgments import read_judgments
from index.snapshot import load
from rag.refusal_training import Known, fit, known, main, unseen
from rag.weighing import WEIGHTS


def made_up(count=60, decides=1):
    rng = np.random.default_rng(5)
    signs = rng.normal(size=(count, len(WEIGHTS)))
    return Known(signs, signs[:, decides] > 0)


def test_what_decides_gets_the_weight():
    one = made_up()
    weights = fit(one.signs, one.answerable)
    assert np.abs(weights[:-1]).argmax() == 1 and weights[1] > 0


def test_a_scale_makes_no_difference_to_what_is_decided():
    one = made_up()
    plain, scaled = fit(one.signs, one.answerable), fit(one.signs * 100, one.answerable)
    assert plain[:-1] == pytest.approx(scaled[:-1] * 100, rel=1e-3)


def test_unseen_scores_do_not_know_the_answer():
    rng = np.random.default_rng(6)
    noise = Known(rng.normal(size=(200, len(WEIGHTS))), rng.random(200) > 0.5)
    scores = unseen([noise], 0)
    right = ((scores > 0) == noise.answerable).mean()
    assert 0.35 < right < 0.65


@pytest.mark.model
def test_the_starter_set_can_be_trained_on(starter_index, monkeypatch, capsys):
    judged = STARTER / "evaluation"
    found = known(load(starter_index), read_judgments(judged))
    assert found.signs.shape == (len(found.answerable), len(WEIGHTS))
    monkeypatch.setattr(sys, "argv", ["training", f"{starter_index}={judged}"])
    main()
    printed = capsys.readouterr().out
    assert "WEIGHTS = {" in printed and "BIAS = " in printed and "AUROC" in printed
