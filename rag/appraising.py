"""A draft against the snapshot in use: is anything found, answered or kept silent worse?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from statistics import fmean
from typing import TypeVar

from corpus.errors import QuestionRefused
from index.appraisal import Appraisal
from index.golden import titles_of
from index.judgments import JudgedSet
from index.measures import measure
from index.runs import Run
from index.searching import search
from index.snapshot import Snapshot
from rag.asking import HITS
from rag.calibrating import calibrate
from rag.question import tidy
from rag.refusing import judge

TOLERANCE = 0.03
"""How far a mean may fall where nothing else is said: two of sixty titles that find nothing."""

AT_ONCE = 5
"""Questions that the current snapshot is asked between two looks at whether that is enough."""

NAMED = 10
"""Questions named that got worse."""

_COMPARED = ("nDCG@10", "R@20", "answered", "silent")

Values = dict[str, dict[str, float]]
"""Question's id → measure → value, all from 0 to 1, higher better."""

Tell = Callable[[str, int, int], None]

Asked = TypeVar("Asked")


def appraise(
    draft: Snapshot,
    current: Snapshot | None,
    golden: JudgedSet,
    tolerance: float = TOLERANCE,
    on_progress: Tell | None = None,
) -> Appraisal:
    """Ask the golden questions and threads' titles, and object to what ``current`` does better."""
    tell = on_progress or (lambda stage, done, total: None)
    quality: dict[str, float] = {}
    objections: list[str] = []
    for judged in (golden, titles_of(draft, current)):
        after = values_of(judged, draft, partial(tell, "measuring"))
        for name, mean in _means(after).items():
            quality[f"{judged.name}: {name}"] = mean
        if current:
            on_done = partial(tell, "measuring the current one")
            before = values_before(judged, current, after, tolerance, on_done)
            objections += _worse(judged, before, after, tolerance)
    questions = (*golden.queries.values(), *golden.unanswerable.values())
    return Appraisal(calibrate(draft), quality, tuple(objections), questions)


def values_of(judged: JudgedSet, snapshot: Snapshot, on_done: Callable[[int, int], None]) -> Values:
    """What a snapshot does with each question: its ranking, and whether it would speak."""
    rankings: dict[str, tuple[str, ...]] = {}
    spoken: dict[str, bool] = {}
    questions = {**judged.queries, **judged.unanswerable}
    for done, (id, question) in enumerate(questions.items(), 1):
        try:
            asked = tidy(question)
        except QuestionRefused:
            continue
        hits = search(snapshot, asked, HITS)
        rankings[id] = tuple(hit.passage.section_id.removesuffix("#body") for hit in hits)
        spoken[id] = judge(snapshot, asked, hits).status != "no_evidence"
        on_done(done, len(questions))
    run = Run("footnote", {id: rankings[id] for id in judged.queries if id in rankings})
    values = measure(run, judged) if judged.qrels else {}
    for id, said in spoken.items():
        if id in judged.unanswerable:
            values[id] = {"silent": float(not said)}
        elif judged.relevant(id):
            values[id]["answered"] = float(said)
    return values


def values_before(
    judged: JudgedSet,
    current: Snapshot,
    after: Values,
    tolerance: float,
    on_done: Callable[[int, int], None],
) -> Values:
    """What the current snapshot does with each question; nothing where it is no better anyway.

    Those with which the draft does worst are asked first. As soon as no mean can fall by more than
    ``tolerance``, though all that were not asked were perfect, the others need not be asked.
    """
    before: Values = {}
    ids = sorted(after, key=lambda id: min(after[id].get(name, 1.0) for name in _COMPARED))
    for first in range(0, len(ids), AT_ONCE):
        if _holds(before, after, tolerance):
            return {}
        some = set(ids[first : first + AT_ONCE])

        def on_some(done: int, all: int, first: int = first) -> None:
            on_done(first + done, len(ids))

        before |= values_of(_part(judged, some), current, on_some)
    return before


def _holds(before: Values, after: Values, tolerance: float) -> bool:
    best = {
        id: {name: before.get(id, {}).get(name, 1.0) for name in values}
        for id, values in after.items()
    }
    means = _means(after)
    return all(mean - means[name] <= tolerance for name, mean in _means(best).items())


def _part(judged: JudgedSet, ids: set[str]) -> JudgedSet:
    def of(questions: Mapping[str, Asked]) -> dict[str, Asked]:
        return {id: each for id, each in questions.items() if id in ids}

    return replace(
        judged,
        queries=of(judged.queries),
        qrels=of(judged.qrels),
        unanswerable=of(judged.unanswerable),
    )


def _means(values: Values) -> dict[str, float]:
    found = {name: [v[name] for v in values.values() if name in v] for name in _COMPARED}
    return {name: fmean(each) for name, each in found.items() if each}


def _worse(judged: JudgedSet, before: Values, after: Values, tolerance: float) -> list[str]:
    questions: Mapping[str, str] = {**judged.queries, **judged.unanswerable}
    means = _means(after)
    objections = []
    for name, mean in _means(before).items():
        if mean - means.get(name, 0.0) <= tolerance:
            continue
        lost = {
            id: values[name] - after.get(id, {}).get(name, 0.0)
            for id, values in before.items()
            if name in values
        }
        worst = sorted((id for id in lost if lost[id] > 0), key=lambda id: -lost[id])
        named = [f"“{questions[id]}”" for id in worst[:NAMED]]
        more = f" and {len(worst) - NAMED} more" if len(worst) > NAMED else ""
        objections.append(
            f"{judged.name}: {name} fell from {mean:.2f} to {means.get(name, 0.0):.2f} "
            f"({tolerance:g} is tolerated). Worse: {', '.join(named)}{more}"
        )
    return objections
