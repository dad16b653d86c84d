"""Where a section stands by meaning and by words, worked out by hand."""

from __future__ import annotations

import pytest

from index.filters import Filters
from index.searching import search
from index.standing import places


def of(snapshot, query, filters=None):
    filters = filters or Filters()
    hits = search(snapshot, query, 10, filters)
    found, sections = places(snapshot, query, filters, hits)
    return {hit.passage.section_id: place for hit, place in zip(hits, found, strict=True)}, sections


def test_places_are_counted_over_all_advice_and_questions_have_none(small):
    found, sections = of(small, "hidden prices cost")
    assert sections == 5
    assert sorted(place.dense_rank for place in found.values()) == [1, 2, 3, 4, 5]
    assert found["small/1#11"].lexical_rank == 1


def test_a_section_without_a_word_of_the_query_has_no_lexical_rank(small):
    found, _ = of(small, "impatient")
    assert [id for id, place in found.items() if place.lexical_rank] == ["small/1#11"]


def test_a_filter_leaves_fewer_to_stand_among(small):
    found, sections = of(small, "customer", Filters(author="Ann"))
    assert sections == 2
    assert {place.dense_rank for place in found.values()} <= {1, 2}


def test_the_signals_add_up_to_the_score(small):
    hits = search(small, "first customer", 3)
    for hit, place in zip(hits, places(small, "first customer", Filters(), hits)[0], strict=True):
        assert sum(place.signals.values()) == pytest.approx(hit.score, abs=0.01)


def test_nothing_found_is_nothing_to_place(small):
    assert places(small, "customer", Filters(author="Nobody"), []) == ([], 0)
