"""Query → hits: dense and lexical rankings fused, threads led to their answers, filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.document import Passage
from index.snapshot import Snapshot
from index.store import Filters
from index.vectors import Rows

__all__ = ["Filters", "Hit", "nearest_questions", "search"]

CANDIDATES = 200
"""Passages taken from each ranking before they are fused."""

RRF = 60
"""Reciprocal rank fusion adds 1 / (60 + rank), rank from 1 (Cormack et al., SIGIR 2009)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. Rank counts from 1; higher score is better.

    ``cosine`` is the dense similarity whatever the ranking; ``row`` is the passage's row in the
    snapshot it was found in.
    """

    passage: Passage
    score: float
    rank: int
    source: Literal["dense", "lexical", "fused", "reranked"]
    cosine: float
    row: int


def search(
    snapshot: Snapshot, query: str, k: int = 10, filters: Filters | None = None
) -> list[Hit]:
    """The best passage of each of the ``k`` best sections, best section first.

    Questions ask and are never hits themselves: a question near the query leads to its answers.
    """
    store = snapshot.store
    allowed = store.rows(filters or Filters())
    vector = snapshot.encoder.encode([query])[0]
    dense, _ = snapshot.vectors.search(vector, CANDIDATES, allowed)
    lexical, _ = snapshot.lexical.search(query, CANDIDATES, allowed)
    rows = np.union1d(dense, lexical)
    scores = fuse(rows, dense, lexical)
    cosines = snapshot.vectors.matrix[rows] @ vector
    hits: list[Hit] = []
    taken: set[int] = set()
    order = np.lexsort((rows, -scores))
    chosen: list[int] = []
    for place in order:
        section = int(store.passage_section[rows[place]])
        if section in taken or store.section_asks[section]:
            continue
        taken.add(section)
        chosen.append(int(place))
        if len(chosen) == k:
            break
    passages = store.passages([int(rows[place]) for place in chosen])
    for rank, (place, passage) in enumerate(zip(chosen, passages, strict=True), 1):
        hits.append(
            Hit(
                passage,
                float(scores[place]),
                rank,
                "fused",
                float(cosines[place]),
                int(rows[place]),
            )
        )
    return hits


def nearest_questions(snapshot: Snapshot, query: str, count: int) -> list[str]:
    """Titles of the answered threads whose questions are nearest to the query."""
    store = snapshot.store
    vector = snapshot.encoder.encode([query])[0]
    rows = store.question_rows
    order = np.argsort(-(snapshot.vectors.matrix[rows] @ vector), kind="stable")
    titles: list[str] = []
    for document in store.section_document[store.passage_section[rows[order[: 8 * count]]]]:
        title = store.answered_title(int(document))
        if title and title not in titles:
            titles.append(title)
    return titles[:count]


def fuse(rows: Rows, *rankings: Rows) -> NDArray[np.float64]:
    """Reciprocal rank fusion: a score for each of ``rows`` (ascending), shape (rows,)."""
    fused = np.zeros(len(rows))
    for ranked in rankings:
        fused[np.searchsorted(rows, ranked)] += 1 / (RRF + np.arange(1, len(ranked) + 1))
    return fused
