"""What an evaluation found: a value for each question and measure, and the figures made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from index.measures import RANKING
from rag.answer import Status
from rag.risk import CurvePoint

Expected = Literal["answer", "silence", "either"]
"""What is right to do with a question. ``either``: it is not listed as unanswerable, but nothing
relevant was found by those who judged it; such a question counts on neither side of refusal."""

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: what it says, over which questions, and which way is better (0: neither)."""

    name: str
    says: str
    better: Literal[-1, 0, 1]
    of: Literal["ranking", "answer", "refusal"]


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("nDCG@10", "gain of the first ten sections, the ideal order being 1", 1, "ranking"),
        Measure("R@20", "relevant sections among the first 20", 1, "ranking"),
        Measure("RR", "1 / rank of the first relevant section", 1, "ranking"),
        Measure("Judged@10", "of the first ten sections, those somebody judged", 0, "ranking"),
        Measure("vital", "vital points of a good answer whose source is cited", 1, "answer"),
        Measure("positions", "contested questions that show more than one position", 1, "answer"),
        Measure("verbatim", "quotes that stand in their source word for word", 1, "answer"),
        Measure("people", "people cited in an answer", 0, "answer"),
        Measure("references", "references of an answer", 0, "answer"),
        Measure("words", "words of an answer", 0, "answer"),
        Measure("per person", "most sentences of one person in an answer", 0, "answer"),
        Measure("answered", "answerable questions answered, at least in part", 1, "refusal"),
        Measure("false answers", "unanswerable questions answered all the same", -1, "refusal"),
        Measure("AUROC", "an answerable question scores above an unanswerable one", 1, "refusal"),
        Measure("false@95", "unanswerable answered when 95 % of answerable are", -1, "refusal"),
    )
}
assert tuple(MEASURES)[: len(RANKING)] == RANKING


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, and the sections it cites."""

    text: str
    sections: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: what was expected, what was said, and a value for each measure it bears on.

    ``score`` is the evidence's, the one silence is decided by. ``ranking`` holds the first ten
    sections. ``missed`` are the vital points of which no source is cited.
    """

    id: str
    question: str
    expected: Expected
    status: Status
    score: float
    values: Mapping[str, float]
    ranking: tuple[str, ...]
    said: tuple[Said, ...]
    covered: tuple[str, ...]
    missed: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of it. ``figures`` are what the questions' values come to; ``statuses`` counts
    expected → status → questions; ``milliseconds`` are medians; ``notes`` are doubts about the
    set, such as judged sections that the snapshot does not hold."""

    format: int
    judgments: str
    snapshot: str
    created: str
    figures: Mapping[str, float]
    questions: tuple[Judged, ...]
    curve: tuple[CurvePoint, ...]
    statuses: Mapping[str, Mapping[str, int]]
    milliseconds: Mapping[str, float]
    notes: tuple[str, ...]

    def values(self, measure: str) -> dict[str, float]:
        """The value of each question that the measure bears on."""
        return {q.id: q.values[measure] for q in self.questions if measure in q.values}
