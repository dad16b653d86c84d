"""Judged questions → the ranker's weights, and what each of its signals is worth.

    python -m index.ranker_training --index DIR SET...

fits the weights by a listwise softmax (ListNet: Cao et al. 2007) with a little weight decay and
prints them as ``index/ranking`` holds them; then how good rankings are with and without each group
of signals. Every figure is of questions that the weights it was ranked by have not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.judgments import RELEVANT, JudgedSet, judged_as, read_judgments
from index.measures import DEPTH, measure
from index.runs import Run
from index.signals import NAMES, candidates
from index.significance import interval, paired
from index.snapshot import Snapshot, load

Matrix = NDArray[np.float64]

FOLDS = 10
DECAY = 3.0
"""Of the weights in units of the signals' deviations; from 1 to 10 makes no difference."""

GAINS = {3: 2.5, 2: 1.5, 1: 0.35}
"""What a grade is worth in the target distribution; what is not judged counts as 0."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "the words met": ("met",),
    "what was asked": ("asked",),
    "the lexical rank": ("lexical_rank",),
    "the covered words": ("covered",),
    "the whole section": ("whole",),
    "the length": ("short", "brief", "long"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One judged question: its candidates, their signals, shape (n, signals), and their gains."""

    query: str
    sections: tuple[str, ...]
    signals: Matrix
    gains: NDArray[np.float64]


def examples(snapshot: Snapshot, judged: JudgedSet) -> Iterator[Example]:
    """Every question of a set that has a relevant section."""
    for query, question in judged.queries.items():
        grades = judged.qrels.get(query, {})
        found = candidates(snapshot, question, None)
        ids = tuple(judged_as(id) for id in snapshot.store.section_ids(found.sections))
        gains = np.array([GAINS.get(grades.get(id, 0), 0.0) for id in ids])
        if any(grade >= RELEVANT for grade in grades.values()) and gains.any():
            yield Example(query, ids, found.signals.astype(float), gains)


def fit(known: Sequence[Example], columns: Sequence[int], decay: float = DECAY) -> Matrix:
    """The weights of all signals, shape (signals,), those outside ``columns`` 0."""
    from scipy.optimize import minimize

    chosen = list(columns)
    deviation = np.concatenate([e.signals[:, chosen] for e in known]).std(axis=0) + 1e-9
    scaled = [(e.signals[:, chosen] / deviation, e.gains / e.gains.sum()) for e in known]

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = decay * float(weights @ weights), 2 * decay * weights
        for signals, target in scaled:
            ranked = signals @ weights
            odds = np.exp(ranked - ranked.max())
            share = odds / odds.sum()
            total -= float(target @ np.log(share + 1e-12))
            slope = slope + signals.T @ (share - target)
        return total, slope

    weights = np.zeros(len(NAMES))
    weights[chosen] = minimize(loss, np.zeros(len(chosen)), jac=True).x / deviation
    return weights


def unseen(known: Sequence[Example], columns: Sequence[int]) -> Run:
    """Each question ranked by weights fitted to the other folds."""
    fold = np.random.default_rng(0).permutation(len(known)) % FOLDS
    rankings = {}
    for number in range(FOLDS):
        weights = fit([e for e, f in zip(known, fold, strict=True) if f != number], columns)
        for example, at in zip(known, fold, strict=True):
            if at == number:
                rankings[example.query] = ranked(example, weights)
    return Run("unseen", rankings)


def ranked(example: Example, weights: Matrix) -> tuple[str, ...]:
    order = np.argsort(-(example.signals @ weights), kind="stable")[:DEPTH]
    return tuple(example.sections[i] for i in order)


def main() -> None:
    """Fit, print the weights and the table of what each group of signals gives."""
    parser = argparse.ArgumentParser(prog="python -m index.ranker_training", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, help="of the texts the sets judge")
    parser.add_argument("sets", nargs="+", type=Path, help="FOLDER or FOLDER/PREFIX")
    given = parser.parse_args()
    snapshot = load(given.index)
    sets = [read_judgments(path) for path in given.sets]
    known = [example for judged in sets for example in examples(snapshot, judged)]
    weights = fit(known, range(len(NAMES)))
    print("WEIGHTS = {")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f'    "{name}": {weight:.3g},')
    print("}\n")
    table(sets, known)


def table(sets: Sequence[JudgedSet], known: Sequence[Example]) -> None:
    """A row for the whole ranker, for it without each group, and for plain fusion of ranks."""
    systems = {"all signals": unseen(known, range(len(NAMES)))}
    for group, names in GROUPS.items():
        left = [i for i, name in enumerate(NAMES) if name not in names]
        systems[f"without {group}"] = unseen(known, left)
    for judged in sets:
        print(f"{judged.name}: | nDCG@10 | change [95 % interval] | R@20 | Judged@10")
        whole: list[float] = []
        for name, run in systems.items():
            found = measure(run, judged)
            ids = [query for query in found if query in run.rankings]
            values = [found[query].get("nDCG@10", 0.0) for query in ids]
            recall = [found[query].get("R@20", 0.0) for query in ids]
            pooled = [found[query].get("Judged@10", 0.0) for query in ids]
            if not whole:
                whole = values
                low, high = interval(values)
                change = f"[{low:.3f}, {high:.3f}]"
            else:
                found_change = paired(whole, values)
                change = (
                    f"{found_change.mean:+.3f} [{found_change.low:+.3f}, {found_change.high:+.3f}]"
                )
            print(
                f"| {name} | {np.mean(values):.3f} | {change} | {np.mean(recall):.3f} "
                f"| {np.mean(pooled):.2f} |"
            )


if __name__ == "__main__":
    main()
