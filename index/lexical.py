"""Lexical search: BM25 over stemmed words, every score computed ahead (Lù 2024, bm25s).

What is searched are three arrays: ``starts`` has a place for each word and one more, from each to
the next stand the ``rows`` that have the word, and the word's ``weights`` there.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.arrays import write_array
from index.vectors import Rows, Scores
from index.words import Words

STARTS, ROWS, WEIGHTS, WORDS = "starts.npy", "rows.npy", "weights.npy", "words.json"

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"\b\w\w+\b")
_STOP_WORDS = """
a an and are as at be but by for if in into is it no not of on or such that the their then there
these they this to was will with
"""
_STOP = frozenset(_STOP_WORDS.split())
"""Those of Lucene."""

K1, B = 1.5, 0.75
"""How soon more of a word adds nothing, and how much a long text is held back for its length."""


def words(text: str) -> list[str]:
    """The stems that BM25 sees: lower case, two letters or more, no English stop words."""
    return stems([word for word in _WORD.findall(text.lower()) if word not in _STOP])


def stems(words: Sequence[str]) -> list[str]:
    """The stem of each word, which is in lower case."""
    return list(_STEMMER.stemWords(list(words)))


class LexicalIndex:
    """BM25 as Lucene computes it."""

    def __init__(
        self,
        numbers: Mapping[str, int],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        weights: NDArray[np.float32],
        size: int,
    ) -> None:
        self._numbers = numbers
        self._starts = starts
        self._rows = rows
        self._weights = weights
        self._size = size

    @classmethod
    def of(cls, all_words: Words) -> LexicalIndex:
        # Once for each of the different words: many share a stem, and some have none here.
        found = [next(iter(words(word)), "") for word in all_words.known]
        numbers = {stem: number for number, stem in enumerate(sorted({*found} - {""}))}
        stem_of = np.array([numbers.get(stem, -1) for stem in found], np.int64)
        flat = stem_of[all_words.numbers]
        flat, rows = flat[flat >= 0], all_words.rows[flat >= 0]
        size = all_words.size
        pairs, frequencies = np.unique(flat * size + rows, return_counts=True)
        stem, row = np.divmod(pairs, size)
        held = np.bincount(stem, minlength=len(numbers))
        lengths = np.bincount(rows, minlength=size)
        longer = lengths / (lengths.mean() or 1)
        saturated = frequencies / (frequencies + K1 * (1 - B + B * longer[row]))
        weights = np.log1p((size - held + 0.5) / (held + 0.5))[stem] * saturated
        starts = np.concatenate([[0], np.cumsum(held)])
        return cls(numbers, starts, row.astype(np.int32), weights.astype(np.float32), size)

    def write(self, folder: Path) -> None:
        """Write a new folder; raises OSError."""
        folder.mkdir()
        write_array(folder / STARTS, self._starts)
        write_array(folder / ROWS, self._rows)
        write_array(folder / WEIGHTS, self._weights)
        (folder / WORDS).write_text(json.dumps(self._numbers, ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path, size: int) -> LexicalIndex:
        """Map the index from disk; its files' checksums must have been verified."""
        numbers = json.loads((folder / WORDS).read_text("utf-8"))
        starts = np.load(folder / STARTS)
        rows, weights = (np.load(folder / name, mmap_mode="r") for name in (ROWS, WEIGHTS))
        # As plain arrays: a mapped one makes an object of its own kind of every slice.
        return cls(numbers, starts, np.asarray(rows), np.asarray(weights), size)

    def knows(self, word: str) -> bool:
        """Whether any passage has this stem."""
        return word in self._numbers

    def rows(self, word: str) -> Rows:
        """The rows that have this stem, ascending."""
        rows: Rows = np.sort(self._rows[self._span(word)]).astype(np.int64)
        return rows

    def count(self, word: str) -> int:
        """How many passages have this stem."""
        return len(self._rows[self._span(word)])

    def scores(self, query: str) -> Scores:
        """The BM25 score of every row, shape (passages,); zeros where no word is shared."""
        scores = np.zeros(self._size, np.float32)
        for word in words(query):
            span = self._span(word)
            scores[self._rows[span]] += self._weights[span]
        return scores

    def coverage(self, query: str) -> Scores:
        """Of the query's words, by their rarity, the share that each row holds, shape (passages,).

        A word counts as much as BM25 makes of its rarity; one that no row has does not count.
        """
        found = np.zeros(self._size, np.float32)
        total = 0.0
        for word in dict.fromkeys(words(query)):
            rows = self._rows[self._span(word)]
            if len(rows):
                rarity = math.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
                found[rows] += rarity
                total += rarity
        return found / np.float32(total or 1)

    def search(self, query: str, k: int, allowed: Rows | None = None) -> tuple[Rows, Scores]:
        """The ``k`` best rows that share a word with the query, best first."""
        scores = self.scores(query)
        rows = np.flatnonzero(scores) if allowed is None else allowed[scores[allowed] > 0]
        k = min(k, len(rows))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        least = np.partition(scores[rows], -k)[-k]
        rows = rows[scores[rows] >= least]
        # Ties break by row, so that equal scores rank alike on every machine.
        best = rows[np.lexsort((rows, -scores[rows]))[:k]]
        return best.astype(np.int64), scores[best]

    def _span(self, word: str) -> slice:
        number = self._numbers.get(word)
        return slice(0) if number is None else slice(*self._starts[number : number + 2].tolist())
