"""Threads → training pairs: what is asked, and what answers it. No labels but the threads."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.document import Document
from index.encoder import Vectors

ANSWERS = 3
"""Answers of a thread that teach, the best-voted ones; more of them say the same worse."""

OPENING = 400
"""Characters of a question's own text that ask for its answer."""

LEAST = 80
"""Characters of a text that is worth learning from."""

CLUMP = 16
"""Pairs of a batch that come from one neighbourhood of like questions."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``thread`` numbers the thread the two come from; ``weight`` grows with the votes."""

    thread: int
    asked: str
    answer: str
    weight: float


@dataclass(frozen=True, slots=True)
class Taught:
    """A thread with answers, as something to learn from.

    ``asked`` is its question's opening, "" where that is short; ``answers`` are texts and votes,
    best first. ``key`` is a hash of all of it.
    """

    title: str
    asked: str
    answers: tuple[tuple[str, int], ...]
    key: str


def taught(documents: Iterable[Document]) -> list[Taught]:
    """The threads that have an answer worth learning from, in order."""
    found = []
    for document in documents:
        if document.kind != "thread":
            continue
        question, *rest = document.sections
        good = [
            (answer.text, answer.votes or 0)
            for answer in rest
            if (answer.votes or 0) >= 0 and len(answer.text) >= LEAST
        ]
        if not good:
            continue
        answers = tuple(sorted(good, key=lambda each: -each[1])[:ANSWERS])
        asked = question.text[:OPENING] if len(question.text) >= LEAST else ""
        key = hashlib.sha256(repr((document.title, asked, answers)).encode()).hexdigest()[:16]
        found.append(Taught(document.title, asked, answers, key))
    return found


def pairs_of(thread: Taught, number: int) -> list[Pair]:
    """The pairs of one thread, the one of its title and best answer first.

    A title asks for the answer's text alone, as the title above it would give it away; the
    question's opening asks for title and text, as they are embedded.
    """
    pairs = [
        Pair(number, thread.title, text, (1 + math.log1p(votes)) / 2)
        for text, votes in thread.answers
    ]
    if thread.asked:
        both = f"{thread.title}\n{thread.answers[0][0]}"
        pairs.append(Pair(number, thread.asked, both, pairs[0].weight / 2))
    return pairs


def batches(
    pairs: Sequence[Pair], titles: Vectors, size: int, tell: Callable[[int], None]
) -> list[list[Pair]]:
    """The pairs in batches, each of a few neighbourhoods of like questions, always the same.

    What is told apart from its like teaches more than what is told apart from anything (Hofstätter
    et al. 2021). ``titles`` has shape (threads, dimension), by ``Pair.thread``; ``tell`` hears how
    many pairs are placed. The last pairs, fewer than ``size``, are left out.
    """
    random = np.random.default_rng(0)
    left: dict[int, list[Pair]] = {}
    for place in random.permutation(len(pairs)).tolist():
        left.setdefault(pairs[place].thread, []).append(pairs[place])
    clumps: list[list[Pair]] = []
    placed = 0
    for seed in random.permutation(list(left)).tolist():
        while left[seed]:
            near = np.argsort(-(titles @ titles[seed]))[: 8 * CLUMP].tolist()
            some = [thread for thread in dict.fromkeys([seed, *near]) if left.get(thread)]
            clumps.append([left[thread].pop() for thread in some[:CLUMP]])
            placed += len(clumps[-1])
            tell(placed)
    order = [pair for place in random.permutation(len(clumps)) for pair in clumps[place]]
    return [order[at : at + size] for at in range(0, len(order) - size + 1, size)]
