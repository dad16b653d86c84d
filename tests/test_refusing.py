"""Whether to speak: nearness, and the meaning of the words nobody mentions."""

from __future__ import annotations

import csv

import pytest
from conftest import STARTER

from index.searching import search
from index.snapshot import load
from rag.refusing import judge, word_weights


def test_the_shares_of_a_questions_words_add_up(small):
    weights = word_weights(small, "How do I get public prices?")
    assert set(weights) == {"public", "prices"}
    assert min(weights.values()) > 0
    assert sum(weights.values()) == pytest.approx(1)


def test_a_familiar_question_is_answered(small):
    question = "Should prices be public?"
    assert judge(small, question, search(small, question)).status == "answered"


def test_a_question_of_strange_words_is_not(small):
    question = "quixotic quokkas quarrel"
    verdict = judge(small, question, search(small, question))
    assert verdict.status == "no_evidence"
    assert "“quokkas”" in verdict.notes[0]


def test_missing_words_cost_and_are_named(small):
    plain = judge(small, "public prices", search(small, "public prices"))
    strange = "public prices kangaroo"
    missing = judge(small, strange, search(small, strange))
    assert missing.score < plain.score
    assert "kangaroo" in word_weights(small, strange)


def test_without_hits_there_is_silence(small):
    assert judge(small, "Should prices be public?", []).status == "no_evidence"


def test_a_question_without_words_of_weight_does_not_fail(small):
    assert word_weights(small, "is it to be") == {}
    assert judge(small, "is it to be", search(small, "is it to be")).notes == ()


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
