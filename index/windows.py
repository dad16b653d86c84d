"""Late interaction: how well each word of a query is met somewhere in a section.

Each token of a query is held against a text, its best match there counts, and the mean of these is
the score (MaxSim: Khattab and Zaharia 2020). What a snapshot keeps for it is small: the states of
``WIDTH`` tokens in a row are averaged, and of the average one bit a dimension is kept: on which
side it lies of where states lie on average (Charikar 2002). The query's states stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import write_array
from index.encoder import Tokens, Vectors
from index.vectors import Rows, Scores

Codes = NDArray[np.uint8]
"""Shape (windows, 2 + dimension of a state / 8): in two bytes, low one first, at which character of
its text a window begins, then a bit a dimension."""

PLACE = 2
FARTHEST = 2 ** (8 * PLACE) - 1

WIDTH = 3
"""Tokens of a window. Of the judged sections of both archives, ranked by this score alone, nDCG@10
is 0.63 and 0.61; by every token's own state, uncoded, it is 0.59 and 0.60."""

AT_ONCE = 1_024
"""Windows unpacked at once: as numbers they are 32 times as large, and stay in the cache."""

COLUMNS = 8
"""A product of narrow matrices is fastest where their width is a multiple of this."""

FIRST, CODES = "first.npy", "codes.npy"


def codes(tokens: Tokens, centre: NDArray[np.float32]) -> Codes:
    """The windows of a text, one at least."""
    states, starts = tokens.states, tokens.starts
    if not len(states):
        states, starts = np.zeros((1, len(centre)), np.float32), np.zeros(1, np.int64)
    begin = np.arange(0, len(states), WIDTH)
    sums = np.add.reduceat(states, begin, axis=0)
    directions = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    places = np.minimum(starts[begin], FARTHEST).astype("<u2").view(np.uint8).reshape(-1, PLACE)
    return np.hstack([places, np.packbits(directions > centre, axis=1)])


def places(codes: Codes) -> NDArray[np.int64]:
    """At which character of its text each window begins, shape (windows,)."""
    return np.ascontiguousarray(codes[:, :PLACE]).view("<u2")[:, 0].astype(np.int64)


def matches(query: Vectors, codes: Codes) -> NDArray[np.float32]:
    """How well each window matches each token of a query, shape (windows, tokens), in [-1, 1].

    ``query`` are the states of its tokens, shape (tokens, dimension).
    """
    tokens, dimension = query.shape
    # A bit stands for +1 or -1, scaled to length 1.
    scaled = query.T / np.float32(np.sqrt(dimension))
    weights = np.zeros((dimension, -(-tokens // COLUMNS) * COLUMNS), np.float32)
    weights[:, :tokens] = 2 * scaled
    found = np.empty((len(codes), weights.shape[1]), np.float32)
    for first in range(0, len(codes), AT_ONCE):
        bits = np.unpackbits(codes[first : first + AT_ONCE, PLACE:], axis=1, count=dimension)
        np.matmul(bits.astype(np.float32), weights, out=found[first : first + AT_ONCE])
    found = found[:, :tokens]
    found -= scaled.sum(axis=0)
    return found


class WindowIndex:
    """The windows of every passage, row by row as added."""

    def __init__(self, first: Rows, codes: Codes) -> None:
        self._first = first
        self._codes = codes

    @classmethod
    def of(cls, passages: Sequence[Codes]) -> WindowIndex:
        first = np.cumsum([0, *(len(each) for each in passages)])
        return cls(first, np.concatenate(passages))

    def write(self, folder: Path) -> None:
        """Write a new folder; raises OSError where the disk is full."""
        folder.mkdir()
        write_array(folder / FIRST, self._first)
        write_array(folder / CODES, self._codes)

    @classmethod
    def read(cls, folder: Path) -> WindowIndex:
        """Map the windows from disk; their files' checksums must have been verified."""
        # As a plain array: a mapped one makes an object of its own kind of every slice.
        return cls(np.load(folder / FIRST), np.asarray(np.load(folder / CODES, mmap_mode="r")))

    def of_row(self, row: int) -> Codes:
        """The windows of one passage."""
        return self._codes[self._first[row] : self._first[row + 1]]

    def met(self, query: Vectors, first: Rows, last: Rows) -> Scores:
        """How well each run of passages ``[first, last)`` meets a query, shape (runs,).

        A query without tokens is met by nothing. No run may be empty.
        """
        if not len(query) or not len(first):
            return np.zeros(len(first), np.float32)
        places = zip(self._first[first], self._first[last], strict=True)
        runs = [self._codes[start:end] for start, end in places]
        starts = np.cumsum([0, *(len(run) for run in runs[:-1])])
        scores = matches(query, np.concatenate(runs))
        best: Scores = np.maximum.reduceat(scores, starts, axis=0).mean(axis=1)
        return best
