"""Two evaluations → what changed: each measure's significance, and the questions moved most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import JudgmentsRefused
from index.significance import Difference, paired
from rag.evaluation import MEASURES, Evaluation, Judged

MOST = 10
"""Questions that are named as changed most."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose values moved, and by how much: second minus first."""

    id: str
    question: str
    differences: Mapping[str, float]
    statuses: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``measures`` have a paired difference over the questions that both evaluations share, and
    ``differences`` that of each of them; ``figures`` are (before, now).
    ``changed`` goes from the worst loss to the best gain.
    """

    first: str
    second: str
    questions: int
    measures: Mapping[str, Difference]
    differences: Mapping[str, tuple[float, ...]]
    figures: Mapping[str, tuple[float, float]]
    changed: tuple[Change, ...]


def compare(first: Evaluation, second: Evaluation) -> Comparison:
    """Compare on the questions that both asked in the same words.

    Raises JudgmentsRefused where there is none.
    """
    earlier = {question.id: question for question in first.questions}
    both = [
        (earlier[question.id], question)
        for question in second.questions
        if question.id in earlier and earlier[question.id].question == question.question
    ]
    if not both:
        raise JudgmentsRefused(
            f"it asks none of the questions of {second.judgments}", where=first.judgments
        )
    measures: dict[str, Difference] = {}
    each: dict[str, tuple[float, ...]] = {}
    for name in MEASURES:
        pairs = [
            (one.values[name], other.values[name])
            for one, other in both
            if name in one.values and name in other.values
        ]
        if pairs:
            measures[name] = paired([a for a, _ in pairs], [b for _, b in pairs])
            each[name] = tuple(b - a for a, b in pairs)
    figures = {
        name: (first.figures[name], value)
        for name, value in second.figures.items()
        if name in first.figures
    }
    changes = [_change(one, other) for one, other in both]
    moved = sorted((_weight(change), change.id) for change in changes if _weight(change))
    named = {id for _, id in sorted(moved, key=lambda pair: -abs(pair[0]))[:MOST]}
    changed = sorted((c for c in changes if c.id in named), key=_weight)
    return Comparison(
        first.snapshot, second.snapshot, len(both), measures, each, figures, tuple(changed)
    )


def _change(one: Judged, other: Judged) -> Change:
    differences = {
        name: round(other.values[name] - one.values[name], 9)
        for name in MEASURES
        if name in one.values and name in other.values
    }
    moved = {name: value for name, value in differences.items() if value}
    return Change(other.id, other.question, moved, (one.status, other.status))


def _weight(change: Change) -> float:
    """How far a question moved for the better, all measures that have a better way together."""
    return sum(MEASURES[name].better * value for name, value in change.differences.items())
