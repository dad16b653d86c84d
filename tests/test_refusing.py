"""Whether to speak, and what an answer or a refusal owns up to."""

from __future__ import annotations

import csv

import pytest
from conftest import STARTER

from index.searching import search
from index.snapshot import load
from rag.naming import Name
from rag.refusing import judge, notes
from rag.weighing import Signals


def test_a_familiar_question_is_answered(small):
    question = "Should prices be public?"
    assert judge(small, question, search(small, question)).status == "answered"


def test_a_question_of_strange_words_is_not(small):
    question = "zany quokkas vex"
    verdict = judge(small, question, search(small, question))
    assert verdict.status == "no_evidence"
    assert "“quokkas”" in verdict.notes[0]


def test_missing_words_cost(small):
    plain = judge(small, "public prices", search(small, "public prices"))
    strange = "public prices kangaroo"
    assert judge(small, strange, search(small, strange)).score < plain.score


@pytest.mark.parametrize(
    ("question", "familiar"),
    [
        ("hide public prices on Kwixly", "hide public prices on"),
        ("how do I knit kangaroos", "how do I knit kangaroos"),
    ],
)
def test_near_questions_are_sought_by_what_is_familiar_if_that_is_most(small, question, familiar):
    found = judge(small, question, search(small, question)).familiar
    assert " ".join(found.split()) == familiar


def verdict_notes(small, status, **fields):
    known = {"near": 1.0, "asked": 1.0, "together": 1.0, "missing": 0.0, "strange": 0.0}
    lists = {"absent": (), "unknown": (), "nowhere": (), "elsewhere": (), "familiar": ""}
    return notes(small, "prices of Foo", Signals(**{**known, **lists, **fields}), status)


def test_what_nobody_mentions_is_named_and_a_late_year_explained(small):
    unheard = (Name(("Foo",), True), Name(("2031",), True))
    assert verdict_notes(small, "no_evidence", nowhere=unheard) == (
        "The newest source here is from 2012: none can tell of “2031”.",
        "No source here mentions “Foo”.",
    )


def test_a_partial_answer_says_what_it_is_about_and_an_answer_owes_nothing(small):
    near = (Name(("Foo",), True),)
    assert verdict_notes(small, "partial", elsewhere=near) == (
        "The nearest sources do not mention “Foo”.",
        "What follows is about the rest of the question.",
    )
    assert verdict_notes(small, "partial") == (
        "The sources may not answer quite this; what follows comes nearest to it.",
    )
    assert verdict_notes(small, "answered", absent=("prices",)) == ()


def test_a_word_is_named_once_and_only_if_it_matters(small):
    named = (Name(("Foo",), True),)
    said = verdict_notes(small, "no_evidence", nowhere=named, unknown=("Foo", "of", "prices"),
                         absent=("Foo", "of", "prices"))  # fmt: skip
    assert said == ("No source here mentions “Foo” or “prices”.",)


def test_without_hits_there_is_silence(small):
    assert judge(small, "Should prices be public?", []).status == "no_evidence"


def test_a_question_without_words_of_weight_does_not_fail(small):
    assert judge(small, "is it to be", search(small, "is it to be")).score < 5


@pytest.mark.model
def test_on_the_starter_corpus_most_is_answered_and_strangers_are_not(starter_index):
    """The judged questions beside the starter corpus, sloppy spelling and all."""
    snapshot = load(starter_index)

    def share_answered(file: str) -> float:
        with (STARTER / "evaluation" / file).open(encoding="utf-8") as lines:
            questions = [row[1] for row in csv.reader(lines, delimiter="\t")]
        spoken = [
            judge(snapshot, question, search(snapshot, question)).status != "no_evidence"
            for question in questions
        ]
        return sum(spoken) / len(spoken)

    assert share_answered("queries.tsv") >= 0.85
    assert share_answered("unanswerable.tsv") <= 0.15
