"""Dense search: FAISS over unit vectors. Nothing else in Footnote knows FAISS or normalises.

While they are few, every vector is compared. From ``SKETCHED`` on each is sketched in one bit a
dimension, on which side of nought it lies (Charikar 2002); all sketches are compared, which is 32
times less to read, and of the nearest the vectors themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.arrays import write_array

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

SKETCHED = 20_000
"""Vectors from which they are sketched: every one of so many is compared in about 1 ms."""

COMPARED, LEAST = 20, 1_000
"""Sketches for each vector wanted, and at least, whose vectors are compared. On the 53,765 passages
of both archives the ten nearest of 166 questions are found to 0.996 with 1,000 and to 0.999 with
4,000, the 200 nearest to 0.99 with 4,000."""

ROWS, INDEX = "vectors.npy", "vectors.faiss"
BINARY = b"IBxF"
"""How a file begins in which FAISS has written an index of bits."""


def unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.ascontiguousarray(matrix / np.maximum(lengths, 1e-12), np.float32)


def sketches(vectors: NDArray[np.float32]) -> NDArray[np.uint8]:
    """A bit a dimension, shape (vectors, dimension / 8 rounded up)."""
    return np.packbits(vectors > 0, axis=1)


class VectorIndex:
    """Inner-product search, which on unit vectors is the cosine.

    ``matrix`` are the vectors themselves, shape (passages, dimension), row by row as added.
    """

    def __init__(self, matrix: NDArray[np.float32], index: Any) -> None:
        self.matrix = matrix
        self._index = index
        if not self.exact:
            # Of the two ways to keep the nearest, the faster for hundreds and thousands.
            index.use_heap = False

    @classmethod
    def of(cls, vectors: NDArray[np.float32], sketched: int = SKETCHED) -> VectorIndex:
        matrix = unit(vectors)
        exact = len(matrix) < sketched
        searched: Any = matrix if exact else sketches(matrix)
        index: Any = (
            faiss.IndexFlatIP(searched.shape[1])
            if exact
            else faiss.IndexBinaryFlat(8 * searched.shape[1])
        )
        index.add(searched)
        return cls(matrix, index)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared."""
        return isinstance(self._index, faiss.Index)

    def write(self, folder: Path) -> None:
        """Write both files into a folder; raises OSError."""
        write_array(folder / ROWS, self.matrix)
        # Not faiss.write_index, whose errors do not say that the disk is full.
        serialize = faiss.serialize_index if self.exact else faiss.serialize_index_binary
        (folder / INDEX).write_bytes(serialize(self._index).data)

    @classmethod
    def read(cls, folder: Path) -> VectorIndex:
        """Map the files, whose checksums must have been verified: FAISS trusts what it reads."""
        matrix = np.load(folder / ROWS, mmap_mode="r")
        file = folder / INDEX
        with file.open("rb") as stream:
            binary = stream.read(len(BINARY)) == BINARY
        read = faiss.read_index_binary if binary else faiss.read_index
        return cls(matrix, read(str(file), faiss.IO_FLAG_MMAP_IFC))

    def search(
        self, query: NDArray[np.float32], k: int, allowed: Rows | None = None
    ) -> tuple[Rows, Scores]:
        """The ``k`` rows nearest to one vector of shape (dimension,), best first.

        ``allowed`` narrows the search to these rows, so a filter never thins the result.
        """
        there = len(self.matrix) if allowed is None else len(allowed)
        k = min(k, there)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None if allowed is None else self._only(allowed)
        query = unit(query[None, :])
        if self.exact:
            scores, rows = self._index.search(query, k, params=parameters)
            return rows[0], scores[0]
        compared = min(max(COMPARED * k, LEAST), there)
        _, found = self._index.search(sketches(query), compared, params=parameters)
        near = np.sort(found[0])  # in the order of the file, and so that equal scores rank by row
        cosines = self.matrix[near] @ query[0]
        best = np.argsort(-cosines, kind="stable")[:k]
        return near[best], cosines[best]

    def _only(self, allowed: Rows) -> faiss.SearchParameters:
        let = np.zeros(len(self.matrix), bool)
        let[allowed] = True
        bits: Any = np.packbits(let, bitorder="little")
        return faiss.SearchParameters(  # type: ignore[call-arg]
            sel=faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg]
        )
