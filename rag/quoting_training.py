"""Labelled sentences → the weights of their signals, and how well sentences are chosen by them.

    python -m rag.quoting_training --index DIR [--index DIR …] SENTENCES SET...

SENTENCES has a line a sentence, parted by tabs: query, section, start, end, the first eight digits
of the sentence's sha256, label, reason. The SETs hold the queries, the indexes the sections. A half
of the questions is fitted to, the other half is only measured on; which is which follows from the
question's id. Prints the weights as ``rag/quoting`` holds them, then the figures of the other half.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import Section
from corpus.errors import JudgmentsRefused, NotInSnapshot
from index.judgments import read_judgments
from index.snapshot import Snapshot, load
from rag.extractive import POINT
from rag.manner import NAMES, Setting, signals
from rag.nearness import Windows
from rag.placing import placed
from rag.quoting import judge
from rag.units import FLOOR

LABELS = (
    *("good", "ok", "lean", "off", "vendor", "social", "ask", "link", "fragment", "vague"),
    "story",
)
WORTH = ("good", "ok")
"""Labels of sentences worth quoting."""

BESIDE = "off"
"""Label of sentences beside the question: their manner may be as good as any."""

DECAY = 10.0
"""Of the weights in units of the signals' deviations; from 3 to 30 makes no difference."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence of a section, read beside a question, and what a reader thought of it."""

    query: str
    section: str
    start: int
    end: int
    label: str
    setting: Setting

    @property
    def tuning(self) -> bool:
        """Whether the weights may be fitted to it: half of the questions, by their ids."""
        return int(hashlib.sha256(self.query.encode()).hexdigest(), 16) % 2 == 0

    @property
    def worth(self) -> bool:
        return self.label in WORTH


def read_labelled(file: Path, section: Callable[[str], Section]) -> Iterator[Labelled]:
    """Every labelled sentence; raises JudgmentsRefused where the texts or sentences differ."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        where = f"{file}, line {number}"
        try:
            query, id, start, end, digest, label, _ = line.split("\t")
            first, last = int(start), int(end)
        except ValueError as error:
            raise JudgmentsRefused(
                "it is not: query, section, start, end, sha256, label, reason", where=where
            ) from error
        if label not in LABELS:
            raise JudgmentsRefused(f"there is no label {label!r}", where=where)
        whole = section(id)
        text = whole.text[first:last]
        found = [each.setting for each in placed(whole) if first <= each.start < each.end == last]
        if len(found) != 1 or hashlib.sha256(text.encode()).hexdigest()[:8] != digest:
            raise JudgmentsRefused(
                f"no sentence of {id} stands at {first}-{last} with the digest {digest}",
                where=where,
                mend="Sentences are parted in another way than when it was read: read it again.",
            )
        yield Labelled(query, id, first, last, label, found[0])


def fit(known: Sequence[Labelled], decay: float = DECAY) -> tuple[float, Vector]:
    """The bias and the weight of each signal, shape (signals,), by logistic regression."""
    from scipy.optimize import minimize

    rows = np.array([list(signals(each.setting).values()) for each in known])
    worth = np.array([each.worth for each in known], float)
    centre, deviation = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - centre) / deviation

    def loss(weights: Vector) -> tuple[float, Vector]:
        odds = scaled @ weights[1:] + weights[0]
        error = 1 / (1 + np.exp(-odds)) - worth
        total = float(
            np.logaddexp(0, odds).sum() - worth @ odds + decay * weights[1:] @ weights[1:]
        )
        slope = scaled.T @ error + 2 * decay * weights[1:]
        return total, np.concatenate([[error.sum()], slope])

    found = minimize(loss, np.zeros(len(NAMES) + 1), jac=True).x
    weights = found[1:] / deviation
    return float(found[0] - weights @ centre), weights


def auc(scores: Sequence[float], worth: Sequence[bool]) -> float:
    """The chance that a sentence worth quoting scores above one that is not."""
    yes = np.array([s for s, w in zip(scores, worth, strict=True) if w])
    no = np.array([s for s, w in zip(scores, worth, strict=True) if not w])
    above = (yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2
    return float(above)


def main() -> None:
    """Fit to one half, print the weights, measure what ``rag/quoting`` holds on the other half."""
    parser = argparse.ArgumentParser(prog="python -m rag.quoting_training", description=__doc__)
    parser.add_argument("--index", type=Path, action="append", required=True)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("sets", nargs="+", type=Path, help="FOLDER or FOLDER/PREFIX")
    given = parser.parse_args()
    snapshots = [load(index) for index in given.index]
    queries = {id: text for each in given.sets for id, text in read_judgments(each).queries.items()}

    def section(id: str) -> Section:
        return holder(snapshots, id).section(id)

    known = list(read_labelled(given.sentences, section))
    bias, weights = fit([each for each in known if each.tuning and each.label != BESIDE])
    print(f"BIAS = {bias:.2f}\nWEIGHTS = {{")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    print("}\n")
    other = [each for each in known if not each.tuning]
    print(table(other, list(nearness(other, queries, snapshots))))


def holder(snapshots: Sequence[Snapshot], section: str) -> Snapshot:
    """The first snapshot that holds a section; raises JudgmentsRefused."""
    for snapshot in snapshots:
        try:
            snapshot.section(section)
        except NotInSnapshot:
            continue
        return snapshot
    raise JudgmentsRefused("no index given holds this section", where=section)


def nearness(
    known: Sequence[Labelled], queries: Mapping[str, str], snapshots: Sequence[Snapshot]
) -> Iterator[float]:
    """How near each sentence is to its question, less the nearest section that was labelled."""
    texts = list(queries.values())
    _, tokens = snapshots[0].encoder.encode_tokens(texts)
    asked = dict(zip(queries, tokens, strict=True))
    near: list[float] = []
    best: dict[str, float] = {}
    for each in known:
        snapshot = holder(snapshots, each.section)
        title = snapshot.document(each.section.partition("#")[0]).title
        windows = Windows(snapshot, each.section, title)
        spans = [[(each.start, each.end)], [(0, len(snapshot.section(each.section).text))]]
        sentence, whole = windows.near(asked[each.query].states, spans).tolist()
        near.append(sentence)
        best[each.query] = max(best.get(each.query, -1.0), whole)
    for each, value in zip(known, near, strict=True):
        yield value - best[each.query]


def table(known: Sequence[Labelled], points: Sequence[float]) -> str:
    """The figures of labelled sentences under the weights in use, as Markdown."""
    verdicts = [judge(each.setting) for each in known]
    manner = [-99.0 if v.never else v.alone for v in verdicts]
    both = [m + POINT * p for m, p in zip(manner, points, strict=True)]
    worth = [each.worth for each in known]
    about = [each.label != BESIDE for each in known]
    alone = [not (v.never or v.leaning) and v.alone >= FLOOR for v in verdicts]
    rows = [
        f"{len(known)} sentences of {len({each.query for each in known})} questions, "
        f"{sum(worth)} worth quoting",
        "| score | AUC |\n|---|---|",
        f"| nearness | {auc(points, worth):.3f} |",
        f"| manner | {auc(manner, worth):.3f} |",
        "| manner, of those on the point | "
        f"{auc(_where(manner, about), _where(worth, about)):.3f} |",
        f"| both | {auc(both, worth):.3f} |",
        f"\nQuoted alone: {sum(alone)}, of which worth it {np.mean(_where(worth, alone)):.3f}; "
        f"of all that are worth it {np.mean(_where(alone, worth)):.3f}.\n",
        "| label | sentences | never | leaning | too weak | quoted alone |",
        "|---|---|---|---|---|---|",
    ]
    for label in LABELS:
        of = [
            (v, a) for v, a, each in zip(verdicts, alone, known, strict=True) if each.label == label
        ]
        if of:
            never = np.mean([v.never for v, _ in of])
            leaning = np.mean([v.leaning and not v.never for v, _ in of])
            quoted = np.mean([a for _, a in of])
            weak = 1 - never - leaning - quoted
            rows.append(
                f"| {label} | {len(of)} | {never:.2f} | {leaning:.2f} | {weak:.2f} | {quoted:.2f} |"
            )
    return "\n".join(rows)


def _where(values: Sequence[Any], which: Sequence[bool]) -> list[Any]:
    return [value for value, kept in zip(values, which, strict=True) if kept]


if __name__ == "__main__":
    main()
