"""Questions left open → gaps in what is known: questions of like meaning together, most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from index.snapshot import Snapshot
from index.vectors import unit
from rag.offering import offers
from rag.question import shown

TOGETHER = 0.5
"""Mean cosine from which questions are one gap: chosen by eye, on a page of questions put in two or
three ways. At 0.6 more of them stay apart."""

MOST = 2_000
"""Different questions that are compared, the latest: every pair is, so that takes 32 MB."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question that was not answered, or not well; ``said`` is what came with the rating."""

    question: str
    why: Literal["unanswered", "badly rated"]
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of like meaning.

    ``question`` is the one most like all others. ``asked`` counts each way it was put, ``nearest``
    is a question near to it that is answered. ``answers`` are the sections of a thread that has
    one of these questions as its title: then the gap is filled.
    """

    question: str
    asked: dict[str, int]
    unanswered: int
    badly_rated: int
    said: tuple[str, ...]
    nearest: str | None
    answers: tuple[str, ...]


def gaps(snapshot: Snapshot, left_open: Sequence[Open]) -> list[Gap]:
    """The gaps, those asked about most first; what the snapshot has filled comes last."""
    often = Counter(shown(each.question) for each in reversed(left_open))
    texts = [text for text in often if text][:MOST]
    if not texts:
        return []
    vectors = unit(snapshot.encoder.encode(texts))
    filled = {
        _folded(title): tuple(ids) for title, ids in snapshot.store.answered_threads().values()
    }
    of = _grouped(vectors)
    found = []
    for group in range(of.max() + 1):
        rows = np.flatnonzero(of == group)
        weights = np.array([[often[texts[row]]] for row in rows], np.float32)
        likeness = vectors[rows] @ (weights * vectors[rows]).sum(axis=0) / weights.sum()
        ranks = zip(likeness.round(3).tolist(), weights[:, 0].tolist(), rows, strict=True)
        middle = texts[max(ranks)[2]]
        among = dict.fromkeys(texts[row] for row in rows)
        mine = [each for each in left_open if shown(each.question) in among]
        found.append(
            Gap(
                question=middle,
                asked=dict(Counter({text: often[text] for text in among}).most_common()),
                unanswered=sum(each.why == "unanswered" for each in mine),
                badly_rated=sum(each.why == "badly rated" for each in mine),
                said=tuple(dict.fromkeys(word for each in mine for word in each.said)),
                nearest=next(iter(offers(snapshot, middle, 1)), None),
                answers=next((filled[t] for t in map(_folded, among) if t in filled), ()),
            )
        )
    return sorted(found, key=lambda gap: (bool(gap.answers), -sum(gap.asked.values())))


def _grouped(vectors: np.ndarray) -> np.ndarray:
    """The number of each row's group, from 0."""
    if len(vectors) == 1:
        return np.zeros(1, int)
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - TOGETHER, "distance")) - 1


def _folded(text: str) -> str:
    return text.casefold().rstrip(" ?!.")
