"""Evidence → verbatim sentences: the default writer, with no model that could invent.

Each person gives at most two sentences. The person with the most direct reply speaks first, the
others follow in the order of their evidence, those who begin by contradicting come last.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from index.encoder import Encoder, Vectors
from rag.evidence import Evidence
from rag.quoting import leaning, never, penalty

WORDS = 200
"""About how long an answer may be."""

ON_THE_POINT = 0.45
"""Share of the best sentence's cosine below which a sentence is left unsaid."""

PER_PERSON = 2
"""Sentences of one person at the most."""

SECOND = 0.95
"""Share of a person's best score that a second sentence must reach."""

SAME = 0.85
"""Cosine from which two sentences say the same."""

TOGETHER = 0.04
"""What a sentence costs that cannot be quoted without the one before it."""

WORTH_TWO = 8
"""Words a leaning sentence must have to be worth bringing along the one before it."""

LEAD = 0.05
"""What the first two sentences of a section are worth more: there people reply."""

READ = 24
"""Sentences of one section that are weighed: the ones nearest its best passage."""

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
class _Unit:
    """One sentence, or two where the second leans on the first."""

    quotes: tuple[Quote, ...]
    place: int
    score: float
    vector: Vectors

    @property
    def words(self) -> int:
        return sum(len(quote.text.split()) for quote in self.quotes)


def write(question: str, evidence: Sequence[Evidence], encoder: Encoder) -> list[Quote]:
    """The quotes of an answer, in the order they are to be read."""
    chosen = _chosen(_offers(question, evidence, encoder))
    if not chosen:
        return []
    first = max(chosen, key=lambda units: max(unit.score for unit in units))
    rest = [units for units in chosen if units is not first]
    rest.sort(key=lambda units: bool(_CONTRADICTS.match(units[0].quotes[0].text)))
    return [quote for units in [first, *rest] for unit in units for quote in unit.quotes]


def _chosen(offers: list[list[_Unit]]) -> list[list[_Unit]]:
    """What each person says, in the order of their section: everybody once, then once more."""
    taken: list[list[_Unit]] = [[] for _ in offers]
    said: list[Vectors] = []
    for worth in (0.0, SECOND):
        for units, offered in zip(taken, offers, strict=True):
            if worth and not units:
                continue
            least = worth * units[0].score if units else -math.inf
            room = PER_PERSON - sum(len(unit.quotes) for unit in units)
            left = WORDS - sum(unit.words for person in taken for unit in person)
            for unit in offered:
                if (
                    unit.score >= least
                    and len(unit.quotes) <= room
                    and (unit.words <= left or not said)
                    and all(float(unit.vector @ other) < SAME for other in said)
                ):
                    units.append(unit)
                    said.append(unit.vector)
                    break
    return [sorted(units, key=lambda unit: unit.place) for units in taken if units]


def _offers(question: str, evidence: Sequence[Evidence], encoder: Encoder) -> list[list[_Unit]]:
    """For each piece of evidence its quotable units that are on the point, best first."""
    candidates: list[tuple[int, int, tuple[Quote, ...]]] = []
    for number, piece in enumerate(evidence):
        candidates += [(number, place, quotes) for place, quotes in _candidates(piece)]
    if not candidates:
        return []
    texts = [" ".join(quote.text for quote in quotes) for _, _, quotes in candidates]
    vectors = encoder.encode([question, *texts])
    cosines = vectors[1:] @ vectors[0]
    offers: list[list[_Unit]] = [[] for _ in evidence]
    for (number, place, quotes), text, vector, cosine in zip(
        candidates, texts, vectors[1:], cosines, strict=True
    ):
        if cosine >= ON_THE_POINT * cosines.max():
            score = float(cosine) - penalty(text) + LEAD * (place < 2)
            score -= TOGETHER * (len(quotes) > 1)
            offers[number].append(_Unit(quotes, place, score, vector))
    return [sorted(offered, key=lambda unit: (-unit.score, unit.place)) for offered in offers]


def _candidates(piece: Evidence) -> list[tuple[int, tuple[Quote, ...]]]:
    """(place of the sentence in its section, its quotes), near the passage that was found."""
    section = piece.section
    spans = sentences(section.text, section.blocks)
    passage = piece.hit.passage
    inside = [i for i, s in enumerate(spans) if s.start < passage.end and s.end > passage.start]
    middle = inside[0] if inside else 0
    found: list[tuple[int, tuple[Quote, ...]]] = []
    for i, span in enumerate(spans):
        if not middle - READ // 3 <= i < middle + READ:
            continue
        if section.blocks[span.block].kind == "quote":
            continue  # somebody else's words
        quote = Quote(piece, span.start, span.end)
        if never(quote.text):
            continue
        if not leaning(quote.text):
            found.append((i, (quote,)))
        elif i and spans[i - 1].block == span.block and len(quote.text.split()) >= WORTH_TWO:
            before = Quote(piece, spans[i - 1].start, spans[i - 1].end)
            if not never(before.text) and not leaning(before.text):
                found.append((i, (before, quote)))
    return found
