"""Is there enough evidence to speak at all?

A question about a thing nobody here knows is near to much (other products, other laws) and answered
by none of it. So it is not only weighed; what is missing is named to the person who asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.searching import Hit
from index.snapshot import Snapshot
from index.vectors import unit
from rag.answer import Status
from rag.calibrating import scale
from rag.hearing import newest_year
from rag.question import content_words
from rag.weighing import Signals, signals, without

SILENT, PARTIAL = 0.275, 1.5
"""Log-odds. Below the first nothing is said; below the second what is said is called partial."""

MOST_NAMED, TELLING = 8, 0.08
"""So many missing words are tried, and named if the question moves this far without one, as a share
of the way to any other question."""

SHORTEST = 3
"""Letters of a word that is worth naming."""

_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much may be said, and what the answer must own up to.

    ``familiar`` is the question to find near ones by: without what nobody here has heard of.
    """

    status: Status
    notes: tuple[str, ...]
    score: float
    familiar: str


def judge(snapshot: Snapshot, question: str, hits: Sequence[Hit]) -> Verdict:
    """Whether to answer, to answer in part, or to say that nothing was found."""
    found = signals(snapshot, question, hits)
    score = found.score
    if not hits or score < SILENT:
        status: Status = "no_evidence"
    else:
        doubtful = score < PARTIAL or any(n.asked for n in (*found.nowhere, *found.elsewhere))
        status = "partial" if doubtful else "answered"
    return Verdict(
        status, notes(snapshot, question, found, status), score, _familiar(question, found)
    )


def notes(snapshot: Snapshot, question: str, found: Signals, status: Status) -> tuple[str, ...]:
    """What is missing, named, and what that makes of the answer."""
    if status == "answered":
        return ()
    newest = newest_year(snapshot)
    late = [name.text for name in found.nowhere if name.year and name.year > newest]
    said = []
    if late:
        said.append(f"The newest source here is from {newest}: none can tell of {_listed(late)}.")
    nowhere = [name.text for name in found.nowhere if name.text not in late]
    elsewhere = [name.text for name in found.elsewhere if name.asked]
    named = {part for text in (*late, *nowhere, *elsewhere) for part in _PART.findall(text)}
    for word in _telling(snapshot, question, _unnamed(found.absent, named)):
        (nowhere if word in found.unknown else elsewhere).append(word)
    if nowhere:
        said.append(f"No source here mentions {_listed(nowhere)}.")
    if elsewhere:
        said.append(f"The nearest sources do not mention {_listed(elsewhere)}.")
    if status == "no_evidence":
        return tuple(said) or ("Nothing in the sources answers this.",)
    rest = "What follows is about the rest of the question."
    nearest = "The sources may not answer quite this; what follows comes nearest to it."
    return (*said, rest) if said else (nearest,)


def _familiar(question: str, found: Signals) -> str:
    """The question without what is unheard of, if that is not its better half."""
    left, whole = content_words(found.familiar), content_words(question)
    return found.familiar if 2 * len(left) > max(len(whole), 2) else question


def _telling(snapshot: Snapshot, question: str, absent: Sequence[str]) -> list[str]:
    """Of the words that no near section has, those without which the question were another."""
    absent = absent[:MOST_NAMED]
    texts = [question, *(without(question, [word]) for word in absent)]
    vectors = unit(snapshot.encoder.encode(texts))
    moved = (1 - vectors[1:] @ vectors[0]) / scale(snapshot).apart
    return [word for word, far in zip(absent, moved, strict=True) if far >= TELLING]


def _unnamed(absent: Sequence[str], named: set[str]) -> list[str]:
    """The words that stand in no name yet, not even as "Netflix's"."""
    return [
        word for word in absent if len(word) >= SHORTEST and named.isdisjoint(_PART.findall(word))
    ]


def _listed(named: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in named][:4]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
