"""How well a query's words are met: scores that can be worked out by hand, and files that hold."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import ToyEncoder

from index.encoder import Tokens
from index.windows import CODES, WIDTH, WindowIndex, codes, matches, places

CENTRE = np.zeros(8, np.float32)
AXES = np.eye(8, dtype=np.float32)


def tokens(states) -> Tokens:
    return Tokens(np.array(states, np.float32), 5 * np.arange(len(states)))


def coded(*windows):
    """Codes of windows that all begin at the start."""
    bits = np.packbits(np.array(windows), axis=1)
    return np.hstack([np.zeros((len(windows), 2), np.uint8), bits])


def test_a_window_is_on_which_side_of_the_centre_its_tokens_lie():
    assert WIDTH == 3
    states = [[1, 0, -1, 0], [1, 0, 0, 0], [-1, 0, -1, 0], [0, 0, 0, 1]]
    found = codes(tokens(states), np.array([0, -0.1, -0.9, 0.5]))
    # The first three add up to (1, 0, -2, 0), of length 1 (0.45, 0, -0.89, 0); the last is alone.
    bits = np.unpackbits(found[:, 2:], axis=1)[:, :4]
    assert bits.tolist() == [[1, 1, 1, 0], [0, 1, 1, 1]]
    assert places(found).tolist() == [0, 15]


def test_a_window_far_down_a_text_is_as_far_as_can_be_told():
    far = Tokens(np.ones((1, 8), np.float32), np.array([70_000]))
    assert places(codes(far, CENTRE)).tolist() == [65_535]


def test_a_text_without_tokens_has_a_window_all_the_same():
    assert codes(tokens(np.empty((0, 8))), CENTRE).shape == (1, 3)


def test_each_word_counts_where_it_is_met_best():
    passages = [
        coded([1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1]),
        coded([1, 0, 0, 0, 0, 0, 0, 1]),
        coded([0, 0, 0, 0, 0, 0, 0, 0]),
    ]
    index = WindowIndex.of(passages)
    scale = np.sqrt(8)
    each = index.met(AXES[[0, 7]], np.array([0, 1, 2]), np.array([1, 2, 3]))
    assert each * scale == pytest.approx([1, 1, -1])
    assert index.met(AXES[[0, 2]], np.array([1]), np.array([2])) * scale == pytest.approx([0])
    # Passages of one section are looked through together.
    assert index.met(AXES[[0, 7]], np.array([1]), np.array([3])) * scale == pytest.approx([1])
    parts = matches(AXES[[0, 7]], np.concatenate(passages))
    assert parts * scale == pytest.approx(np.array([[1, -1], [-1, 1], [1, 1], [-1, -1]]))


def test_a_query_without_words_is_met_by_nothing():
    index = WindowIndex.of([coded([0] * 8)])
    nothing = np.empty((0, 8), np.float32)
    assert index.met(nothing, np.array([0]), np.array([1])).tolist() == [0]
    assert index.met(AXES, np.empty(0, np.int64), np.empty(0, np.int64)).tolist() == []


def test_windows_are_read_as_they_were_written(tmp_path):
    passages = [codes(tokens(AXES[:4]), CENTRE), codes(tokens(AXES[4:]), CENTRE)]
    WindowIndex.of(passages).write(tmp_path / "windows")
    read = WindowIndex.read(tmp_path / "windows")
    for row, each in enumerate(passages):
        assert read.of_row(row).tolist() == each.tolist()


def test_what_stands_in_a_passage_meets_a_query(small):
    _, (zebra,) = ToyEncoder().encode_tokens(["zebra xylophone"])
    rows = np.arange(len(small.store.passage_section))
    best = int(small.windows.met(zebra.states, rows, rows + 1).argmax())
    assert "ebra" in small.store.passages([best])[0].text


def test_the_codes_are_mapped_and_not_read(tmp_path):
    WindowIndex.of([codes(tokens(AXES), CENTRE)]).write(tmp_path / "windows")
    assert isinstance(WindowIndex.read(tmp_path / "windows")._codes.base, np.memmap)
    assert (tmp_path / "windows" / CODES).is_file()
