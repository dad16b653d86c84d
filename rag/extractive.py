"""Evidence → verbatim sentences: the default writer, with no model that could invent.

Each person gives at most two sentences. The person with the best reply speaks first, the
others follow by how well their section and their words fit, those who begin by contradicting last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.snapshot import Snapshot
from rag.claims import Basis, Claim
from rag.evidence import Evidence
from rag.likeness import likeness, same_question
from rag.nearness import Windows
from rag.question import Turn, standalone
from rag.units import Unit, units

WORDS = 200
"""About how long an answer may be."""

PEOPLE = 8
"""People who are quoted at the most."""

ON_THE_POINT = -0.2
"""How far below the best section's nearness to the question a unit may stay."""

POINT = 30.0
"""What a unit's nearness to the question weighs against the log-odds of its manner."""

CHOSEN = 7.0
"""What the nearness of a person's best unit weighs against the score of their section, in log-odds,
where it is decided who is quoted. Of the vital points of 162 judged questions answers find sources
for 0.71 at 0, for 0.75 at 5 to 10, for 0.72 at 16."""

EQUAL, NEWER = 0.1, timedelta(days=365)
"""Below which difference in log-odds two people are as good, and from when on one wrote later.
It does no harm: of the vital points of two judged sets answers find sources for 0.77 and 0.70,
without it for 0.75 and 0.69."""

PER_PERSON = 2
"""Sentences of one person at the most."""

SECOND = 0.7
"""How far below the best score of all a person's second unit may stay."""

SAME = 0.5
"""Share of all the words of two units that both have, from which they say the same."""

LEAD, DIRECT = 0.3, 1.0
"""What is worth more: the first two sentences of a section, where people reply; a yes or no."""

ENOUGH, LONG = 20, 0.05
"""Words of a unit from which each further word costs: eight people share an answer's words."""

REACH = 2_000
"""Characters before and after the best passage of a section within which sentences are weighed."""

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

    ``score`` is in log-odds, ``point`` its nearness to the question less that of the best section.
    """

    quotes: tuple[Quote, ...]
    place: int
    score: float
    point: float

    @property
    def words(self) -> int:
        return sum(len(quote.text.split()) for quote in self.quotes)

    @property
    def text(self) -> str:
        return " ".join(quote.text for quote in self.quotes)


class Extractive:
    """The writer that quotes; see ``rag.writing.Writer``."""

    name = NAME
    prompt = None
    streams = False
    entails = None

    def standalone(self, question: str, asked: Sequence[Turn]) -> str:
        return standalone(question, asked)

    def write(
        self, question: str, evidence: Sequence[Evidence], snapshot: Snapshot
    ) -> Iterator[Claim]:
        numbers = {piece.section.id: number for number, piece in enumerate(evidence, 1)}
        for quote in write(question, evidence, snapshot):
            number = numbers[quote.evidence.section.id]
            yield Claim(quote.text, (Basis(number, quote.text, quote.start),))


def write(question: str, evidence: Sequence[Evidence], snapshot: Snapshot) -> list[Quote]:
    """The quotes of an answer, in the order they are to be read."""
    chosen = _chosen(_offers(question, evidence, snapshot))
    if not chosen:
        return []
    first = max(chosen, key=lambda offers: max(offer.score for offer in offers))
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
    return bool(shared) or likeness(one.text, other.text) >= SAME


def _offers(question: str, evidence: Sequence[Evidence], snapshot: Snapshot) -> list[list[_Offer]]:
    """For each person the few best of their units that are on the point, best first.

    Who has the more to say, and says it nearer to the question, comes first; of two who are as good
    the one who wrote later.
    """
    _, (asked,) = snapshot.encoder.encode_tokens([question])
    found = [_units(question, piece) for piece in evidence]
    near = [
        # Last of each the whole section, to which its units are compared.
        Windows(snapshot, piece.section.id, piece.document.title).near(
            asked.states, [*(unit.spans for unit in mine), [(0, len(piece.section.text))]]
        )
        for piece, mine in zip(evidence, found, strict=True)
    ]
    best = max((float(each[-1]) for each in near), default=0.0)
    offers: list[tuple[float, date | None, list[_Offer]]] = []
    for piece, mine, points in zip(evidence, found, near, strict=True):
        some = [
            _offer(piece, *each) for each in zip(mine, (points[:-1] - best).tolist(), strict=True)
        ]
        on_the_point = [offer for offer in some if offer.point >= ON_THE_POINT]
        on_the_point.sort(key=lambda offer: (-offer.score, offer.place))
        nearest = max((offer.point for offer in on_the_point), default=ON_THE_POINT)
        day = piece.section.published or piece.document.published
        offers.append((piece.hit.score + CHOSEN * nearest, day, on_the_point))
    offers.sort(key=lambda each: -each[0])
    for place in range(len(offers) - 1):
        (first, earlier, _), (second, later, _) = offers[place : place + 2]
        if first - second < EQUAL and earlier and later and later - earlier > NEWER:
            offers[place : place + 2] = offers[place + 1], offers[place]
    return [mine for _, _, mine in offers]


def _offer(piece: Evidence, unit: Unit, point: float) -> _Offer:
    """What a unit is worth."""
    quotes = tuple(Quote(piece, *span) for span in unit.spans)
    score = unit.worth + POINT * point + LEAD * (unit.place < 2) + DIRECT * unit.answers
    score -= LONG * max(sum(len(quote.text.split()) for quote in quotes) - ENOUGH, 0)
    return _Offer(quotes, unit.place, score, point)


def _units(question: str, piece: Evidence) -> list[Unit]:
    """What may be quoted near the passage that was found."""
    passage = piece.hit.passage
    first, last = passage.start - REACH, passage.end + REACH
    asked = same_question(question, piece.document.title)
    return [unit for unit in units(piece.section, first, last) if asked or not unit.answers]
