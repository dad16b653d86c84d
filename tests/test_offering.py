"""What is offered instead: near questions, answered ones, and nothing that is far off."""

from __future__ import annotations

from dataclasses import replace

from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.snapshot import load
from rag.calibrating import KEY
from rag.offering import offers

SCALE = {"far": 0.0, "home": 0.8, "far_asked": 0.0, "home_asked": 0.8, "apart": 1.0, "new": 0.1}


def scaled(snapshot):
    thresholds = {f"{KEY}{name}": value for name, value in SCALE.items()}
    snapshot.manifest = replace(snapshot.manifest, thresholds=thresholds)
    return snapshot


def test_a_near_question_is_offered_if_somebody_answered_it(small):
    assert offers(scaled(small), "how do i get a first customer", 4) == [
        "How do I get a first customer?"
    ]
    assert offers(scaled(small), "which zebra eats xylophones", 4) == []


def test_nothing_is_better_than_something_silly(small):
    assert offers(scaled(small), "quokkas jump", 4) == []


def test_a_question_that_shares_no_word_must_be_nearer(small):
    # By the toy's first letters 0.6 and 0.92 of the way to "How do I get a first customer?"
    assert offers(scaled(small), "how go find clients", 4) == []
    assert offers(scaled(small), "how do i get a fine cat", 4) == ["How do I get a first customer?"]
    assert offers(scaled(small), "how go find customers", 4) == ["How do I get a first customer?"]


def test_of_two_as_near_the_one_answered_better_comes_first(small_corpus, tmp_path):
    for number, people in ((7, ("Eve",)), (8, ("Fay", "Gus", "Hal"))):
        said = [(person, "Vary the yellow jars.") for person in people]
        write_thread(small_corpus, number, f"Yellow jars {number}?", "Yellow jars.", said)
    build([Source("small", small_corpus)], tmp_path / "other", ToyEncoder())
    snapshot = scaled(load(tmp_path / "other", ToyEncoder()))
    assert offers(snapshot, "yellow jars", 4) == ["Yellow jars 8?", "Yellow jars 7?"]
    assert offers(snapshot, "yellow jars", 1) == ["Yellow jars 8?"]
