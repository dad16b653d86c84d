"""Rankings against judgments: nDCG, recall, reciprocal rank. Nothing else knows ir-measures."""

from __future__ import annotations

import ir_measures
from ir_measures import RR, Judged, Qrel, R, ScoredDoc, nDCG

from index.judgments import RELEVANT, JudgedSet
from index.runs import Run

_MEASURES = {
    nDCG @ 10: "nDCG@10",
    R(rel=RELEVANT) @ 20: "R@20",
    RR(rel=RELEVANT): "RR",
    Judged @ 10: "Judged@10",
}

RANKING = tuple(_MEASURES.values())
"""The names of the measures, as results carry them."""

DEPTH = 100
"""Sections of a ranking that are kept; no measure looks further than the reciprocal rank does."""


def measure(run: Run, judged: JudgedSet) -> dict[str, dict[str, float]]:
    """Query → measure → value, of every judged query, a ranking that is missing being empty.

    The gains of nDCG are the grades. A query without any section of a grade above 0 has no nDCG,
    and one without a relevant section neither recall nor reciprocal rank: nothing could be found.
    """
    qrels = [
        Qrel(query, section, grade)
        for query, grades in judged.qrels.items()
        for section, grade in grades.items()
    ]
    scored = [
        ScoredDoc(query, section, -float(rank))
        for query, sections in run.rankings.items()
        for rank, section in enumerate(sections)
    ]
    found: dict[str, dict[str, float]] = {query: {} for query in judged.qrels}
    for metric in ir_measures.iter_calc(list(_MEASURES), qrels, scored):
        name = _MEASURES[metric.measure]
        grades = judged.qrels[metric.query_id].values()
        least = {"nDCG@10": 1, "R@20": RELEVANT, "RR": RELEVANT}.get(name, 0)
        if max(grades) >= least:
            found[metric.query_id][name] = float(metric.value)
    return {
        query: {name: values[name] for name in RANKING if name in values}
        for query, values in found.items()
    }
