"""Lexical search: BM25 over stemmed words. Nothing else in Footnote knows bm25s."""

from __future__ import annotations

import errno
import math
import os
import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN
from numpy.typing import NDArray

from index.vectors import Rows, Scores

_STEMMER = Stemmer.Stemmer("english")
_WORD = re.compile(r"\b\w\w+\b")
_STOP = frozenset(STOPWORDS_EN)


def words(text: str) -> list[str]:
    """The stems that BM25 sees: lower case, two letters or more, no English stop words.

    As ``bm25s.tokenize`` finds them, which takes ten times as long for one short text.
    """
    found = [word for word in _WORD.findall(text.lower()) if word not in _STOP]
    return list(_STEMMER.stemWords(found))


class LexicalIndex:
    """BM25 as Lucene computes it (k1 = 1.5, b = 0.75), with every score computed ahead."""

    def __init__(self, index: bm25s.BM25, size: int) -> None:
        self._index = index
        self._size = size

    @classmethod
    def of(cls, texts: Sequence[str]) -> LexicalIndex:
        tokens = bm25s.tokenize(list(texts), stopwords="en", stemmer=_STEMMER, show_progress=False)
        # Numbered anew: bm25s takes its numbers from a set, whose order each process has anew.
        numbers = {word: n for n, word in enumerate(sorted(tokens.vocab))}
        places = {old: numbers[word] for word, old in tokens.vocab.items()}
        ids = [[places[old] for old in each] for each in tokens.ids]
        if not any(ids):
            ids, numbers = [[0] for _ in texts], {"nothing": 0}  # bm25s refuses to have no word
        index = bm25s.BM25()
        index.index((ids, numbers), show_progress=False)
        return cls(index, len(texts))

    def write(self, folder: Path) -> None:
        """Raises OSError where the disk is full."""
        self._index.save(folder, show_progress=False)
        for file in folder.glob("*.npy"):
            try:
                np.load(file, mmap_mode="r")
            except (ValueError, EOFError) as error:
                # NumPy is silent when a disk is full: the file is shorter than it says.
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) from error

    @classmethod
    def read(cls, folder: Path, size: int) -> LexicalIndex:
        """Map the index from disk; its files' checksums must have been verified."""
        return cls(bm25s.BM25.load(folder, mmap=True, show_progress=False), size)

    def knows(self, word: str) -> bool:
        """Whether any passage has this stem."""
        return word in self._index.vocab_dict

    def rows(self, word: str) -> Rows:
        """The rows that have this stem, ascending."""
        place = self._index.vocab_dict.get(word)
        if place is None:
            return np.empty(0, np.int64)
        start, end = self._index.scores["indptr"][place : place + 2]
        rows: Rows = np.sort(self._index.scores["indices"][start:end]).astype(np.int64)
        return rows

    def count(self, word: str) -> int:
        """How many passages have this stem."""
        place = self._index.vocab_dict.get(word)
        if place is None:
            return 0
        start, end = self._index.scores["indptr"][place : place + 2]
        return int(end - start)

    def scores(self, query: str) -> Scores:
        """The BM25 score of every row, shape (passages,); zeros where no word is shared."""
        known = [word for word in words(query) if self.knows(word)]
        if not known:
            return np.zeros(self._size, np.float32)
        scores: NDArray[np.float32] = self._index.get_scores(known)
        return scores

    def coverage(self, query: str) -> Scores:
        """Of the query's words, by their rarity, the share that each row holds, shape (passages,).

        A word counts as much as BM25 makes of its rarity; one that no row has does not count.
        """
        found = np.zeros(self._size, np.float32)
        total = 0.0
        starts, holders = self._index.scores["indptr"], self._index.scores["indices"]
        for word in dict.fromkeys(words(query)):
            if self.knows(word):
                number = self._index.vocab_dict[word]
                rows = holders[starts[number] : starts[number + 1]]
                rarity = math.log(1 + (self._size - len(rows) + 0.5) / (len(rows) + 0.5))
                found[rows] += rarity
                total += rarity
        return found / np.float32(total or 1)

    def search(self, query: str, k: int, allowed: Rows | None = None) -> tuple[Rows, Scores]:
        """The ``k`` best rows that share a word with the query, best first."""
        scores = self.scores(query)
        rows = np.arange(self._size) if allowed is None else allowed
        rows = rows[scores[rows] > 0]
        k = min(k, len(rows))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        # Ties break by row, so that equal scores rank alike on every machine.
        best = rows[np.lexsort((rows, -scores[rows]))[:k]]
        return best.astype(np.int64), scores[best]
