"""Is there enough evidence to speak at all?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.searching import Hit
from index.snapshot import Snapshot
from rag.answer import Status

SILENT = 0.42
PARTIAL = 0.50


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much may be said, and what the answer must own up to."""

    status: Status
    notes: tuple[str, ...]


def judge(snapshot: Snapshot, question: str, hits: Sequence[Hit]) -> Verdict:
    """Whether to answer, to answer in part, or to say that nothing was found."""
    best = max((hit.cosine for hit in hits), default=0.0)
    if best < SILENT:
        return Verdict("no_evidence", ("Nothing in the sources answers this.",))
    if best < PARTIAL:
        return Verdict("partial", ("The sources touch on this but do not answer it in full.",))
    return Verdict("answered", ())
