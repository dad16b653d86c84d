"""Evidence → verbatim sentences: the default writer, with no model that could invent.

Each person gives at most two sentences. The person with the most direct reply speaks first, the
others follow in the order of their evidence, those who begin by contradicting come last.
"""

from __future__ import annotations

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

ON_THE_POINT = 0.55
"""Share of the best passage's cosine that a unit and its own passage must reach, on average."""

POINT = 6.0
"""What being on the point weighs, as a share of the best cosine, against the log-odds of manner."""

PER_PERSON = 2
"""Sentences of one person at the most."""

SECOND = 0.7
"""How far below the best score of all a person's second unit may stay."""

SAME = 0.85
"""Cosine from which two units say the same."""

LEAD, DIRECT = 0.3, 1.0
"""What is worth more: the first two sentences of a section, where people reply; a yes or no."""

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

    @property
    def where(self) -> tuple[str, int]:
        return self.evidence.section.id, self.start


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
    for mine, offers in zip(taken, offered, strict=True):
        if sum(map(bool, taken)) < PEOPLE:
            _take(offers, mine, taken)
    best = max((offer.score for mine in taken for offer in mine), default=0.0)
    for mine, offers in zip(taken, offered, strict=True):
        if mine:
            _take([offer for offer in offers if offer.score >= best - SECOND], mine, taken)
    return [sorted(mine, key=lambda offer: offer.place) for mine in taken if mine]


def _take(offers: Sequence[_Offer], mine: list[_Offer], taken: Sequence[list[_Offer]]) -> None:
    """Add to what a person says the first offer there is room for and that says something new."""
    said = [offer for person in taken for offer in person]
    room = PER_PERSON - sum(len(offer.quotes) for offer in mine)
    left = WORDS - sum(offer.words for offer in said)
    for offer in offers:
        fits = len(offer.quotes) <= room and (offer.words <= left or not said)
        if fits and not any(_repeats(offer, other) for other in said):
            mine.append(offer)
            return


def _repeats(one: _Offer, other: _Offer) -> bool:
    shared = {quote.where for quote in one.quotes} & {quote.where for quote in other.quotes}
    return bool(shared) or float(one.vector @ other.vector) >= SAME


def _offers(question: str, evidence: Sequence[Evidence], encoder: Encoder) -> list[list[_Offer]]:
    """For each piece of evidence its units that are on the point, best first."""
    found = [(piece, unit) for piece in evidence for unit in _units(question, piece)]
    if not found:
        return []
    quotes = [tuple(Quote(piece, *span) for span in unit.spans) for piece, unit in found]
    vectors = _vectors(quotes, encoder)
    near = vectors @ encoder.encode([question])[0]
    points = near / max(float(near.max()), 1e-9)
    found_near = np.array([piece.hit.cosine for piece, _ in found])
    offers: dict[str, list[_Offer]] = {piece.section.id: [] for piece in evidence}
    for i in np.flatnonzero(near + found_near >= 2 * ON_THE_POINT * found_near.max()):
        piece, unit = found[i]
        length, point = sum(len(quote.text.split()) for quote in quotes[i]), float(points[i])
        score = unit.worth + POINT * point + LEAD * (unit.place < 2)
        score += DIRECT * unit.answers
        score -= LONG * max(length - ENOUGH, 0)
        offers[piece.section.id].append(_Offer(quotes[i], unit.place, score, point, vectors[i]))
    return [sorted(mine, key=lambda offer: (-offer.score, offer.place)) for mine in offers.values()]


def _units(question: str, piece: Evidence) -> list[Unit]:
    """What may be quoted near the passage that was found."""
    passage = piece.hit.passage
    first, last = passage.start - REACH, passage.end + REACH
    asked = _same_question(question, piece.document.title)
    return [unit for unit in units(piece.section, first, last) if asked or not unit.answers]


def _same_question(one: str, other: str) -> bool:
    first, second = set(words(one)), set(words(other))
    return len(first & second) >= ASKED * max(len(first | second), 1)


def _vectors(quotes: Sequence[tuple[Quote, ...]], encoder: Encoder) -> Vectors:
    """A unit vector for each unit, shape (units, dimension): here its sentences are encoded."""
    texts = list(dict.fromkeys(quote.text for said in quotes for quote in said))
    of = dict(zip(texts, encoder.encode(texts), strict=True))
    whole = [sum(len(quote.text) * of[quote.text] for quote in said) for said in quotes]
    return normed(np.array(whole, np.float32))
