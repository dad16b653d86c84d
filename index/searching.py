"""Query → hits: the sections found by dense and lexical search, ranked together, filtered.

What is ranked is the section, since one person's answer stands or falls as a whole; what is
returned is its passage nearest to the query.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from corpus.document import Passage
from index.filters import Filters
from index.ranking import scores
from index.signals import candidates
from index.snapshot import Snapshot


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
    found = candidates(snapshot, query, snapshot.store.rows(filters or Filters()))
    ranked = scores(found.signals)
    order = np.lexsort((found.sections, -ranked))[:k]
    passages = snapshot.store.passages(found.best[order].tolist())
    return [
        Hit(
            passage, float(ranked[i]), rank, "reranked", float(found.cosines[i]), int(found.best[i])
        )
        for rank, (i, passage) in enumerate(zip(order, passages, strict=True), 1)
    ]


def nearest_questions(snapshot: Snapshot, query: str, count: int) -> list[str]:
    """Titles of the answered threads whose questions are nearest to the query."""
    store = snapshot.store
    vector = snapshot.encoder.encode([query])[0]
    rows, _ = snapshot.vectors.search(vector, 8 * count, store.question_rows)
    titles: list[str] = []
    for document in store.section_document[store.passage_section[rows]]:
        title = store.answered_title(int(document))
        if title and title not in titles:
            titles.append(title)
    return titles[:count]
