"""What came of adapting an encoder to a corpus: how well it finds answers, before and after."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 1_000
"""Threads below which nothing is tried: too few to learn from and to judge by."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What came of adapting.

    ``threads`` have an answer worth learning from; ``pairs`` of a question and an answer were
    learned, 0 where nothing was tried. ``title_before``, ``title_after``, ``words_before`` and
    ``words_after`` are the mean reciprocal rank at which held-out threads find their own answers,
    asked by their title and by their question's own words; ``low`` is the lower end of the 95 %
    interval of the gain, of the two the smaller one.
    """

    threads: int
    pairs: int = 0
    title_before: float = 0.0
    title_after: float = 0.0
    words_before: float = 0.0
    words_after: float = 0.0
    low: float = 0.0

    @property
    def kept(self) -> bool:
        """Whether the adapted encoder is used: it is better in both ways, and not by chance."""
        return self.low > 0

    @property
    def summary(self) -> str:
        """What came of it, as the maintainer is told."""
        if not self.pairs:
            return (
                f"Not adapted: it takes {FEWEST:,} threads to learn from and to judge by, and "
                f"these texts have {self.threads:,}. The encoder is used as it is."
            )
        found = (
            "unseen threads found their own answers, by title, at a mean reciprocal rank of "
            f"{self.title_after:.3f} (before {self.title_before:.3f}), and by the question's own "
            f"words at {self.words_after:.3f} ({self.words_before:.3f})"
        )
        if self.kept:
            return f"Adapted to {self.threads:,} threads: {found}."
        return (
            f"Adapted, but not kept: {found}. That is not better for certain in both ways, so the "
            "encoder is used as it is."
        )
