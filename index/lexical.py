"""Lexical search: BM25 over stemmed words, every score computed ahead.

Nothing else in Footnote knows bm25s, which computes the scores (Lù 2024); to read and add them up
needs nothing but the arrays: ``starts`` has a place for each word and one more, from each to the
next stand the ``rows`` that have the word, and the word's ``weights`` there.
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

STARTS, ROWS, WEIGHTS, WORDS = "starts.npy", "rows.npy", "weights.npy", "words.json"

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"\b\w\w+\b")
_STOP_WORDS = """
a an and are as at be but by for if in into is it no not of on or such that the their then there
these they this to was will with
"""
_STOP = frozenset(_STOP_WORDS.split())
"""Those of Lucene, which bm25s leaves out as well."""


def words(text: str) -> list[str]:
    """The stems that BM25 sees: lower case, two letters or more, no English stop words.

    As ``bm25s.tokenize`` finds them, which takes ten times as long for one short text.
    """
    found = [word for word in _WORD.findall(text.lower()) if word not in _STOP]
    return list(_STEMMER.stemWords(found))


def stems(words: Sequence[str]) -> list[str]:
    """The stem of each word, which is in lower case."""
    return list(_STEMMER.stemWords(list(words)))


class LexicalIndex:
    """BM25 as Lucene computes it (k1 = 1.5, b = 0.75)."""

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
    def of(cls, texts: Sequence[str]) -> LexicalIndex:
        import bm25s  # with scipy: a server needs neither

        tokens = bm25s.tokenize(list(texts), stopwords="en", stemmer=_STEMMER, show_progress=False)
        # Numbered anew: bm25s takes its numbers from a set, whose order each process has anew.
        numbers = {word: n for n, word in enumerate(sorted(tokens.vocab))}
        places = {old: numbers[word] for word, old in tokens.vocab.items()}
        ids = [[places[old] for old in each] for each in tokens.ids]
        if not any(ids):
            ids, numbers = [[0] for _ in texts], {"nothing": 0}  # bm25s refuses to have no word
        index = bm25s.BM25()
        index.index((ids, numbers), show_progress=False)
        found = index.scores
        starts = found["indptr"].astype(np.int64)
        return cls(numbers, starts, found["indices"], found["data"], len(texts))

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
