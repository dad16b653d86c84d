"""An answer → why it is this one: each reference's places and score, and what the gate withheld."""

from __future__ import annotations

from collections.abc import Sequence

from index.filters import Filters
from index.searching import Hit
from index.snapshot import Snapshot
from index.standing import Place, places
from rag.answer import Choice, Explanation, Withheld
from rag.evidence import Evidence


def explain(
    snapshot: Snapshot,
    question: str,
    filters: Filters,
    score: float,
    cited: Sequence[Evidence],
    withheld: Sequence[Withheld],
) -> Explanation:
    """Why it is these that are ``cited``, in the order of their numbers.

    ``score`` is the verdict's. Searches once more, which the answer itself need not.
    """
    found, sections = places(snapshot, question, filters, [piece.hit for piece in cited])
    choices = tuple(
        Choice(
            reference=number,
            section_id=piece.section.id,
            passage_id=piece.hit.passage.id,
            rank=piece.hit.rank,
            dense_rank=place.dense_rank,
            lexical_rank=place.lexical_rank,
            score=round(piece.hit.score, 3),
            cosine=round(piece.hit.cosine, 4),
            signals=place.signals,
            votes=piece.section.votes,
            published=piece.section.published,
            why=_why(piece.hit, place, sections),
        )
        for number, (piece, place) in enumerate(zip(cited, found, strict=True), 1)
    )
    return Explanation(round(score, 3), sections, choices, tuple(withheld))


def _why(hit: Hit, place: Place, sections: int) -> str:
    words = f"{place.lexical_rank:,} by words" if place.lexical_rank else "no word of it"
    ranks = f"Of {sections:,} sections number {place.dense_rank:,} by meaning, {words}"
    person = "the best of its author's" if hit.rank > 1 else "the best of all"
    return f"{ranks}; together number {hit.rank}, {person}."
