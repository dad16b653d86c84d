"""Text → unit vectors, each text encoded once: for whoever asks much of one small snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Vectors


class RememberingEncoder:
    """An encoder that keeps every vector it has given, for as long as it lives."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.card = encoder.card

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new, on_done), strict=True))
        vectors = np.empty((len(texts), self.card.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._known[text]
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def save(self, folder: Path) -> None:
        self._encoder.save(folder)
