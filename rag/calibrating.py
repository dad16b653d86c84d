"""What near, far and new mean in this corpus, to this encoder: measured without any judgment.

Two kinds of questions are put to a snapshot. Those about everyday things show how near it comes to
what it knows nothing of; its own titles, each without the document it is the title of, show how
near it comes to what it is about. Between the two lies the scale on which questions are weighed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.lexical import words
from index.snapshot import Snapshot
from index.vectors import Rows, unit
from rag.far_off import FAR_OFF
from rag.question import content_words

TITLES = 200
"""Own titles that are asked, spread evenly over the corpus."""

TOP = 5
"""Sections whose mean cosine says how near a corpus comes to a question."""

HOME = 0.48
"""Where a corpus has few titles: how much of the way from far-off to the same a kindred text is.
It was 0.47 and 0.49 in two corpora of 10,579 and 57 documents."""

HOME_WEIGHT, NEW, NEW_WEIGHT = 10, 0.3, 2
"""So many titles the guesses above and here, of the share of titles with a new word, are worth."""

LEAST = 0.1
"""Of the same way: home is never nearer to far than this, whatever was measured."""

BLOCK = 32
"""Questions compared with the whole corpus at a time: some 10 MB for 50,000 passages."""

KEY = "silence: "


@dataclass(frozen=True, slots=True)
class Scale:
    """Medians of cosines: of far-off questions and of own titles, to advice and to questions.

    ``apart`` is how far (1 - cosine) two unrelated questions are from each other, ``new`` the share
    of titles with a word that no other document has.
    """

    far: float
    home: float
    far_asked: float
    home_asked: float
    apart: float
    new: float

    def near(self, cosine: float) -> float:
        """0 as a far-off question, 1 as what the corpus is about."""
        return (cosine - self.far) / (self.home - self.far)

    def asked(self, cosine: float) -> float:
        """The same of the nearest question that somebody asked here."""
        return (cosine - self.far_asked) / (self.home_asked - self.far_asked)


def calibrate(snapshot: Snapshot) -> Mapping[str, float]:
    """The scale of a snapshot, as its manifest holds it. Takes seconds."""
    return {f"{KEY}{name}": round(value, 4) for name, value in asdict(scale(snapshot)).items()}


def scale(snapshot: Snapshot) -> Scale:
    """The scale in the manifest; measured here and now, once, where that holds none."""
    held = snapshot.manifest.thresholds
    keys = {field.name: f"{KEY}{field.name}" for field in fields(Scale)}
    if set(keys.values()) <= held.keys():
        return Scale(**{name: held[key] for name, key in keys.items()})
    if snapshot not in _measured:
        _measured[snapshot] = _measure(snapshot)
    return _measured[snapshot]


_measured: WeakKeyDictionary[Snapshot, Scale] = WeakKeyDictionary()


def _measure(snapshot: Snapshot) -> Scale:
    titled = snapshot.store.titles()
    step = max(1, len(titled) // TITLES)
    titled = titled[::step][:TITLES]
    vectors = unit(snapshot.encoder.encode([*FAR_OFF, *(title for _, title in titled)]))
    strange, own = vectors[: len(FAR_OFF)], vectors[len(FAR_OFF) :]
    documents = np.array([document for document, _ in titled], np.int64)
    nearest, asked = _cosines(snapshot, strange, None)
    far, far_asked = float(np.median(nearest)), float(np.median(asked))
    nearest, asked = _cosines(snapshot, own, documents)
    between = strange @ strange.T
    new = sum(_is_new(snapshot, title, document) for document, title in titled)
    return Scale(
        far=far,
        home=_home(far, nearest),
        far_asked=far_asked,
        home_asked=_home(far_asked, asked),
        apart=max(1 - float(np.median(between[np.triu_indices(len(between), 1)])), 0.01),
        new=(new + NEW * NEW_WEIGHT) / (len(titled) + NEW_WEIGHT),
    )


def _home(far: float, cosines: NDArray[np.float32]) -> float:
    """The median of own titles, drawn to the guess where they are few."""
    way = 1 - far
    guess = far + HOME * way
    known = float(np.median(cosines)) if len(cosines) else guess
    share = len(cosines) / (len(cosines) + HOME_WEIGHT)
    return max(share * known + (1 - share) * guess, far + LEAST * way)


def _cosines(
    snapshot: Snapshot, vectors: NDArray[np.float32], without: Rows | None
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each vector, shape (n,): the mean cosine of the ``TOP`` sections of advice, and the best
    of a question; ``without`` is a document for each that does not count."""
    store = snapshot.store
    filled = np.flatnonzero(np.diff(store.section_rows) > 0)
    asks, documents = store.section_asks[filled], store.section_document[filled]
    near, asked = np.zeros(len(vectors), np.float32), np.zeros(len(vectors), np.float32)
    for start in range(0, len(vectors), BLOCK):
        block = snapshot.vectors.matrix @ vectors[start : start + BLOCK].T
        best = np.maximum.reduceat(block, store.section_rows[filled], axis=0).T
        for n, cosines in enumerate(best, start):
            counts = np.ones(len(filled), bool) if without is None else documents != without[n]
            advice, questions = cosines[counts & ~asks], cosines[counts & asks]
            if len(advice):
                near[n] = np.partition(advice, -min(TOP, len(advice)))[-TOP:].mean()
            asked[n] = questions.max(initial=-1) if len(questions) else near[n]
    return near, asked


def _is_new(snapshot: Snapshot, title: str, document: int) -> bool:
    """Whether a title has a word that no other document has."""
    store = snapshot.store
    return any(
        (
            store.section_document[store.passage_section[snapshot.lexical.rows(stem)]] == document
        ).all()
        for word in content_words(title)
        for stem in words(word)
    )
