"""Query → candidate sections, and the signals by which they are ranked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.snapshot import Snapshot
from index.vectors import Rows, Scores, unit

CANDIDATES = 30
"""Passages taken from each of the two rankings, dense and lexical. With the answers of the threads
that they lead to, that is some 65 sections of the public archives: of those of grade 2 the first 20
then hold 0.78 and 0.74 (two judged sets), with 200 passages 0.74 and 0.72."""

RECIPROCAL = 60
"""A rank counts as 1 / (60 + rank), rank from 1 (Cormack et al. 2009); one not reached, as 0."""

SHORT, BRIEF, LONG = 150, 350, 2_500
"""Characters: below the first two a section is seldom advice, however near its title is; past the
last it is seldom about one question alone."""

NAMES = (
    "whole",  # cosine of all of the section
    "asked",  # cosine of what its thread asked; of a post, its best passage's
    "met",  # how well each of the query's words is met somewhere in it
    "lexical_rank",  # reciprocal rank of the section by BM25 of its best passage
    "covered",  # share of the query's words that stand in it or its title, by their rarity
    "short",  # 1 where it is shorter than SHORT
    "brief",  # 1 where it is shorter than BRIEF
    "long",  # 1 where it is longer than LONG
)
"""What each column of ``Candidates.signals`` holds."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sections worth ranking for one query, ascending by row.

    ``sections`` has shape (n,), ``best`` (n,) the passage row of each that is nearest, ``cosines``
    (n,) its cosine, ``signals`` (n, len(NAMES)).
    """

    sections: Rows
    best: Rows
    cosines: Scores
    signals: NDArray[np.float32]


def candidates(snapshot: Snapshot, query: str, allowed: Rows | None) -> Candidates:
    """The sections found, and the answers to the questions found, with their signals.

    Questions ask and are never candidates themselves. ``allowed`` are the passage rows a filter
    lets through, None for all.
    """
    store = snapshot.store
    vectors, (tokens,) = snapshot.encoder.encode_tokens([query])
    vector = unit(vectors)[0]
    dense, _ = snapshot.vectors.search(vector, CANDIDATES, allowed)
    lexical, _ = snapshot.lexical.search(query, CANDIDATES, allowed)
    sections = _worth_ranking(snapshot, dense, lexical, allowed)
    if not len(sections):
        nothing = np.empty(0, np.int64)
        blank = np.empty((0, len(NAMES)), np.float32)
        return Candidates(nothing, nothing, blank[:, 0], blank)
    # All passages of the candidate sections: rows of one section stand together.
    first, last = store.section_rows[sections], store.section_rows[sections + 1]
    rows = _each(first, last)
    starts = np.concatenate([[0], np.cumsum(last - first)[:-1]])
    matrix = snapshot.vectors.matrix[rows]
    cosines = matrix @ vector
    best = np.maximum.reduceat(cosines, starts)
    owner = np.repeat(np.arange(len(sections)), last - first)
    places = np.flatnonzero(cosines == best[owner])
    nearest = rows[places[np.unique(owner[places], return_index=True)[1]]]
    lengths = store.passage_length[rows].astype(np.float32)
    whole = unit(np.add.reduceat(matrix * lengths[:, None], starts)) @ vector
    size = np.add.reduceat(lengths, starts)
    signals = {
        "whole": whole,
        "asked": _asked(snapshot, vector, sections, best),
        "met": snapshot.windows.met(tokens.states, first, last),
        "lexical_rank": _reciprocal(store.passage_section[lexical], sections, store.section_asks),
        "covered": np.maximum.reduceat(snapshot.lexical.coverage(query)[rows], starts),
        "short": size < SHORT,
        "brief": size < BRIEF,
        "long": size > LONG,
    }
    matrix = np.column_stack([signals[name] for name in NAMES]).astype(np.float32)
    return Candidates(sections, nearest, best, matrix)


def _asked(snapshot: Snapshot, vector: Vectors, sections: Rows, best: Scores) -> Scores:
    """How near the question is that each section answers, shape (sections,): by its best passage.

    Where nothing is asked, or nothing but a title, it is how near the section's own is.
    """
    store = snapshot.store
    # A thread's question is its first section.
    questions = np.searchsorted(store.section_document, store.section_document[sections])
    first, last = store.section_rows[questions], store.section_rows[questions + 1]
    asks = np.flatnonzero(store.section_asks[questions] & (first < last))
    asked = best.copy()
    if len(asks):
        rows = _each(first[asks], last[asks])
        starts = np.cumsum([0, *(last - first)[asks][:-1]])
        asked[asks] = np.maximum.reduceat(snapshot.vectors.matrix[rows] @ vector, starts)
    return asked


def _worth_ranking(
    snapshot: Snapshot, dense: Rows, lexical: Rows, allowed: Rows | None
) -> NDArray[np.int64]:
    store = snapshot.store
    found = np.unique(store.passage_section[np.union1d(dense, lexical)])
    threads = np.unique(store.section_document[found[store.section_asks[found]]])
    # Sections of one document stand together.
    first = np.searchsorted(store.section_document, threads)
    last = np.searchsorted(store.section_document, threads + 1)
    answers = _each(first, last)
    if allowed is not None:
        answers = np.intersect1d(answers, store.passage_section[allowed])
    sections: NDArray[np.int64] = np.union1d(found, answers)
    has_text = store.section_rows[sections] < store.section_rows[sections + 1]
    advice: NDArray[np.int64] = sections[has_text & ~store.section_asks[sections]]
    return advice


def _each(first: Rows, last: Rows) -> Rows:
    """All rows of the runs ``[first, last)``, one after the other."""
    lengths = last - first
    before = np.cumsum(lengths) - lengths
    rows: Rows = np.repeat(first - before, lengths) + np.arange(lengths.sum())
    return rows


def _reciprocal(ranked: Rows, sections: Rows, asks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The reciprocal rank of each section in a ranking of passages' sections, best first."""
    advice = ranked[~asks[ranked]]
    distinct, first = np.unique(advice, return_index=True)
    order = np.argsort(np.argsort(first))  # the place of each section's best passage
    found = np.zeros(len(sections))
    _, at, of = np.intersect1d(sections, distinct, return_indices=True)
    found[at] = 1 / (RECIPROCAL + 1 + order[of])
    return found
