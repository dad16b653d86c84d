"""Refusal's measures, by hand."""

from __future__ import annotations

from rag.risk import CurvePoint, false_answers, ranked_above, risk_coverage


def test_auroc_is_the_mean_of_what_ranks_above_each_ties_half():
    assert ranked_above([0.9, 0.8], [0.1]) == [1]
    assert ranked_above([0.1], [0.9, 0.8]) == [0, 0]
    assert ranked_above([0.5, 0.9], [0.5, 0.7]) == [0.75, 0.5]


def test_false_answers_are_counted_where_nineteen_of_twenty_are_answered():
    answerable = [i / 20 for i in range(1, 21)]  # 0.05 may be refused, 0.10 must be answered
    assert false_answers(answerable, [0.07]) == [False]
    assert false_answers(answerable, [0.10, 0.07, 0.5]) == [True, False, True]
    assert false_answers([0.4], [0.4, 0.3]) == [True, False]


def test_the_threshold_answers_at_least_the_share_asked_for():
    # Of 65 questions 62 are 95.4 % and 61 only 93.8 %.
    answerable = [i / 100 for i in range(65)]
    assert false_answers(answerable, [0.03, 0.029]) == [True, False]


def test_the_curve_goes_from_the_best_score_to_all_questions():
    curve = risk_coverage([0.9, 0.5, 0.5], [0.7, 0.5])
    assert curve == (
        CurvePoint(0.9, 1 / 5, 0.0),
        CurvePoint(0.7, 2 / 5, 1 / 2),
        CurvePoint(0.5, 1.0, 2 / 5),
    )
