"""A baseline: the figures a later change must hold, and the questions that broke one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import JudgmentsRefused
from rag.evaluation import MEASURES, Evaluation

FORMAT = 1

HAIR = 1e-6
"""Baselines are written with six digits."""

NAMED = 5
"""Questions that are named for each figure that fell."""


@dataclass(frozen=True, slots=True)
class Held:
    """A figure to hold, and how far it may fall before that counts."""

    value: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figures to hold, and every question's own values, to see which of them moved."""

    format: int
    figures: Mapping[str, Held]
    questions: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Drop:
    """A figure that fell by more than it may; ``questions`` are (id, question, before, now) of
    those that lost most, empty where the figure is not made of one value for each question."""

    measure: str
    before: float
    now: float
    tolerance: float
    questions: tuple[tuple[str, str, float, float], ...]


def baseline_of(found: Evaluation, old: Baseline | None = None) -> Baseline:
    """A baseline of what was found; the tolerances of an old one stay as they are.

    A new tolerance is the measure's own, and where questions count by yes or no, one question.
    """
    figures = {}
    for name, value in found.figures.items():
        tolerance = MEASURES[name].tolerance
        if tolerance is None:
            continue
        if MEASURES[name].kind == "whether":
            counted = found.values("false answers" if name == "false@95" else name)
            tolerance = round(1 / len(counted), 6)
        if old and name in old.figures:
            tolerance = old.figures[name].tolerance
        figures[name] = Held(round(value, 6), tolerance)
    questions = {
        q.id: {name: round(value, 6) for name, value in q.values.items() if name in figures}
        for q in found.questions
    }
    return Baseline(FORMAT, figures, questions)


def drops(baseline: Baseline, found: Evaluation) -> tuple[Drop, ...]:
    """The figures that fell. Raises JudgmentsRefused where the baseline is of other questions."""
    strange = baseline.questions.keys() ^ {question.id for question in found.questions}
    if strange:
        raise JudgmentsRefused(
            f"it is of another set: {min(strange)} is in one of the two only",
            where=found.judgments,
            mend="Write the baseline anew, with --update.",
        )
    fallen = []
    for name, held in baseline.figures.items():
        # What cannot be measured any more has not been held.
        worst = 0.0 if MEASURES[name].better > 0 else 1.0
        now = found.figures.get(name, worst)
        if MEASURES[name].better * (held.value - now) > held.tolerance + HAIR:
            moved = _losses(name, baseline, found)
            fallen.append(Drop(name, held.value, now, held.tolerance, tuple(moved[:NAMED])))
    return tuple(fallen)


def _losses(
    name: str, baseline: Baseline, found: Evaluation
) -> Sequence[tuple[str, str, float, float]]:
    """The questions that lost, the greatest loss first."""
    better = MEASURES[name].better
    pairs = [
        (q.id, q.question, baseline.questions[q.id].get(name), q.values.get(name))
        for q in found.questions
    ]
    lost = [
        (id, question, before, now)
        for id, question, before, now in pairs
        if before is not None and now is not None and better * (before - now) > HAIR
    ]
    return sorted(lost, key=lambda row: better * (row[3] - row[2]))
