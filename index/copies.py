"""Passages that say nearly the same, linked: kept, but never to crowd an answer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.vectors import Rows, unit

COPY = 0.95
"""Cosine from which two passages count as copies of one another."""

_BLOCK = 512
"""Rows compared with all others at once: 110 MB for 53,765 passages."""

Pairs = NDArray[np.int64]
"""Shape (pairs, 2): two passage rows of different sections, the lower first, ascending."""


def copies(vectors: Vectors, sections: Rows, old: Pairs, moved: Mapping[int, int]) -> Pairs:
    """Every pair of copies in ``vectors``, shape (passages, dimension).

    ``sections``, shape (passages,), tells one section from another. ``old`` are the pairs of an
    earlier snapshot and ``moved`` maps its rows to those here that hold the same: they are not
    compared again.
    """
    matrix = unit(vectors)
    new = np.setdiff1d(np.arange(len(matrix)), list(moved.values()))
    kept = [(moved[a], moved[b]) for a, b in old.tolist() if a in moved and b in moved]
    found = [np.array(kept, np.int64).reshape(-1, 2)]
    for first in range(0, len(new), _BLOCK):
        some = new[first : first + _BLOCK]
        # Where all is new, each two are compared once.
        last = len(matrix) if moved else int(some[-1]) + 1
        a, b = np.nonzero(matrix[some] @ matrix[:last].T > COPY)
        pairs = np.stack([some[a], b], axis=1)
        found.append(np.sort(pairs[sections[pairs[:, 0]] != sections[pairs[:, 1]]], axis=1))
    return np.unique(np.concatenate(found), axis=0)
