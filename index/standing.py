"""Where a section stands for a query: by meaning, by words, and what each signal was worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.filters import Filters
from index.ranking import WEIGHTS
from index.searching import Hit
from index.signals import NAMES, candidates
from index.snapshot import Snapshot
from index.vectors import Scores, unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands of all that a filter lets through, ranks from 1.

    ``lexical_rank`` is None where it shares no word with the query; ``signals`` add up to its
    score.
    """

    dense_rank: int
    lexical_rank: int | None
    signals: dict[str, float]


def places(
    snapshot: Snapshot, query: str, filters: Filters, hits: Sequence[Hit]
) -> tuple[list[Place], int]:
    """The place of each hit of a search for ``query``, and of how many sections."""
    store = snapshot.store
    allowed = store.rows(filters)
    rows = np.arange(len(store.passage_section)) if allowed is None else allowed
    rows = rows[~store.section_asks[store.passage_section[rows]]]
    sections = store.passage_section[rows]

    def ranked(scores: Scores) -> Scores:
        best = np.full(len(store.section_document), -np.inf, np.float32)
        np.maximum.at(best, sections, scores[rows])
        return best

    vector = unit(snapshot.encoder.encode([query]))[0]
    dense = ranked(snapshot.vectors.matrix @ vector)
    lexical = ranked(snapshot.lexical.scores(query))
    found = candidates(snapshot, query, allowed)
    worth = found.signals * np.array([WEIGHTS[name] for name in NAMES], np.float32)
    of = {section: row for row, section in enumerate(found.sections.tolist())}
    said = []
    for hit in hits:
        section = int(store.passage_section[hit.row])
        signals = {
            name: round(value, 3)
            for name, value in zip(NAMES, worth[of[section]].tolist(), strict=True)
        }
        shared = lexical[section] > 0
        said.append(
            Place(_rank(dense, section), _rank(lexical, section) if shared else None, signals)
        )
    return said, len(np.unique(sections))


def _rank(best: Scores, section: int) -> int:
    return 1 + int(np.sum(best > best[section]))
