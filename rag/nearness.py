"""How near each part of a section is to a question, by the windows of tokens that stand in it.

The windows were encoded with all of their passage, title included: "it works" is near to what "it"
stands for. Nothing is encoded here but the question.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.splitting import embedding_text
from index.encoder import Vectors
from index.snapshot import Snapshot
from index.vectors import Rows, Scores
from index.windows import Codes, matches, places

Span = tuple[int, int]
"""``[start, end)`` of a section's text."""


class Windows:
    """A section's windows, titles and headings left out, in the order of its text."""

    def __init__(self, snapshot: Snapshot, section: str, title: str) -> None:
        """``section`` is its id, ``title`` its document's. Raises NotInSnapshot."""
        codes: list[Codes] = []
        middles: list[Rows] = []
        rows = snapshot.store.rows_of(section)
        budget = snapshot.manifest.passage_tokens
        for row, passage in zip(rows, snapshot.store.passages(rows), strict=True):
            text = embedding_text(title, passage, budget)
            before = len(text) - len(passage.text)
            windows = snapshot.windows.of_row(row)
            starts = places(windows)
            # A window belongs to the sentence in which its middle is.
            middle = (starts + np.append(starts[1:], len(text))) // 2
            codes.append(windows[middle >= before])
            middles.append(middle[middle >= before] - before + passage.start)
        self._codes = np.concatenate(codes)
        self._middles = np.concatenate(middles)

    def near(self, question: Vectors, parts: Sequence[Sequence[Span]]) -> Scores:
        """How well each part, of one span or more, meets a question, shape (parts,).

        ``question`` are the states of its tokens, shape (tokens, dimension).
        """
        if not len(self._codes) or not len(question):
            return np.zeros(len(parts), np.float32)
        scores = matches(question, self._codes)
        best = [scores[self._within(part)].max(axis=0).mean() for part in parts]
        return np.array(best, np.float32)

    def _within(self, spans: Sequence[Span]) -> NDArray[np.int64]:
        """The windows in the spans; for a span that has none, the one before its end."""
        found = []
        for start, end in spans:
            first, last = np.searchsorted(self._middles, (start, end))
            found.append(np.arange(first if first < last else max(last - 1, 0), max(last, 1)))
        return np.concatenate(found)
