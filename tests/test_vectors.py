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
    index.write(tmp_path / "vectors")
    again = VectorIndex.read(tmp_path / "vectors")
    assert np.array_equal(again.matrix, index.matrix)
    assert np.array_equal(index.matrix, unit(ROWS))


def test_the_matrix_outlives_the_object_it_came_from(tmp_path):
    """Big enough that the memory would have gone back to the system, and the process with it."""
    vectors = np.random.default_rng(1).normal(size=(20_000, 64)).astype(np.float32)
    VectorIndex.of(vectors).write(tmp_path / "vectors")
    matrix = VectorIndex.read(tmp_path / "vectors").matrix
    assert np.array_equal(matrix, unit(vectors))


def test_a_place_that_cannot_be_written_is_an_oserror(index, tmp_path):
    with pytest.raises(FileNotFoundError):
        index.write(tmp_path / "nowhere" / "vectors")
