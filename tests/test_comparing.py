"""Two evaluations beside one another."""

from __future__ import annotations

import pytest
from evaluations import evaluation, judged

from corpus.errors import JudgmentsRefused
from rag.comparing import compare


def test_differences_are_second_minus_first_over_shared_questions():
    first = evaluation(judged("a", RR=0.5), judged("b", RR=1.0), judged("gone", RR=0.0))
    second = evaluation(judged("a", RR=1.0), judged("b", RR=0.9), judged("new", RR=0.0))
    found = compare(first, second)
    assert found.questions == 2
    assert found.measures["RR"].mean == pytest.approx(0.2)
    assert (found.measures["RR"].better, found.measures["RR"].worse) == (1, 1)
    assert [(c.id, c.differences) for c in found.changed] == [
        ("b", {"RR": -0.1}),
        ("a", {"RR": 0.5}),
    ]


def test_a_false_answer_more_is_a_loss_and_comes_first():
    first = evaluation(judged("x", **{"false answers": 0.0}), judged("a", RR=0.1))
    second = evaluation(judged("x", **{"false answers": 1.0}), judged("a", RR=0.2))
    assert [change.id for change in compare(first, second).changed] == ["x", "a"]


def test_what_has_no_better_way_is_measured_and_does_not_count_as_moved():
    found = compare(evaluation(judged("a", words=100)), evaluation(judged("a", words=150)))
    assert found.measures["words"].mean == 50
    assert found.changed == ()


def test_no_more_than_ten_questions_are_named_the_most_moved():
    ids = [f"q{i:02}" for i in range(30)]
    first = evaluation(*(judged(id, RR=0.5) for id in ids))
    second = evaluation(*(judged(id, RR=0.5 + i / 100) for i, id in enumerate(ids)))
    assert [change.id for change in compare(first, second).changed] == ids[20:]


def test_figures_without_a_value_for_each_question_are_set_side_by_side():
    first, second = evaluation(judged("a"), AUROC=0.9), evaluation(judged("a"), AUROC=0.95)
    assert compare(first, second).figures["AUROC"] == (0.9, 0.95)
    assert "AUROC" not in compare(first, second).measures


def test_the_same_id_of_another_question_is_another_question():
    with pytest.raises(JudgmentsRefused, match="none of the questions"):
        compare(evaluation(judged("a", question="Why?")), evaluation(judged("a", question="How?")))
