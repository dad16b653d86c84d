"""The signals of candidate sections, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.signals import NAMES, SHORT, candidates
from index.snapshot import load

QUERY = "narrow trade"


def column(found, name):
    return found.signals[:, NAMES.index(name)]


def of_section(small, found, id):
    return small.store.section_ids(found.sections).index(id)


def test_every_candidate_is_advice_with_its_nearest_passage(small, toy):
    found = candidates(small, QUERY, None)
    ids = small.store.section_ids(found.sections)
    assert ids and not [id for id in ids if id.endswith("#question")]
    assert (small.store.passage_section[found.best] == found.sections).all()
    vector = toy.encode([QUERY])[0]
    np.testing.assert_allclose(found.cosines, small.vectors.matrix[found.best] @ vector, atol=1e-6)


def test_the_whole_of_a_section_of_one_passage_is_that_passage(small):
    found = candidates(small, QUERY, None)
    np.testing.assert_allclose(column(found, "whole"), found.cosines, atol=1e-6)


def test_the_whole_of_a_long_section_weighs_its_passages_by_length(tmp_path):
    text = "Prices build trust. " * 40 + "\n\n" + "Zebras eat xylophones gladly. " * 30
    write_thread(tmp_path / "t", 1, "Prices?", "Prices?", [("Ann", text)])
    toy = ToyEncoder()
    build([Source("t", tmp_path / "t")], tmp_path / "i", toy)
    snapshot = load(tmp_path / "i", toy)
    found = candidates(snapshot, "zebras", None)
    rows = np.flatnonzero(snapshot.store.passage_section == found.sections[0])
    assert len(rows) > 1
    lengths = snapshot.store.passage_length[rows]
    mean = (snapshot.vectors.matrix[rows] * lengths[:, None]).sum(axis=0)
    expected = mean @ toy.encode(["zebras"])[0] / np.linalg.norm(mean)
    assert column(found, "whole")[0] == pytest.approx(expected, abs=1e-6)


def test_a_section_is_met_by_all_of_its_passages(small, toy):
    found = candidates(small, QUERY, None)
    _, (tokens,) = toy.encode_tokens([QUERY])
    first = small.store.section_rows[found.sections]
    last = small.store.section_rows[found.sections + 1]
    np.testing.assert_allclose(column(found, "met"), small.windows.met(tokens.states, first, last))
    best = found.sections[[column(found, "met").argmax()]]
    assert "Sell to one narrow trade" in small.section(small.store.section_ids(best)[0]).text


def test_ranks_count_sections_of_advice_from_one(small):
    query = "public prices small buyers"
    found = candidates(small, query, None)
    ranks = column(found, "lexical_rank")
    lexical = small.lexical.scores(query)[found.best]
    order = np.argsort(-lexical, kind="stable")[: int((lexical > 0).sum())]
    assert len(order) > 1
    np.testing.assert_allclose(ranks[order], 1 / (61 + np.arange(len(order))), rtol=1e-6)


def test_an_answer_is_as_near_as_what_its_thread_asked(small, toy):
    found = candidates(small, QUERY, None)
    vector = toy.encode([QUERY])[0]
    answer = small.store.section_ids(found.sections)[0]
    question = answer.rpartition("#")[0] + "#question"
    rows = small.store.rows_of(question)
    nearest = (small.vectors.matrix[rows] @ vector).max()
    asked = column(found, "asked")[0]
    assert asked == pytest.approx(nearest, abs=1e-6)
    assert asked != pytest.approx(found.cosines[0], abs=1e-3)


def test_a_post_answers_no_question_but_is_as_near_as_it_is_itself(small_corpus, tmp_path, toy):
    (small_corpus / "plain-prices.md").write_text(
        "---\ntitle: Plain prices\nauthor: Eve\n---\n" + "Nobody trusts a narrow trade. " * 9,
        "utf-8",
    )
    build([Source("small", small_corpus)], tmp_path / "i", toy)
    snapshot = load(tmp_path / "i", toy)
    found = candidates(snapshot, QUERY, None)
    post = of_section(snapshot, found, "small/plain-prices#body")
    assert column(found, "asked")[post] == pytest.approx(found.cosines[post], abs=1e-6)


def test_a_section_without_a_word_of_the_query_has_no_lexical_rank(small):
    found = candidates(small, QUERY, None)
    without = column(found, "lexical_rank") == 0
    assert without.any() and not without.all()
    assert (column(found, "covered")[without] == 0).all()


def test_covered_words_weigh_by_rarity(small):
    found = candidates(small, "narrow trade qqq", None)
    assert column(found, "covered")[of_section(small, found, "small/2#23")] == pytest.approx(1)


def test_length_is_told_in_steps(small):
    found = candidates(small, QUERY, None)
    sizes = np.array(
        [len(small.section(id).text) for id in small.store.section_ids(found.sections)]
    )
    assert (column(found, "short") == (sizes < SHORT)).all()
    assert (column(found, "long") == 0).all()


def test_what_a_filter_keeps_out_is_no_candidate(small):
    allowed = np.array([1, 2])
    found = candidates(small, QUERY, allowed)
    assert set(found.best) <= set(allowed)
    assert not len(candidates(small, QUERY, np.empty(0, np.int64)).sections)
