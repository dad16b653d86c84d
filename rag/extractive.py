"""Evidence → verbatim sentences: the default writer, with no model that could invent.

Each person gives at most two sentences. The person with the most direct reply speaks first, the
others follow in the order of their evidence, those who begin by contradicting come last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from index.encoder import Encoder, Vectors
from rag.evidence import Evidence
from rag.quoting import leaning, never, penalty

WORDS = 200
"""About how long an answer may be."""

READ = 24
"""Sentences of one section that are weighed: the ones nearest its best passage."""

NAME = "extractive"


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
    units = _units(question, evidence, encoder)
    if not units:
        return []
    chosen: list[list[_Unit]] = []
    said: list[Vectors] = []
    words = 0
    # First round: the best unit of each person. Second: one more from those with room left.
    for round_number in (0, 1):
        for number, offered in enumerate(units):
            if round_number == 0:
                chosen.append([])
            taken = chosen[number]
            if round_number == 1 and (not taken or len(taken[0].quotes) > 1):
                continue
            for unit in offered:
                fits = words + unit.words <= WORDS or not words
                room = 2 - sum(len(t.quotes) for t in taken)
                new = all(float(unit.vector @ v) < 0.85 for v in said)
                if unit in taken or len(unit.quotes) > room or not fits or not new:
                    continue
                if round_number == 1 and unit.score < 0.9 * taken[0].score:
                    break
                taken.append(unit)
                said.append(unit.vector)
                words += unit.words
                break
    groups = [sorted(group, key=lambda u: u.place) for group in chosen if group]
    if not groups:
        return []
    first = max(groups, key=lambda g: max(u.score for u in g))
    rest = [g for g in groups if g is not first]
    rest.sort(key=lambda g: bool(_CONTRADICTS.match(g[0].quotes[0].text)))
    return [quote for group in [first, *rest] for unit in group for quote in unit.quotes]


_CONTRADICTS = re.compile(
    r"\W*(?:however|but|that said|i disagree|on the other hand|contrary|don['’]t|never|avoid|no\b)",
    re.IGNORECASE,
)


def _units(question: str, evidence: Sequence[Evidence], encoder: Encoder) -> list[list[_Unit]]:
    """For each piece of evidence its quotable units, best first."""
    candidates: list[tuple[int, int, tuple[Quote, ...]]] = []
    for number, piece in enumerate(evidence):
        candidates += [(number, place, quotes) for place, quotes in _candidates(piece)]
    texts = [" ".join(quote.text for quote in quotes) for _, _, quotes in candidates]
    vectors = encoder.encode([question, *texts])
    similar = vectors[1:] @ vectors[0]
    units: list[list[_Unit]] = [[] for _ in evidence]
    for (number, place, quotes), text, vector, cosine in zip(
        candidates, texts, vectors[1:], similar, strict=True
    ):
        score = float(cosine) - penalty(text) + (0.03 if place < 2 else 0.0)
        units[number].append(_Unit(quotes, place, score, vector))
    return [sorted(offered, key=lambda u: (-u.score, u.place)) for offered in units]


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
        elif i and spans[i - 1].block == span.block:
            before = Quote(piece, spans[i - 1].start, spans[i - 1].end)
            if not never(before.text) and not leaning(before.text):
                found.append((i, (before, quote)))
    return found
