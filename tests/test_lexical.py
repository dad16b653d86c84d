"""Lexical search: the BM25 of Lucene, worked out by hand."""

from __future__ import annotations

from math import log

import bm25s
import numpy as np
import pytest
import Stemmer

from index.lexical import LexicalIndex, words
from index.words import words_of

TEXTS = ["price price trust", "price", "trust and churn", "zebra"]
"""In stems: lengths 3, 1, 2, 1 ("and" is a stop word), 1.75 on average."""


@pytest.fixture
def index():
    return LexicalIndex.of(words_of(TEXTS))


def bm25(frequency: int, length: int, documents_with_it: int) -> float:
    idf = log(1 + (4 - documents_with_it + 0.5) / (documents_with_it + 0.5))
    return idf * frequency / (frequency + 1.5 * (1 - 0.75 + 0.75 * length / 1.75))


def test_words_are_stems_in_lower_case_without_stop_words():
    assert words("The Founders are PRICING it: x 42 naïve") == ["founder", "price", "42", "naïv"]
    assert words("") == words("the of !?") == []


def test_scores_are_those_of_the_formula(index):
    expected = [bm25(2, 3, 2), bm25(1, 1, 2), 0, 0]
    assert index.scores("prices") == pytest.approx(expected, rel=1e-5)
    expected[0] += bm25(1, 3, 2)
    expected[2] += bm25(1, 2, 2)
    assert index.scores("Price and Trust") == pytest.approx(expected, rel=1e-5)


def test_rows_without_a_shared_word_are_not_found(index):
    rows, scores = index.search("zebra", 10)
    assert rows.tolist() == [3]
    assert scores == pytest.approx([bm25(1, 1, 1)], rel=1e-5)


@pytest.mark.parametrize("query", ["", "the", "xylophone", "日本語", "\x00"])
def test_a_query_of_unknown_words_finds_nothing(index, query):
    rows, scores = index.search(query, 10)
    assert len(rows) == len(scores) == 0
    assert index.scores(query).tolist() == [0, 0, 0, 0]


def test_a_word_is_known_by_its_stem(index):
    assert index.knows(words("zebras")[0])
    assert not index.knows("xylophone")


def test_equal_scores_rank_by_row():
    index = LexicalIndex.of(words_of(["zebra", "lion", "zebra", "zebra"]))
    assert index.search("zebra", 2)[0].tolist() == [0, 2]


def test_a_filter_narrows_the_search_before_it_counts(index):
    allowed = np.array([0, 2], np.int64)
    assert index.search("price", 1, allowed)[0].tolist() == [0]
    assert index.search("zebra", 1, allowed)[0].tolist() == []


def test_a_corpus_without_a_word_is_no_error(tmp_path):
    LexicalIndex.of(words_of(["the", "of !"])).write(tmp_path / "lexical")
    index = LexicalIndex.read(tmp_path / "lexical", 2)
    assert index.search("nothing at all", 5)[0].tolist() == []


def test_a_file_gives_the_very_scores(index, tmp_path):
    index.write(tmp_path / "lexical")
    again = LexicalIndex.read(tmp_path / "lexical", len(TEXTS))
    assert np.array_equal(again.scores("price trust zebra"), index.scores("price trust zebra"))


def test_coverage_is_the_share_of_the_words_by_rarity(index):
    rare, common = log(1 + 3.5 / 1.5), log(1 + 2.5 / 2.5)
    expected = [common / (common + rare), common / (common + rare), 0, rare / (common + rare)]
    assert index.coverage("price zebra unheard") == pytest.approx(expected)
    assert index.coverage("price") == pytest.approx([1, 1, 0, 0])
    assert not index.coverage("unheard").any()


MIXED = [
    "The shop's PRICES fell, don't they?",
    "naïve café 日本語 a1 b x_y 3.5 %",
    "",
    "and",
    *TEXTS,
]


def test_words_are_those_of_bm25s():
    for text in MIXED:
        options = {"stopwords": "en", "stemmer": Stemmer.Stemmer("english"), "return_ids": False}
        assert words(text) == list(bm25s.tokenize([text], show_progress=False, **options)[0])


def test_scores_are_those_of_bm25s():
    stemmer = Stemmer.Stemmer("english")
    other = bm25s.BM25()
    other.index(bm25s.tokenize(MIXED, stemmer=stemmer, show_progress=False), show_progress=False)
    index = LexicalIndex.of(words_of(MIXED))
    for text in (*MIXED, "price of trust, x_y café"):
        if words(text):
            known = [word for word in words(text) if index.knows(word)]
            assert index.scores(text) == pytest.approx(other.get_scores(known), abs=1e-6)


def test_a_place_that_cannot_be_written_is_an_oserror(index, tmp_path):
    with pytest.raises(FileNotFoundError):
        index.write(tmp_path / "nowhere" / "lexical")


def test_rows_and_count_are_of_a_stem(index):
    assert [index.rows("price").tolist(), index.count("price")] == [[0, 1], 2]
    assert [index.rows("unheard").tolist(), index.count("unheard")] == [[], 0]
