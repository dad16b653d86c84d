"""Threads nobody learned from → how soon each finds its own answers: what adapting is judged by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.pairs import Taught
from index.ranking import WEIGHTS
from index.vectors import unit
from index.windows import codes, matches

Scores = NDArray[np.float64]

HELD_OUT = 300
"""Threads kept from training to judge by."""

CROWD = 4
"""Answers of other threads among which each is to be found, for each thread held out."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The reciprocal rank of each held-out thread's own best answer.

    ``title``: asked by its title, of answers without theirs, since that would give them away.
    ``words``: asked by its question's own words, of titles and answers as they are searched.
    """

    title: Scores
    words: Scores


def ranks(
    encoder: Encoder,
    held: Sequence[Taught],
    others: Sequence[Taught],
    on_done: Callable[[int], None],
) -> Ranks:
    """Ask with each thread of ``held`` for its best answer among those of all.

    Threads without words of their own ask with their title both times. ``on_done`` hears of how
    many texts, two a thread, are ready.
    """
    everybody = [*held, *others]
    answers = [thread.answers[0][0] for thread in everybody]
    titled = [f"{thread.title}\n{thread.answers[0][0]}" for thread in everybody]
    titles = [thread.title for thread in held]
    words = [thread.asked or thread.title for thread in held]
    return Ranks(
        title=_reciprocal(_scores(encoder, titles, answers, on_done)),
        words=_reciprocal(
            _scores(encoder, words, titled, lambda done: on_done(len(everybody) + done))
        ),
    )


def _scores(
    encoder: Encoder,
    asked: Sequence[str],
    texts: Sequence[str],
    on_done: Callable[[int], None],
) -> Scores:
    """What the ranker makes of nearness, shape (asked, texts); by words it ranks as before."""
    questions, tokens = encoder.encode_tokens(asked)
    # A question without one token is met everywhere alike.
    states = [
        each.states if len(each.states) else np.zeros((1, len(encoder.centre)), np.float32)
        for each in tokens
    ]
    every = np.concatenate(states)
    counts = np.array([len(each) for each in states])
    first = np.cumsum(counts) - counts
    vectors, tokens = encoder.encode_tokens(texts, on_done)
    near = WEIGHTS["whole"] * unit(questions) @ unit(vectors).T
    met = np.empty_like(near)
    for column, each in enumerate(tokens):
        best = matches(every, codes(each, encoder.centre)).max(axis=0)
        met[:, column] = np.add.reduceat(best, first) / counts
    scores: Scores = near + WEIGHTS["met"] * met
    return scores


def _reciprocal(scores: Scores) -> Scores:
    """1 / rank of the own text of each row, which is that of the same number."""
    own = np.diagonal(scores)
    ranks: Scores = 1.0 / (1 + (scores > own[:, None]).sum(axis=1))
    return ranks
