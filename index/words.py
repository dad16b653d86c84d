"""Texts → their words as numbers, in arrays."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from index.vectors import Rows

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of some texts, in their order, in lower case.

    ``known`` are the different ones, ``numbers`` which of them each word is and ``rows`` which text
    it stands in, both of shape (words,).
    """

    known: list[str]
    numbers: NDArray[np.int64]
    rows: Rows


def words_of(texts: Sequence[str]) -> Words:
    """Letters, digits and underscores in a row are a word, as ``\\w+`` finds them."""
    number: defaultdict[str, int] = defaultdict(count().__next__)
    numbered = [list(map(number.__getitem__, _WORD.findall(text.lower()))) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(each) for each in numbered])
    flat = np.fromiter(chain.from_iterable(numbered), np.int64, len(rows))
    return Words(list(number), flat, rows)
