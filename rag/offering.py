"""Questions near the one asked that the corpus answers well: what to offer instead."""

from __future__ import annotations

import math

from index.lexical import words
from index.snapshot import Snapshot
from index.vectors import unit
from rag.calibrating import scale
from rag.question import content_words

NEAR, BEHIND = 0.5, 0.2
"""How near a question must be to be offered, from 0, far off, to 1, at home, and how little less
near than the nearest."""

SURE = 0.75
"""From here on a question is offered that has no word in common with the one asked."""

LOOKED_AT = 3
"""For each that is offered, so many of the nearest are compared."""

NEAREST = 200
"""Passages of questions that are looked through for threads to offer."""

ESTEEM = 0.02
"""What each doubling of answers and of votes is worth, in the same unit."""


def offers(snapshot: Snapshot, question: str, count: int) -> list[str]:
    """Titles of answered threads, best first: the near ones, answered well before answered once."""
    store, measure = snapshot.store, scale(snapshot)
    vector = unit(snapshot.encoder.encode([question]))[0]
    rows, cosines = snapshot.vectors.search(vector, NEAREST, store.question_rows)
    if not len(rows):
        return []
    least = max(NEAR, measure.asked(float(cosines[0])) - BEHIND)
    said = _stems(question)
    found: dict[str, float] = {}
    for row, cosine in zip(rows, cosines, strict=True):
        near = measure.asked(float(cosine))
        if near < least or len(found) >= LOOKED_AT * count:
            break
        document = int(store.section_document[store.passage_section[row]])
        title = store.answered_title(document)
        if title and title not in found and (near >= SURE or said & _stems(title)):
            answers, votes = store.esteem(document)
            found[title] = near + ESTEEM * math.log2(answers * (1 + max(votes, 0)))
    return sorted(found, key=lambda title: -found[title])[:count]


def _stems(text: str) -> set[str]:
    return {stem for word in content_words(text) for stem in words(word)}
