"""What is weighed: nearness on the corpus' scale, missing meaning, and what nobody has heard of."""

from __future__ import annotations

import pytest

from index.searching import search
from rag.calibrating import scale
from rag.weighing import BIAS, WEIGHTS, Signals, signals, without


def weighed(snapshot, question):
    return signals(snapshot, question, search(snapshot, question))


def test_the_score_adds_up_by_the_weights():
    found = Signals(0.5, 0.25, 0.75, 0.1, 2.0, (), (), (), (), "")
    parts = (0.5, 0.25, 0.75, 0.1, 2.0, 0.0)
    expected = BIAS + sum(w * part for w, part in zip(WEIGHTS.values(), parts, strict=True))
    assert found.score == pytest.approx(expected)


def test_nearness_is_the_mean_of_the_best_on_the_corpus_scale(small):
    hits = search(small, "Should prices be public?")
    best = sorted((hit.cosine for hit in hits), reverse=True)[:5]
    expected = scale(small).near(sum(best) / len(best))
    assert weighed(small, "Should prices be public?").near == pytest.approx(expected)


def test_a_word_that_no_near_section_has_is_absent_and_its_meaning_missing(small):
    plain, strange = weighed(small, "public prices"), weighed(small, "public prices kangaroo")
    assert (plain.absent, plain.missing, plain.strange) == ((), pytest.approx(0, abs=1e-6), 0)
    assert strange.absent == strange.unknown == ("kangaroo",)
    assert strange.missing > 0.1 and strange.strange > 0
    assert strange.familiar.split() == ["public", "prices"]


def test_a_name_heard_of_nowhere_counts_in_full_where_it_is_asked_about(small):
    asked = weighed(small, "should prices be public on Kwixly")
    aside = weighed(small, "Hidden prices on Kwixly. Should prices be public?")
    assert [name.text for name in asked.nowhere] == ["Kwixly"]
    assert 0 < aside.strange < asked.strange


def test_the_rarest_words_must_stand_together_in_a_section(small):
    assert weighed(small, "narrow trade").together == pytest.approx(0.1)
    assert weighed(small, "narrow contract").together == 0
    assert weighed(small, "is it to be").together == 0


def test_a_question_costs_three_encodings_beside_its_search(small):
    scale(small)
    question = "Should unheard kangaroos hide prices on Kwixly and Foobly in 2030?"
    hits = search(small, question)
    before = len(small.encoder.encoded)
    signals(small, question, hits)
    assert len(small.encoder.encoded) - before == 3


def test_leaving_out_takes_whole_words_and_names():
    assert without("Ann and Annabel of Foo Bar", ["Ann", "Foo Bar"]).split() == [
        "and",
        "Annabel",
        "of",
    ]
