"""Evaluations to compare, check and print, made of as little as they need."""

from __future__ import annotations

from typing import Any

from rag.evaluating import figures
from rag.evaluation import FORMAT, Evaluation, Judged, Said
from rag.risk import CurvePoint


def judged(id: str, question: str = "Why?", score: float = 0.5, **values: float) -> Judged:
    return Judged(
        id=id,
        question=question,
        expected="silence" if "false answers" in values else "answer",
        status="answered",
        score=score,
        values=values,
        ranking=("small/1#11",),
        said=(Said("Public prices build trust.", ("small/1#11",), ("Ann",)),),
        covered=("Trust.",),
        missed=("They differ.",),
        notes=("This advice is from 2010.",),
    )


def evaluation(*questions: Judged, snapshot: str = "snapshot-1", **more: Any) -> Evaluation:
    return Evaluation(
        format=FORMAT,
        judgments="a set",
        snapshot=snapshot,
        created="2026-01-01T00:00:00+00:00",
        figures=figures(questions) | more,
        questions=questions,
        curve=(CurvePoint(0.5, 0.5, 0.0), CurvePoint(0.4, 1.0, 0.25)),
        statuses={"answer": {"answered": len(questions), "partial": 0, "no_evidence": 0}},
        milliseconds={"search": 1.0, "answer": 2.0},
        notes=("Something is doubtful.",),
    )
