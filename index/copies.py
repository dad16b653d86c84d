"""Passages that say nearly the same, linked: kept, but never to crowd an answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.vectors import Rows
from index.words import Words

RUN = 5
"""Words in a row that two passages must share to share anything."""

SHARE = 0.6
"""Of the runs of the shorter of two passages, how many the other must hold to be a copy.

Words, not vectors: what is encoded begins with the thread's title, so that two replies that only
share their thread lie nearer to each other than one reply given word for word in two threads.
"""

LEAST = 8
"""Words below which a passage is too short to be anybody's own: thanks, good luck, a link."""

COMMON = 40
"""So many passages that share a run of words make it a phrase of the site, and no sign."""

_STEP = np.uint64(0x9E3779B97F4A7C15)

Pairs = NDArray[np.int64]
"""Shape (pairs, 2): two passage rows of different sections, the lower first, ascending."""


def copies(words: Words, sections: Rows) -> Pairs:
    """Every pair of copies among passages; ``sections``, shape (texts,), tells sections apart."""
    runs, rows = _runs(words)
    sizes = np.bincount(rows, minlength=words.size)
    held = np.unique(runs, return_counts=True)[1]
    some = np.repeat((held > 1) & (held < COMMON), held)
    runs, rows = runs[some], rows[some]
    pairs = [np.empty(0, np.int64)]
    for apart in range(1, min(COMMON - 1, len(runs))):
        same = runs[apart:] == runs[:-apart]
        pairs.append(rows[:-apart][same] * words.size + rows[apart:][same])  # a number for a pair
    found, shared = np.unique(np.concatenate(pairs), return_counts=True)
    one, other = np.divmod(found, max(words.size, 1))
    enough = shared >= SHARE * np.minimum(sizes[one], sizes[other])
    linked = enough & (sections[one] != sections[other])
    return np.stack([one[linked], other[linked]], axis=1)


def copies_of(row: int, pairs: Pairs) -> set[int]:
    """The rows that are linked with this one."""
    return set(pairs[(pairs == row).any(axis=1)].ravel().tolist()) - {row}


def _runs(words: Words) -> tuple[NDArray[np.uint64], Rows]:
    """A number for every run of words and the row that holds it, each once, sorted by both."""
    long = np.bincount(words.rows, minlength=words.size) >= LEAST
    enough = long[words.rows]
    flat, rows = words.numbers[enough].astype(np.uint64), words.rows[enough]
    if len(flat) < RUN:
        return flat[:0], rows[:0]
    last = len(flat) - RUN + 1
    runs = np.zeros(last, np.uint64)
    for place in range(RUN):
        runs = runs * _STEP + flat[place : place + last]
    whole = rows[:last] == rows[RUN - 1 :]
    # The row takes the place of a number's lowest digits, so that one sort does for both.
    low = np.uint64((1 << words.size.bit_length()) - 1)
    both = np.sort((runs[whole] & ~low) | rows[:last][whole].astype(np.uint64))
    both = both[np.concatenate([[True], both[1:] != both[:-1]])] if len(both) else both
    return both & ~low, (both & low).astype(np.int64)
