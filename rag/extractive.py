"""Evidence → verbatim sentences: the default writer, with no model that could invent.

Each person gives at most two sentences. The person with the most direct reply speaks first, the
others follow in the order of their evidence, those who begin by contradicting come last.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.encoder import Encoder, Vectors
from index.lexical import words
from index.vectors import unit as normed
from rag.evidence import Evidence
from rag.units import Unit, units

WORDS = 200
"""About how long an answer may be."""

PEOPLE = 8
"""People who are quoted at the most."""

ON_THE_POINT = 0.5
"""Share of the best unit's cosine below which a unit is left unsaid."""

POINT = 6.0
"""What being on the point weighs, as a share of the best cosine, against the log-odds of manner."""

PER_PERSON = 2
"""Sentences of one person at the most."""

SECOND = 0.3
"""How far below a person's best score a second unit may stay."""

SAME = 0.85
"""Cosine from which two units say the same."""

LEAD = 0.3
"""What the first two sentences of a section are worth more: there people reply."""

ENOUGH, LONG = 20, 0.05
"""Words of a unit from which each further word costs: eight people share an answer's words."""

REACH = 2_000
"""Characters before and after the best passage of a section within which sentences are weighed."""

ASKED = 0.6
"""Share of the words of two questions that must be shared for a verdict on one to be on the
other."""

NAME = "extractive"

_CONTRADICTS = re.compile(
    r"\W*(?:however|but|that said|i disagree|on the other hand|contrary|don['’]t|never|avoid|no\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A span ``[start, end)`` of one person's section, one sentence, exactly as it stands."""

    evidence: Evidence
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.evidence.section.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Offer:
    """A unit that a person could be quoted with.

    ``score`` is in log-odds, ``point`` the unit's cosine to the question as a share of the best.
    """

    quotes: tuple[Quote, ...]
    place: int
    score: float
    point: float
    vector: Vectors

    @property
    def words(self) -> int:
        return sum(len(quote.text.split()) for quote in self.quotes)


def write(question: str, evidence: Sequence[Evidence], encoder: Encoder) -> list[Quote]:
    """The quotes of an answer, in the order they are to be read."""
    chosen = _chosen(_offers(question, evidence, encoder))
    if not chosen:
        return []
    first = max(chosen, key=lambda offers: max(offer.point for offer in offers))
    rest = [offers for offers in chosen if offers is not first]
    if not _contradicts(first):
        rest.sort(key=_contradicts)
    return [quote for offers in [first, *rest] for offer in offers for quote in offer.quotes]


def _contradicts(offers: Sequence[_Offer]) -> bool:
    return bool(_CONTRADICTS.match(offers[0].quotes[0].text))


def _chosen(offered: list[list[_Offer]]) -> list[list[_Offer]]:
    """What each person says, in the order of their section: everybody once, then once more."""
    taken: list[list[_Offer]] = [[] for _ in offered]
    said: list[Vectors] = []
    for again in (False, True):
        for mine, offers in zip(taken, offered, strict=True):
            if bool(mine) != again or sum(map(bool, taken)) >= PEOPLE + again:
                continue
            least = mine[0].score - SECOND if again else -math.inf
            room = PER_PERSON - sum(len(offer.quotes) for offer in mine)
            left = WORDS - sum(offer.words for person in taken for offer in person)
            for offer in offers:
                if (
                    offer.score >= least
                    and len(offer.quotes) <= room
                    and (offer.words <= left or not said)
                    and all(float(offer.vector @ other) < SAME for other in said)
                ):
                    mine.append(offer)
                    said.append(offer.vector)
                    break
    return [sorted(offers, key=lambda offer: offer.place) for offers in taken if offers]


def _offers(question: str, evidence: Sequence[Evidence], encoder: Encoder) -> list[list[_Offer]]:
    """For each piece of evidence its units that are on the point, best first."""
    found = [(piece, unit) for piece in evidence for unit in _units(question, piece)]
    if not found:
        return []
    quotes = [tuple(Quote(piece, *span) for span in unit.spans) for piece, unit in found]
    vectors = _vectors(quotes, encoder)
    near = vectors @ encoder.encode([question])[0]
    cosines = (near + np.array([piece.hit.cosine for piece, _ in found])) / 2
    points = cosines / max(float(cosines.max()), 1e-9)
    offers: dict[str, list[_Offer]] = {piece.section.id: [] for piece in evidence}
    for (piece, unit), said, vector, point in zip(found, quotes, vectors, points, strict=True):
        if point >= ON_THE_POINT:
            length = sum(len(quote.text.split()) for quote in said)
            score = unit.worth + POINT * float(point) + LEAD * (unit.place < 2)
            score -= LONG * max(length - ENOUGH, 0)
            offers[piece.section.id].append(_Offer(said, unit.place, score, float(point), vector))
    return [sorted(mine, key=lambda offer: (-offer.score, offer.place)) for mine in offers.values()]


def _units(question: str, piece: Evidence) -> list[Unit]:
    """What may be quoted near the passage that was found."""
    passage = piece.hit.passage
    first, last = passage.start - REACH, passage.end + REACH
    asked = _same_question(question, piece.document.title)
    return [unit for unit in units(piece.section, first, last) if asked or not unit.verdict]


def _same_question(one: str, other: str) -> bool:
    first, second = set(words(one)), set(words(other))
    return len(first & second) >= ASKED * max(len(first | second), 1)


def _vectors(quotes: Sequence[tuple[Quote, ...]], encoder: Encoder) -> Vectors:
    """A unit vector for each unit, shape (units, dimension): here its sentences are encoded."""
    sentences = list(dict.fromkeys(quote for said in quotes for quote in said))
    of = dict(zip(sentences, encoder.encode([quote.text for quote in sentences]), strict=True))
    return normed(
        np.stack([np.sum([len(q.text) * of[q] for q in said], axis=0) for said in quotes])
    )
