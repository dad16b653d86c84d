"""Texts → their words as numbers, in arrays."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.vectors import Rows

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of ``size`` texts, in their order, in lower case.

    ``known`` are the different ones, ``numbers`` which of them each word is and ``rows`` which text
    it stands in, both of shape (words,).
    """

    known: list[str]
    numbers: NDArray[np.int64]
    rows: Rows
    size: int

    def without_first(self, some: Rows) -> Words:
        """Without so many words at the beginning of each text, shape (size,)."""
        begins = np.searchsorted(self.rows, np.arange(self.size))
        kept = np.arange(len(self.rows)) >= (begins + some)[self.rows]
        return replace(self, numbers=self.numbers[kept], rows=self.rows[kept])


def count(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text.lower()))


def words_of(texts: Sequence[str]) -> Words:
    """Letters, digits and underscores in a row are a word, as ``\\w+`` finds them."""
    number: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    numbered = [list(map(number.__getitem__, _WORD.findall(text.lower()))) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(each) for each in numbered])
    flat = np.fromiter(itertools.chain.from_iterable(numbered), np.int64, len(rows))
    return Words(list(number), flat, rows, len(texts))
