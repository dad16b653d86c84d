"""Text → unit vectors, each text encoded once: for whoever asks the same more than once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Reading, Tokens, Vectors

MOST = 256
"""Texts that are kept: of questions, with all-MiniLM-L6-v2, they take about 6 MB."""


class RememberingEncoder:
    """An encoder that keeps what it has read: of the ``most`` texts recently wanted.

    An answer wants its question's vector and its tokens in several places.
    """

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder = encoder
        self._most = most
        self._known: dict[str, Reading] = {}
        self._lock = threading.Lock()
        self.card = encoder.card
        self.centre = encoder.centre

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        return self.encode_tokens(texts, on_done)[0]

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        with self._lock:
            read = {
                text: self._known.pop(text) for text in dict.fromkeys(texts) if text in self._known
            }
            self._known.update(read)  # now the most recent
        new = [text for text in dict.fromkeys(texts) if text not in read]
        if new:
            vectors, tokens = self._encoder.encode_tokens(new, on_done)
            # Copies: a row of a matrix would keep all of the matrix.
            fresh = {
                text: (vector.copy(), of)
                for text, vector, of in zip(new, vectors, tokens, strict=True)
            }
            read |= fresh
            with self._lock:
                self._known.update(fresh)
                while len(self._known) > self._most:
                    del self._known[next(iter(self._known))]
        whole = np.empty((len(texts), self.card.dimension), np.float32)
        for row, text in enumerate(texts):
            whole[row] = read[text][0]
        return whole, [read[text][1] for text in texts]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def save(self, folder: Path) -> None:
        self._encoder.save(folder)
