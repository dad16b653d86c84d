"""How alike two texts are, by the words they share."""

from __future__ import annotations

from functools import lru_cache

from index.lexical import words

ASKED = 0.6
"""From here on two questions ask the same, so that a verdict on one is a verdict on the other."""


def likeness(one: str, other: str) -> float:
    """The share of all their stems that two texts have both, from 0 to 1 (Jaccard 1912)."""
    first, second = _stems(one), _stems(other)
    return len(first & second) / max(len(first | second), 1)


def same_question(one: str, other: str) -> bool:
    """Whether two questions ask the same thing, in nearly the same words."""
    return likeness(one, other) >= ASKED


@lru_cache(2_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(words(text))
