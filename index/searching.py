"""Query → hits: dense and lexical rankings fused into one of sections, filtered.

What is ranked is the section, since one person's answer stands or falls as a whole; what is
returned is its best passage. A section's score is the mean of two cosines, of its best passage and
of all of it, plus a little for the words it shares with the query and for how near its thread's
question is. The weights are a plateau, not a peak: on the judged development set they give
nDCG@10 0.56 where reciprocal rank fusion of the same two rankings gives 0.50.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.document import Passage
from index.filters import Filters
from index.snapshot import Snapshot
from index.vectors import Rows, unit

CANDIDATES = 200
"""Passages taken from each of the two rankings."""

BM25_WEIGHT = 0.015
QUESTION_WEIGHT = 0.10
SHORT = ((150, 0.10), (350, 0.05))
"""(characters, cost): what is shorter than this is seldom advice, however near its title is."""


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
    vector = unit(snapshot.encoder.encode([query]))[0]
    dense, _ = snapshot.vectors.search(vector, CANDIDATES, allowed)
    lexical, _ = snapshot.lexical.search(query, CANDIDATES, allowed)
    sections = _candidates(snapshot, dense, lexical, allowed)
    if not len(sections):
        return []
    # All passages of the candidate sections: rows of one section stand together.
    first, last = store.section_rows[sections], store.section_rows[sections + 1]
    rows = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)])
    starts = np.concatenate([[0], np.cumsum(last - first)[:-1]])
    matrix = snapshot.vectors.matrix[rows]
    cosines = matrix @ vector
    shared = np.maximum.reduceat(snapshot.lexical.scores(query)[rows], starts)
    best = np.maximum.reduceat(cosines, starts)
    lengths = store.passage_length[rows].astype(np.float32)
    whole = unit(np.add.reduceat(matrix * lengths[:, None], starts)) @ vector
    asked = _question_cosines(snapshot, sections, vector)
    scores = (best + whole) / 2 + BM25_WEIGHT * shared
    scores += QUESTION_WEIGHT * np.where(np.isnan(asked), whole, asked)
    size = np.add.reduceat(lengths, starts)
    for characters, cost in SHORT:
        scores -= cost * (size < characters)
    order = np.lexsort((sections, -scores))[:k]
    places = [int(starts[i] + np.argmax(cosines[starts[i] :][: last[i] - first[i]])) for i in order]
    passages = store.passages([int(rows[place]) for place in places])
    return [
        Hit(passage, float(scores[i]), rank, "fused", float(cosines[place]), int(rows[place]))
        for rank, (i, place, passage) in enumerate(zip(order, places, passages, strict=True), 1)
    ]


def nearest_questions(snapshot: Snapshot, query: str, count: int) -> list[str]:
    """Titles of the answered threads whose questions are nearest to the query."""
    store = snapshot.store
    vector = snapshot.encoder.encode([query])[0]
    rows = store.question_rows
    order = np.argsort(-(snapshot.vectors.matrix[rows] @ vector), kind="stable")
    titles: list[str] = []
    for document in store.question_document[order[: 8 * count]]:
        title = store.answered_title(int(document))
        if title and title not in titles:
            titles.append(title)
    return titles[:count]


def _candidates(
    snapshot: Snapshot, dense: Rows, lexical: Rows, allowed: Rows | None
) -> NDArray[np.int64]:
    """Section rows worth scoring, ascending: those found, and the answers to questions found."""
    store = snapshot.store
    found = np.unique(store.passage_section[np.union1d(dense, lexical)])
    threads = np.unique(store.section_document[found[store.section_asks[found]]])
    answers = np.flatnonzero(np.isin(store.section_document, threads))
    if allowed is not None:
        answers = np.intersect1d(answers, store.passage_section[allowed])
    sections: NDArray[np.int64] = np.union1d(found, answers)
    has_text = store.section_rows[sections] < store.section_rows[sections + 1]
    advice: NDArray[np.int64] = sections[has_text & ~store.section_asks[sections]]
    return advice


def _question_cosines(
    snapshot: Snapshot, sections: Rows, vector: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The best cosine of the question each section answers, NaN where it answers none."""
    store = snapshot.store
    documents = store.section_document[sections]
    asks = np.isin(store.question_document, documents)
    cosines = snapshot.vectors.matrix[store.question_rows[asks]] @ vector
    best = np.full(store.section_document.max() + 1, np.nan, np.float32)
    np.fmax.at(best, store.question_document[asks], cosines)
    return best[documents]
