"""Footnote's own sides of the comparisons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from bench.peers import TOP, Encoding
from index.encoder_export import load_encoder
from index.searching import search
from index.snapshot import load
from index.windows import codes


class Plain(Encoding):
    """Vectors alone, as for a query."""

    def open(self, exports: str) -> None:
        self.encoder = load_encoder(None, Path(exports))

    def encoded(self, texts: list[str]) -> Any:
        return self.encoder.encode(texts)

    def tokens(self) -> int:
        return sum(self.encoder.count_tokens(self.texts))

    def precision(self) -> str:
        return self.encoder.card.precision


class Building(Plain):
    """Vectors and the windows of tokens, as a build makes them."""

    def encoded(self, texts: list[str]) -> Any:
        vectors, tokens = self.encoder.encode_tokens(texts)
        self.windows = [codes(each, self.encoder.centre) for each in tokens]
        return vectors


class Searching:
    """Dense and lexical search, ranked, over an index."""

    def load(self, index: str) -> int:
        threadpool_limits(1)  # as a server has it
        self.snapshot = load(Path(index))
        return len(self.snapshot.store.passage_section)

    def search(self, query: str) -> list[str]:
        return [hit.passage.text for hit in search(self.snapshot, query, TOP)]

    def read(self, query: str) -> None:
        """What is left out where vectors are given: reading the query."""
        self.snapshot.encoder.encode_tokens([query])

    def nearest(self, query: str) -> list[int]:
        """The rows of the dense search alone."""
        vector = self.snapshot.encoder.encode([query])[0]
        rows: list[int] = self.snapshot.vectors.search(vector, TOP)[0].tolist()
        return rows

    def exact(self, query: str) -> list[int]:
        """The rows that are nearest, found by looking at every vector."""
        vector = self.snapshot.encoder.encode([query])[0]
        rows: list[int] = np.argsort(-(self.matrix() @ vector), kind="stable")[:TOP].tolist()
        return rows

    def matrix(self) -> Any:
        return np.asarray(self.snapshot.vectors.matrix, np.float32)

    def vectors(self, queries: list[str]) -> list[list[float]]:
        found: list[list[float]] = self.snapshot.encoder.encode(queries).tolist()
        return found


class Roofline:
    """What the processor reaches where nothing but one operation is done."""

    def shape(self, rows: int, inner: int, columns: int, kind: str) -> None:
        import torch

        self.a = torch.randn(rows, inner).to(getattr(torch, kind))
        self.b = torch.randn(columns, inner).to(getattr(torch, kind))

    def multiply(self, times: int) -> None:
        import torch

        with torch.inference_mode():
            for _ in range(times):
                torch.nn.functional.linear(self.a, self.b)

    def room(self, megabytes: int) -> None:
        import torch

        self.source = torch.ones(megabytes * 2**18)
        self.target = torch.empty_like(self.source)

    def copy(self) -> None:
        self.target.copy_(self.source)

    def read(self) -> None:
        self.source.sum()
