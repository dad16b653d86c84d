"""Baselines: what counts as a drop, what does not, and who is to blame."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import STARTER
from evaluations import evaluation, judged

from corpus.errors import JudgmentsRefused
from index.judgments import read_judgments
from index.snapshot import load
from rag.baseline import Held, baseline_of, drops
from rag.evaluating import evaluate
from server.results import read_baseline

BEFORE = evaluation(
    judged("a", RR=0.5, words=100, positions=1.0),
    judged("b", RR=1.0, words=100, positions=0.0),
    judged("x", **{"false answers": 0.0}),
)
HELD = baseline_of(BEFORE)


def after(**values):
    """The same evaluation with one value of question a, or of x, changed."""
    questions = [replace(q, values={**q.values, **values.get(q.id, {})}) for q in BEFORE.questions]
    return evaluation(*questions)


def test_what_was_found_holds_its_own_baseline():
    assert drops(HELD, BEFORE) == ()
    assert set(HELD.figures) == {"RR", "positions", "false answers"}


def test_a_drop_names_the_figure_and_the_questions_that_lost():
    found = evaluation(*(replace(q, values={**q.values, "RR": 0.4}) for q in BEFORE.questions[:2]))
    found = replace(found, questions=(*found.questions, BEFORE.questions[2]))
    drop = next(d for d in drops(HELD, found) if d.measure == "RR")
    assert (drop.before, drop.now) == (0.75, pytest.approx(0.4))
    assert drop.questions == (("b", "Why?", 1.0, 0.4), ("a", "Why?", 0.5, 0.4))


def test_a_fall_within_the_tolerance_and_any_rise_are_no_drop():
    assert HELD.figures["RR"] == Held(0.75, 0.02)
    assert drops(HELD, after(a={"RR": 0.461})) == ()
    assert [d.measure for d in drops(HELD, after(a={"RR": 0.459}))] == ["RR"]
    assert drops(HELD, after(a={"RR": 1.0})) == ()


def test_one_question_may_change_its_answer_and_two_may_not():
    assert HELD.figures["positions"].tolerance == pytest.approx(0.5)
    assert drops(HELD, after(a={"positions": 0.0})) == ()
    six = evaluation(*(judged(f"q{i}", positions=1.0) for i in range(6)))
    moved = evaluation(*(judged(f"q{i}", positions=float(i > 1)) for i in range(6)))
    assert [d.questions[0][0] for d in drops(baseline_of(six), moved)] == ["q0"]


def test_more_false_answers_are_a_drop():
    silent = evaluation(*(judged(f"x{i}", **{"false answers": 0.0}) for i in range(4)))
    loud = evaluation(*(judged(f"x{i}", **{"false answers": float(i < 2)}) for i in range(4)))
    (drop,) = drops(baseline_of(silent), loud)
    assert (drop.before, drop.now, [row[0] for row in drop.questions]) == (0, 0.5, ["x0", "x1"])
    assert drops(baseline_of(loud), silent) == ()


def test_what_is_not_measured_any_more_has_dropped():
    gone = evaluation(*(replace(q, values={}) for q in BEFORE.questions))
    assert [d.measure for d in drops(HELD, gone)] == ["RR"]
    strict = replace(HELD, figures={"false answers": Held(0.0, 0.0)})
    assert [d.measure for d in drops(strict, gone)] == ["false answers"]


def test_an_update_keeps_the_tolerances_that_somebody_chose():
    old = replace(HELD, figures={"RR": Held(0.1, 0.3)})
    new = baseline_of(BEFORE, old)
    assert new.figures["RR"] == Held(0.75, 0.3)
    assert new.figures["positions"] == HELD.figures["positions"]


def test_a_baseline_of_other_questions_is_refused():
    with pytest.raises(JudgmentsRefused, match="another set") as refused:
        drops(HELD, evaluation(judged("a", RR=0.5)))
    assert "--update" in refused.value.mend


@pytest.mark.model
def test_the_starter_corpus_holds_its_baseline(starter_index):
    """A change that is meant to move the figures writes the baseline anew: make baseline."""
    judged = STARTER / "evaluation"
    snapshot = load(starter_index)
    found, _ = evaluate(read_judgments(judged), snapshot)
    snapshot.close()
    fallen = drops(read_baseline(judged / "baseline.json"), found)
    assert not fallen, "\n".join(map(str, fallen))
    assert found.notes == ()
    assert found.figures["verbatim"] == 1 and found.figures["per person"] <= 2
