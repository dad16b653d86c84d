"""Text → unit vectors, what many threads want at once encoded together: for a server."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np

from index.encoder import BATCH, Encoder, Reading, Tokens, Vectors

PIECE = 2 * BATCH
"""Texts of one caller that are encoded before others have their turn."""

TOGETHER = 4 * BATCH
"""Texts of all callers that are encoded at once."""


LOOK = 0.2
"""Seconds after which whoever waits for an encoding is asked whether it is still wanted."""


class BatchingEncoder:
    """An encoder for many threads: while one batch is encoded, the next one gathers.

    Nobody waits for company: who comes alone is encoded at once. ``before`` is called in the
    caller's own thread before each piece of its texts and while it waits, and may raise to give up:
    what nobody wants any more is not encoded.
    """

    def __init__(self, encoder: Encoder, before: Callable[[], None] = lambda: None) -> None:
        self._encoder = encoder
        self._before = before
        self._wanted: deque[tuple[Sequence[str], Future[list[Reading]]]] = deque()
        self._thread = ThreadPoolExecutor(1, "encode")
        self.card = encoder.card
        self.centre = encoder.centre

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        return self.encode_tokens(texts, on_done)[0]

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        read: dict[int, Reading] = {}
        # Texts of like length go together, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for first in range(0, len(order), PIECE):
            rows = order[first : first + PIECE]
            self._before()
            wanted: Future[list[Reading]] = Future()
            self._wanted.append(([texts[i] for i in rows], wanted))
            # A batch for each piece: those that find nothing left to do were served by others.
            self._thread.submit(self._encode_together)
            read |= zip(rows, self._awaited(wanted), strict=True)
            if on_done:
                on_done(first + len(rows))
        vectors = np.empty((len(texts), self.card.dimension), np.float32)
        for row, (vector, _) in read.items():
            vectors[row] = vector
        return vectors, [read[row][1] for row in range(len(texts))]

    def _awaited(self, wanted: Future[list[Reading]]) -> list[Reading]:
        try:
            while not wait([wanted], LOOK).done:
                self._before()
        finally:
            wanted.cancel()
        return wanted.result()

    def _encode_together(self) -> None:
        pieces: list[tuple[Sequence[str], Future[list[Reading]]]] = []
        while self._wanted and sum(len(texts) for texts, _ in pieces) < TOGETHER:
            texts, wanted = self._wanted.popleft()
            if wanted.set_running_or_notify_cancel():
                pieces.append((texts, wanted))
        if not pieces:
            return
        try:
            every = list(dict.fromkeys(text for some, _ in pieces for text in some))
            vectors, tokens = self._encoder.encode_tokens(every)
            read = dict(zip(every, zip(vectors, tokens, strict=True), strict=True))
            for some, wanted in pieces:
                wanted.set_result([read[text] for text in some])
        except Exception as error:
            for _, wanted in pieces:
                if not wanted.done():
                    wanted.set_exception(error)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count_tokens(texts)

    def save(self, folder: Path) -> None:
        self._encoder.save(folder)
