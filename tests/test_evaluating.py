"""Whole answers measured: over a small index whose answers can be read, and scripted answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.errors import JudgmentsRefused
from index.judgments import JudgedSet, Nugget, Points
from rag.evaluating import evaluate
from rag.evaluation import MEASURES


def nugget(text, *sections, vital=True):
    return Nugget(text, vital, frozenset(sections))


TRUST, EACH = nugget("Trust.", "small/1#11"), nugget("They differ.", "small/1#12")
PUBLIC = "Should prices be public?"
SET = JudgedSet(
    name="set",
    queries={"q1": PUBLIC, "q2": "How do I get a first customer?", "q3": "Which zebra?"},
    qrels={"q1": {"small/1#11": 3, "small/1#12": 2}, "q2": {"small/2#22": 3}, "q3": {"a": 0}},
    unanswerable={"x1": "Jurassic volcanoes yodelling?"},
    points={
        "q1": Points(True, (TRUST, EACH, nugget("Never said.", "small/1#99"))),
        "q2": Points(False, (nugget("Story.", "small/2#22", vital=False),)),
    },
    stances={},
)


@pytest.fixture
def found(small):
    heard = []
    evaluation, run = evaluate(SET, small, lambda *what: heard.append(what))
    assert ("asking", 0, 4) in heard and heard[-1] == ("asking", 4, 4)
    return evaluation, run


def test_every_question_is_asked_and_measured(found, small):
    evaluation, run = found
    assert [q.id for q in evaluation.questions] == ["q1", "q2", "q3", "x1"]
    assert [q.expected for q in evaluation.questions] == ["answer", "answer", "either", "silence"]
    assert set(run.rankings) == {"q1", "q2", "q3"}
    assert set(run.rankings["q1"][:2]) == {"small/1#11", "small/1#12"}
    assert evaluation.snapshot == small.id
    assert sum(sum(row.values()) for row in evaluation.statuses.values()) == 4
    assert set(evaluation.figures) == set(MEASURES)
    assert evaluation.figures["nDCG@10"] == pytest.approx(
        sum(evaluation.values("nDCG@10").values()) / 2
    )


def test_an_answer_covers_a_point_if_it_cites_one_of_its_sections(found):
    one = found[0].questions[0]
    assert {section for said in one.said for section in said.sections} == {
        "small/1#11",
        "small/1#12",
    }
    assert one.covered == ("Trust.", "They differ.") and one.missed == ("Never said.",)
    assert one.values["vital"] == pytest.approx(2 / 3)
    assert one.values["positions"] == 1
    assert one.values["verbatim"] == 1
    assert one.values["people"] == one.values["references"] == 2
    assert one.values["words"] == sum(len(said.text.split()) for said in one.said)
    # No vital point is known of the second, nothing at all of the third.
    assert "vital" not in found[0].questions[1].values
    assert "positions" not in found[0].questions[1].values


def test_where_nothing_relevant_is_known_neither_silence_nor_speech_counts(found):
    evaluation, _ = found
    assert set(evaluation.values("answered")) == {"q1", "q2"}
    assert set(evaluation.values("false answers")) == {"x1"}


def test_a_set_about_other_texts_is_refused(small):
    other = replace(SET, qrels={"q1": {"elsewhere/1#11": 3}})
    with pytest.raises(JudgmentsRefused, match="elsewhere/1#11") as refused:
        evaluate(other, small)
    assert "--index" in str(refused.value.mend)
    with pytest.raises(JudgmentsRefused, match="graded 2 or more"):
        evaluate(replace(SET, qrels={"q1": {"small/1#11": 1}}), small)


def test_judged_sections_that_are_not_there_are_told(small):
    partly = replace(SET, qrels={"q1": {"small/1#11": 3, "small/9#91": 3}})
    (note,) = evaluate(partly, small)[0].notes
    assert "1 of 2" in note and "small/9#91" in note


def test_what_is_told_to_be_no_question_is_below_every_threshold(small):
    greeted = replace(SET, unanswerable={"x1": "Public prices?", "x2": "Hello!"})
    evaluation, _ = evaluate(greeted, small)
    hello = evaluation.questions[-1]
    assert hello.said and hello.score < min(q.score for q in evaluation.questions[:-1])
    assert hello.values == {"false answers": 0.0, "AUROC": 1.0, "false@95": 0.0}
