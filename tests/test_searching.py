"""What is found, in which order, and what a filter lets through."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.filters import Filters
from index.ranking import scores
from index.searching import nearest_questions, search
from index.signals import candidates


def sections(hits):
    return [hit.passage.section_id for hit in hits]


def test_hits_are_ranked_answers_one_passage_a_section(small):
    hits = search(small, "public prices build trust with small buyers", 10)
    assert hits[0].passage.section_id == "small/1#11"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert len(set(sections(hits))) == len(hits)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_questions_are_never_hits_even_word_for_word(small):
    hits = search(small, "Our competitors hide their prices. What do visitors expect?", 10)
    assert hits
    assert not [id for id in sections(hits) if id.endswith("#question")]


def test_a_question_near_the_query_leads_to_all_its_answers(small):
    hits = search(small, "The product works but nobody knows it exists.", 10)
    assert {"small/2#21", "small/2#22", "small/2#23"} <= set(sections(hits))


def test_k_bounds_the_hits(small):
    assert len(search(small, "prices", 1)) == 1
    assert len(search(small, "prices", 100)) == 5


def test_a_hit_is_the_nearest_passage_of_a_section_and_its_score_the_rankers(small, toy):
    query = "narrow trade"
    hit = next(h for h in search(small, query, 10) if h.passage.section_id == "small/2#23")
    found = candidates(small, query, None)
    place = found.best.tolist().index(hit.row)
    assert hit.source == "reranked"
    assert hit.score == pytest.approx(float(scores(found.signals)[place]))
    assert hit.cosine == pytest.approx(
        float(small.vectors.matrix[hit.row] @ toy.encode([query])[0])
    )


def test_the_same_query_gives_the_same_hits(small):
    first, second = (search(small, "first customer discount", 10) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(author="ann"), {"small/1#11", "small/2#23"}),
        (Filters(since=date(2012, 5, 6)), {"small/2#21", "small/2#22", "small/2#23"}),
        (Filters(until=date(2010, 3, 2)), {"small/1#11", "small/1#12"}),
        (Filters(min_votes=4), {"small/1#11", "small/2#21"}),
        (Filters(author="ann", min_votes=3), {"small/1#11"}),
        (Filters(site="nowhere"), set()),
        (Filters(tag="nothing"), set()),
    ],
)
def test_filters_never_let_anything_else_through(small, filters, expected):
    assert set(sections(search(small, "prices customer trade", 10, filters))) == expected


def test_a_query_of_unknown_words_still_gives_ranked_hits(small):
    hits = search(small, "qqq", 3)
    assert all(np.isfinite(hit.score) for hit in hits)


def test_nearest_questions_are_answered_ones(small):
    titles = nearest_questions(small, "zebra xylophone", 3)
    assert "Which zebra eats xylophones?" not in titles
    assert set(titles) <= {"Should prices be public?", "How do I get a first customer?"}
    assert nearest_questions(small, "how do i get a first customer", 1) == [
        "How do I get a first customer?"
    ]
