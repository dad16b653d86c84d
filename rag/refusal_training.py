"""Judged questions → the weights by which it is decided whether to speak.

    python -m rag.refusal_training INDEX=SET...

fits a logistic regression to questions whose answer is known to be in the index, or not to be, and
prints its weights as ``rag/weighing`` holds them; then, for each set, how well it is told apart by
weights fitted to the other sets, or to other folds of it where it is the only one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from index.judgments import JudgedSet, read_judgments
from index.searching import search
from index.snapshot import Snapshot, load
from rag.asking import HITS
from rag.question import tidy
from rag.risk import false_answers, ranked_above
from rag.weighing import WEIGHTS, signals

Matrix = NDArray[np.float64]

DECAY = 1.0
"""Of the weights in units of the signals' deviations."""

FOLDS = 10


@dataclass(frozen=True, slots=True)
class Known:
    """Questions with what speaks for an answer, shape (n, weights), and whether there is one."""

    signs: Matrix
    answerable: NDArray[np.bool_]


def known(snapshot: Snapshot, judged: JudgedSet) -> Known:
    """A set's questions but those for which nobody found a relevant section."""
    asked = [(question, True) for id, question in judged.queries.items() if judged.relevant(id)]
    asked += [(question, False) for question in judged.unanswerable.values()]
    rows = []
    for question, _ in asked:
        found = signals(snapshot, tidy(question), search(snapshot, tidy(question), HITS))
        rows.append([found.signs[name] for name in WEIGHTS])
    return Known(np.array(rows), np.array([yes for _, yes in asked]))


def fit(signs: Matrix, answerable: NDArray[np.bool_], decay: float = DECAY) -> Matrix:
    """The weights and the bias, shape (weights + 1,), by Newton's method."""
    deviation = signs.std(axis=0) + 1e-9
    scaled = np.c_[signs / deviation, np.ones(len(signs))]
    weights = np.zeros(scaled.shape[1])
    shrink = np.diag([decay] * (len(weights) - 1) + [0.0])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (odds - answerable) + shrink @ weights
        curve = (scaled * (odds * (1 - odds))[:, None]).T @ scaled + shrink
        weights -= np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    weights[:-1] /= deviation
    return weights


def unseen(sets: Sequence[Known], number: int) -> Matrix:
    """The scores of one set by weights fitted to others, or to other folds."""
    one = sets[number]
    scores = np.zeros(len(one.answerable))
    fold = np.random.default_rng(0).permutation(len(scores)) % FOLDS
    for at in range(FOLDS):
        parts = [
            (s.signs[fold != at], s.answerable[fold != at]) if s is one else (s.signs, s.answerable)
            for s in sets
        ]
        weights = fit(np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts]))
        scores[fold == at] = (one.signs @ weights[:-1] + weights[-1])[fold == at]
    return scores


def main() -> None:
    """Fit, print the weights and how well they tell questions apart that they have not seen."""
    parser = argparse.ArgumentParser(prog="python -m rag.refusal_training", description=__doc__)
    parser.add_argument("sets", nargs="+", metavar="INDEX=SET", help="an index and a set over it")
    pairs = [given.split("=", 1) for given in parser.parse_args().sets]
    sets = [known(load(Path(index)), read_judgments(Path(judged))) for index, judged in pairs]
    weights = fit(
        np.concatenate([s.signs for s in sets]), np.concatenate([s.answerable for s in sets])
    )
    print("WEIGHTS = {")
    for name, weight in zip(WEIGHTS, weights[:-1], strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"}}\nBIAS = {weights[-1]:.2f}\n")
    for number, (_, judged) in enumerate(pairs):
        scores, yes = unseen(sets, number), sets[number].answerable
        spoken, silent = scores[yes].tolist(), scores[~yes].tolist()
        above = fmean(ranked_above(spoken, silent))
        false = fmean(false_answers(spoken, silent))
        print(f"{judged}: AUROC {above:.4f}, false@95 {false:.3f} ({len(yes)} questions unseen)")


if __name__ == "__main__":
    main()
