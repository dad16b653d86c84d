"""Is there enough evidence to speak at all?

Two signs are weighed: how near the best passage is, and how much of the question's meaning lies in
words that none of the best passages mentions. A question about a thing nobody here has heard of is
near to much (other products, other laws) and yet answered by none of it. What a word means to a
question is measured by the encoder: how far the question's vector moves when the word is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.lexical import words
from index.searching import Hit
from index.snapshot import Snapshot
from index.vectors import unit
from rag.answer import Status
from rag.question import content_words

LOOK = 10
"""Hits whose sections and titles are searched for the question's words."""

MOST_WORDS = 24
"""Words of a question that are weighed; a longer one is cut, for the time it takes."""

MISSING_COST = 0.40

SILENT, SILENT_GROWTH = -0.015, 0.0835
"""Below ``SILENT + SILENT_GROWTH * log10(passages)``, on the scale of a cosine, nothing is said.

Where there is more text, something is near any question by chance. Fitted to the judged questions
of two corpora, 374 and 53,765 passages.
"""

PARTIAL = 0.06
"""How far above that an answer is still partial."""

TELLING = 0.45
"""Share of the question's meaning from which missing words make an answer partial."""

NAMED = 0.15
"""Share from which a missing word is named to the person who asked."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much may be said, and what the answer must own up to."""

    status: Status
    notes: tuple[str, ...]
    score: float


def judge(snapshot: Snapshot, question: str, hits: Sequence[Hit]) -> Verdict:
    """Whether to answer, to answer in part, or to say that nothing was found."""
    best = max((hit.cosine for hit in hits), default=0.0)
    found: set[str] = set()
    for hit in hits[:LOOK]:
        document = snapshot.document(hit.passage.document_id)
        section = next(s for s in document.sections if s.id == hit.passage.section_id)
        found.update(words(f"{document.title}\n{section.text}"))
    weights = word_weights(snapshot, question)
    missing = {w: weight for w, weight in weights.items() if found.isdisjoint(words(w))}
    share = sum(missing.values())
    score = best - MISSING_COST * share
    named = [word for word, weight in missing.items() if weight >= NAMED]
    silence = (f"The nearest sources do not mention {_listed(named)}.",) if named else ()
    silent = SILENT + SILENT_GROWTH * math.log10(len(snapshot.store.passage_section))
    if score < silent:
        return Verdict("no_evidence", silence or ("Nothing in the sources answers this.",), score)
    if score < silent + PARTIAL or share > TELLING:
        weak = ("The sources only touch on this question.",)
        return Verdict("partial", silence or weak, score)
    return Verdict("answered", (), score)


def word_weights(snapshot: Snapshot, question: str) -> dict[str, float]:
    """Each word of the question that is no stop word → its share of the question's meaning."""
    found = dict.fromkeys(w for w in re.findall(r"\w+(?:['’]\w+)*", question) if _carries(w))
    spoken = list(found)[:MOST_WORDS]
    without = [re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", question) for word in spoken]
    vectors = unit(snapshot.encoder.encode([question, *without]))
    moved = [max(1 - float(vector @ vectors[0]), 1e-6) for vector in vectors[1:]]
    return {word: far / sum(moved) for word, far in zip(spoken, moved, strict=True)}


def _carries(word: str) -> bool:
    """Whether a word says what a question is about, rather than that it is one."""
    return bool(words(word) and content_words(word))


def _listed(named: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in named][:4]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
