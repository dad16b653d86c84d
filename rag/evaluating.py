"""A judged set and a snapshot → an evaluation: every question searched, answered and measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from copy import copy
from datetime import UTC, datetime
from statistics import fmean, median
from typing import get_args

from corpus.errors import JudgmentsRefused, NotInSnapshot
from index.encoder_memory import RememberingEncoder
from index.judgments import JudgedSet, judged_as
from index.measures import DEPTH, measure
from index.runs import Run
from index.searching import search
from index.snapshot import Snapshot
from rag.answer import Answer, Status
from rag.asking import HITS, answer
from rag.assessing import assess, expected_of
from rag.evaluation import FORMAT, MEASURES, Evaluation, Judged
from rag.refusing import judge
from rag.risk import false_answers, ranked_above, risk_coverage

Progress = Callable[[str, int, int], None]

LOWER = 0.01

TIMED = 8
"""Questions whose time is taken, with the encoder as it is; for the figures it need not encode
twice what it has encoded."""


def evaluate(
    judged: JudgedSet, snapshot: Snapshot, on_progress: Progress | None = None
) -> tuple[Evaluation, Run]:
    """Measure a snapshot; ``on_progress`` hears (stage, done, total).

    Raises JudgmentsRefused where the set judges other texts than the snapshot holds.
    """
    tell = on_progress or (lambda stage, done, total: None)
    doubts = _doubts(judged, snapshot)
    questions = {**judged.queries, **judged.unanswerable}
    milliseconds = _timed(list(questions.values()), snapshot, tell)
    snapshot = copy(snapshot)
    snapshot.encoder = RememberingEncoder(snapshot.encoder)
    looked: list[tuple[str, float, Answer]] = []
    rankings: dict[str, tuple[str, ...]] = {}
    for done, (id, question) in enumerate(questions.items()):
        tell("asking", done, len(questions))
        said = answer(question, (), snapshot)
        hits = search(snapshot, said.standalone_question, DEPTH)
        score = judge(snapshot, said.standalone_question, hits[:HITS]).score
        rankings[id] = tuple(judged_as(hit.passage.section_id) for hit in hits)
        looked.append((id, score, said))
    looked = _below(looked)
    tell("asking", len(questions), len(questions))
    run = Run("footnote", {id: rankings[id] for id in judged.queries})
    measured = {**measure(run, judged), **_places(judged, looked)}
    found = tuple(
        assess(judged, id, score, said, snapshot, rankings[id], measured.get(id, {}))
        for id, score, said in looked
    )
    yes = [q.score for q in found if q.expected == "answer"]
    no = [q.score for q in found if q.expected == "silence"]
    return Evaluation(
        format=FORMAT,
        judgments=judged.name,
        snapshot=snapshot.id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        figures=figures(found),
        questions=found,
        curve=risk_coverage(yes, no) if yes and no else (),
        statuses=_statuses(found),
        milliseconds=milliseconds,
        notes=doubts,
    ), run


def figures(questions: Sequence[Judged]) -> dict[str, float]:
    """What the questions' values come to: the mean over those that have one.

    "per person" is the most that occurs, and "verbatim" weighs every question alike; both are
    promises, and a single breach must show.
    """
    found: dict[str, float] = {}
    for name in MEASURES:
        values = [q.values[name] for q in questions if name in q.values]
        if values:
            found[name] = max(values) if name == "per person" else fmean(values)
    return found


def _timed(questions: Sequence[str], snapshot: Snapshot, tell: Progress) -> dict[str, float]:
    """The median time of a search and of a whole answer, over a few of the questions."""
    some = questions[:: max(1, len(questions) // TIMED)][:TIMED]
    answer(some[0], (), snapshot)  # the first one waits for what is opened only when needed
    times: dict[str, list[float]] = {"search": [], "answer": []}
    for done, question in enumerate(some):
        tell("timing", done, len(some))
        started = time.perf_counter()
        search(snapshot, question, HITS)
        searched = time.perf_counter()
        answer(question, (), snapshot)
        times["search"].append(1000 * (searched - started))
        times["answer"].append(1000 * (time.perf_counter() - searched))
    tell("timing", len(some), len(some))
    return {stage: round(median(taken), 1) for stage, taken in times.items()}


def _below(looked: Sequence[tuple[str, float, Answer]]) -> list[tuple[str, float, Answer]]:
    """The same, with what was told to be no question below all others: however the threshold of
    the evidence is set, nothing is searched for it."""
    lowest = min(score for _, score, _ in looked) - LOWER
    return [
        (id, score if said.intent == "question" else lowest, said) for id, score, said in looked
    ]


def _places(
    judged: JudgedSet, looked: Sequence[tuple[str, float, Answer]]
) -> dict[str, dict[str, float]]:
    """Where each unanswerable question's score stands among those of the answerable ones."""
    yes = [score for id, score, _ in looked if expected_of(judged, id) == "answer"]
    no = {id: score for id, score, _ in looked if expected_of(judged, id) == "silence"}
    if not yes:
        return {}
    above = ranked_above(yes, list(no.values()))
    falsely = false_answers(yes, list(no.values()))
    return {
        id: {"AUROC": share, "false@95": float(told)}
        for id, share, told in zip(no, above, falsely, strict=True)
    }


def _statuses(questions: Sequence[Judged]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for question in questions:
        row = counts.setdefault(question.expected, dict.fromkeys(get_args(Status), 0))
        row[question.status] += 1
    return counts


def _doubts(judged: JudgedSet, snapshot: Snapshot) -> tuple[str, ...]:
    """What may make the figures mean less than they seem to."""
    relevant = sorted({section for query in judged.queries for section in judged.relevant(query)})
    if not relevant:
        raise JudgmentsRefused(
            "no section is graded 2 or more, so there is nothing to find",
            where=judged.name,
            mend="Grades: 3 answers directly, 2 answers a substantial part, 1 related, 0 no use.",
        )
    absent = [section for section in relevant if not _holds(snapshot, section)]
    if len(absent) == len(relevant):
        raise JudgmentsRefused(
            f"it judges other texts than the snapshot {snapshot.id} holds: not one of its "
            f"{len(relevant):,} relevant sections is there ({absent[0]}, …)",
            where=judged.name,
            mend="Build from the texts that were judged, under the names they had then "
            "(NAME=PATH), or choose the index with --index.",
        )
    if absent:
        return (
            f"{len(absent):,} of {len(relevant):,} relevant sections are not in this snapshot "
            f"({absent[0]}{', …' if len(absent) > 1 else ''}); they count as not found.",
        )
    return ()


def _holds(snapshot: Snapshot, section: str) -> bool:
    """A section is held under its own name, or as the whole of a document."""
    try:
        if "#" in section:
            snapshot.section(section)
        else:
            snapshot.document(section)
    except NotInSnapshot:
        return False
    return True
