"""Text → unit vectors, each text encoded once: for whoever asks much of one small snapshot."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Tokens, Vectors


class RememberingEncoder:
    """An encoder that keeps the vectors it has given, all or the ``most`` recently wanted."""

    def __init__(self, encoder: Encoder, most: int | None = None) -> None:
        self._encoder = encoder
        self._most = most
        self._known: dict[str, Vectors] = {}
        self._lock = threading.Lock()
        self.card = encoder.card
        self.centre = encoder.centre

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        with self._lock:
            found = {
                text: self._known.pop(text) for text in dict.fromkeys(texts) if text in self._known
            }
            self._known.update(found)  # now the most recent
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            # Copies: a row of a matrix would keep all of the matrix.
            vectors = [row.copy() for row in self._encoder.encode(new, on_done)]
            fresh = dict(zip(new, vectors, strict=True))
            found |= fresh
            with self._lock:
                self._known.update(fresh)
                while self._most is not None and len(self._known) > self._most:
                    del self._known[next(iter(self._known))]
        whole = np.empty((len(texts), self.card.dimension), np.float32)
        for row, text in enumerate(texts):
            whole[row] = found[text]
        return whole

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        # Not kept: a text's tokens are many times what its vector is.
        return self._encoder.encode_tokens(texts, on_done)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def save(self, folder: Path) -> None:
        self._encoder.save(folder)
