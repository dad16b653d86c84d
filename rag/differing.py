"""The same questions put to two snapshots: which answers changed, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.snapshot import Snapshot
from rag.answer import Answer, Status
from rag.asking import answer


@dataclass(frozen=True, slots=True)
class Side:
    """What one snapshot answers: sentences, each with the sections it cites."""

    status: Status
    sentences: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that the two snapshots answer differently."""

    question: str
    first: Side
    second: Side


def changed_answers(
    questions: Iterable[str], first: Snapshot, second: Snapshot
) -> tuple[Changed, ...]:
    """The questions of which status, words or sources differ. Raises QuestionRefused."""
    found = []
    for question in questions:
        sides = side(answer(question, (), first)), side(answer(question, (), second))
        if sides[0] != sides[1]:
            found.append(Changed(question, *sides))
    return tuple(found)


def side(said: Answer) -> Side:
    """What matters of an answer when it is compared."""
    sections = {reference.number: reference.section_id for reference in said.references}
    return Side(
        said.status,
        tuple(
            (s.text, tuple(dict.fromkeys(sections[c.reference] for c in s.citations)))
            for s in said.sentences
        ),
    )
