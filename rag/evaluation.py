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
    """One measure: what it says, and which way is better (0: neither).

    ``kind`` is how it reads: a "share" of 1, "whether" for a question's yes or no and the share
    of yes among them, a "count" of things. ``tolerance`` is how far the figure may fall before a
    baseline is broken; None is not held by one. Processors differ in the last digits of a cosine,
    which moved nDCG@10 and R@20 by 0.003 where it was tried.
    """

    name: str
    says: str
    of: Literal["ranking", "answer", "silence"]
    better: Literal[-1, 0, 1]
    kind: Literal["share", "whether", "count"] = "share"
    tolerance: float | None = None


MEASURES = {
    measure.name: measure
    for measure in (
        Measure("nDCG@10", "gain of the first 10 sections", "ranking", 1, tolerance=0.01),
        Measure("R@20", "relevant ones in the first 20", "ranking", 1, tolerance=0.01),
        Measure("RR", "1 / rank of the first relevant", "ranking", 1, tolerance=0.02),
        Measure("Judged@10", "of the first 10, those judged", "ranking", 0),
        Measure("vital", "vital points, a source cited", "answer", 1, tolerance=0.01),
        Measure("positions", "contested: more than one shown", "answer", 1, "whether", 0.0),
        Measure("verbatim", "quotes found word for word", "answer", 1, tolerance=0.0),
        Measure("people", "people cited in an answer", "answer", 0, "count"),
        Measure("references", "references of an answer", "answer", 0, "count"),
        Measure("words", "words of an answer", "answer", 0, "count"),
        Measure("per person", "most sentences of one person", "answer", 0, "count"),
        Measure("answered", "answerable: at least in part", "silence", 1, "whether", 0.0),
        Measure("false answers", "unanswerable: answered", "silence", -1, "whether", 0.0),
        Measure("AUROC", "answerable above unanswerable", "silence", 1, tolerance=0.005),
        Measure("false@95", "false answers at 95 % answered", "silence", -1, "whether", 0.0),
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

    ``score`` is the evidence's, by which silence is decided; what was told to be no question is
    put below all others. ``ranking`` holds the first ten
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
