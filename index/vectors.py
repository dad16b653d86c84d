"""Dense search: FAISS over unit vectors. Nothing else in Footnote knows FAISS or normalises."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


def unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.ascontiguousarray(matrix / np.maximum(lengths, 1e-12), np.float32)


class _Stored:
    """The memory of an index as an array sees it: the array keeps the index alive."""

    def __init__(self, index: faiss.Index, rows: NDArray[np.float32]) -> None:
        self.index = index
        self.__array_interface__ = rows.__array_interface__


class VectorIndex:
    """Exact inner-product search, which on unit vectors is the cosine.

    Exact is the right choice while it is cheap: 45,000 vectors take a few milliseconds.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        flat = faiss.downcast_index(index)
        stored = faiss.rev_swig_ptr(flat.get_xb(), index.ntotal * index.d)  # type: ignore[attr-defined]
        self.matrix: NDArray[np.float32] = np.asarray(
            _Stored(index, stored.reshape(index.ntotal, index.d))
        )
        """The vectors themselves, shape (passages, dimension), row by row as added."""

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> VectorIndex:
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(unit(vectors))
        return cls(index)

    def write(self, file: Path) -> None:
        # Not faiss.write_index, whose errors do not say that the disk is full.
        file.write_bytes(faiss.serialize_index(self._index).data)

    @classmethod
    def read(cls, file: Path) -> VectorIndex:
        """The file's checksum must have been verified: FAISS trusts what it reads."""
        return cls(faiss.read_index(str(file)))

    def search(
        self, query: NDArray[np.float32], k: int, allowed: Rows | None = None
    ) -> tuple[Rows, Scores]:
        """The ``k`` rows nearest to one vector of shape (dimension,), best first.

        ``allowed`` narrows the search to these rows, so a filter never thins the result.
        """
        k = min(k, self._index.ntotal if allowed is None else len(allowed))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters(  # type: ignore[call-arg]
                sel=faiss.IDSelectorBatch(allowed)
            )
        scores, rows = self._index.search(unit(query[None, :]), k, params=parameters)
        return rows[0], scores[0]
