"""Dense search: exact cosines, filters that never thin the result, files that keep every bit."""

from __future__ import annotations

import numpy as np
import pytest

from index.vectors import VectorIndex, unit

ROWS = np.array([[3, 4, 0], [0, 0, 2], [1, 0, 0], [-5, 0, 0]], np.float32)


@pytest.fixture
def index():
    return VectorIndex.of(ROWS)


def test_rows_are_scaled_to_length_one_and_zeros_stay_zeros():
    scaled = unit(np.array([[3, 4], [0, 0], [0, -7]], np.float32))
    assert scaled.tolist() == [[np.float32(0.6), np.float32(0.8)], [0, 0], [0, -1]]
    assert scaled.dtype == np.float32


def test_scores_are_cosines_best_first(index):
    rows, scores = index.search(np.array([10, 0, 0], np.float32), 4)
    assert rows.tolist() == [2, 0, 1, 3]
    assert scores == pytest.approx([1, 0.6, 0, -1])


def test_no_more_rows_come_back_than_there_are(index):
    rows, _ = index.search(ROWS[0], 100)
    assert sorted(rows) == [0, 1, 2, 3]


def test_a_filter_narrows_the_search_before_it_counts(index):
    rows, scores = index.search(ROWS[2], 2, np.array([1, 3], np.int64))
    assert rows.tolist() == [1, 3]
    assert scores == pytest.approx([0, -1])


def test_a_filter_that_lets_nothing_through_finds_nothing(index):
    rows, scores = index.search(ROWS[0], 5, np.empty(0, np.int64))
    assert len(rows) == len(scores) == 0


def test_a_file_holds_the_very_bits(index, tmp_path):
    index.write(tmp_path)
    again = VectorIndex.read(tmp_path)
    assert again.exact and isinstance(again.matrix, np.memmap)
    assert np.array_equal(again.matrix, index.matrix)
    assert np.array_equal(index.matrix, unit(ROWS))
    assert again.search(ROWS[0], 4)[0].tolist() == index.search(ROWS[0], 4)[0].tolist()


def test_a_place_that_cannot_be_written_is_an_oserror(index, tmp_path):
    with pytest.raises(FileNotFoundError):
        index.write(tmp_path / "nowhere")


def crowd(count=6_000, dimension=64):
    """Vectors in loose groups, as texts are."""
    random = np.random.default_rng(1)
    middles = random.normal(size=(40, dimension))
    return (
        middles[random.integers(40, size=count)] + random.normal(size=(count, dimension))
    ).astype(np.float32)


def test_many_are_sketched_and_the_nearest_found_all_the_same(tmp_path):
    vectors = crowd()
    VectorIndex.of(vectors, sketched=len(vectors)).write(tmp_path)
    index, exact = VectorIndex.read(tmp_path), VectorIndex.of(vectors)
    assert not index.exact and exact.exact
    found = []
    for query in crowd(50):
        rows, scores = index.search(query, 10)
        wanted, cosines = exact.search(query, 10)
        assert scores == pytest.approx(index.matrix[rows] @ unit(query[None])[0])
        assert (np.diff(scores) <= 0).all() and scores[0] <= cosines[0] + 1e-6
        found.append(len({*rows.tolist()} & {*wanted.tolist()}) / 10)
    assert np.mean(found) >= 0.99


def test_a_filter_narrows_sketches_before_they_count():
    vectors = crowd()
    index = VectorIndex.of(vectors, sketched=1)
    allowed = np.arange(5, 6_000, 900)
    rows, scores = index.search(vectors[0], 4, allowed)
    wanted, cosines = VectorIndex.of(vectors).search(vectors[0], 4, allowed)
    assert rows.tolist() == wanted.tolist() and scores == pytest.approx(cosines)
    assert len(index.search(vectors[0], 100, allowed)[0]) == len(allowed)


def test_a_dimension_need_not_fill_its_last_byte():
    index = VectorIndex.of(ROWS, sketched=1)
    assert index.search(np.array([10, 0, 0], np.float32), 4)[0].tolist() == [2, 0, 1, 3]
