"""What speaks for an answer and what against it, as numbers that a few weights add up.

A question is weighed by how near the best sections are and how near anybody's question is, on the
corpus' own scale; by how many near sections have its rarest words; by how much of its meaning lies
in words that none of them has; and by what it names that this corpus has never heard of, or
mentions only elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.lexical import words
from index.searching import Hit
from index.snapshot import Snapshot
from index.vectors import unit
from rag.calibrating import TOP, scale
from rag.hearing import heard, meant, unheard
from rag.naming import Name, impersonal, names
from rag.question import content_words

WEIGHTS = {
    "near": 3.19,
    "asked": 2.89,
    "together": 2.95,
    "missing": -1.98,
    "strange": -1.92,
    "elsewhere": -5.14,
}
BIAS = -2.30
"""As ``rag/refusal_training`` fits them to 288 judged questions over both public archives and the
starter corpus. The score they give is a log-odds."""

LOOK = 10
"""Hits whose sections and titles are searched for the question's words."""

MOST_WORDS = 40
"""Words of a question that are looked for; the rest of a longer one is not."""

RAREST = 2
"""Words of a question that are most its own."""

ASIDE = 0.6
"""What a name heard of nowhere counts for that stands beside the question, and not in it."""

SHARE = 4.0
"""An unknown word counts in full from a quarter of the way to another question."""

HOUSEHOLD = 0.002
"""The share of passages from which an acronym counts as common."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer.

    ``near`` and ``asked`` are on the corpus' scale: 0 far off, 1 at home. ``together`` is the share
    of near sections that have the question's rarest words, all of them. ``missing`` is the share
    of the question's meaning in ``absent`` words, those no near section has. ``strange`` is the
    surprise, in squared nats over 4, at what is heard of nowhere here: ``unknown`` words and names
    of ``nowhere``. ``elsewhere`` are names that sections mention, but none that is near.
    """

    near: float
    asked: float
    together: float
    missing: float
    strange: float
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    nowhere: tuple[Name, ...]
    elsewhere: tuple[Name, ...]
    familiar: str

    @property
    def signs(self) -> dict[str, float]:
        """What is weighed, by the names of ``WEIGHTS``."""
        return {
            "near": self.near,
            "asked": self.asked,
            "together": self.together,
            "missing": self.missing,
            "strange": self.strange,
            "elsewhere": float(any(name.asked for name in self.elsewhere)),
        }

    @property
    def score(self) -> float:
        """The log-odds that the question can be answered."""
        return BIAS + sum(WEIGHTS[name] * value for name, value in self.signs.items())


def signals(snapshot: Snapshot, question: str, hits: Sequence[Hit]) -> Signals:
    """Weigh a question against what was found for it. Costs at most three encodings."""
    measure = scale(snapshot)
    question = impersonal(question)
    near = [_text(snapshot, hit) for hit in hits[:LOOK]]
    stems = [set(words(text)) for text in near]
    known = set().union(*stems)
    spoken = dict.fromkeys(w for w in _WORD.findall(question) if content_words(w))
    of = {word: words(word) for word in list(spoken)[:MOST_WORDS]}
    content = {stem for found in of.values() for stem in found}
    rarest = set(sorted(content, key=lambda s: (snapshot.lexical.count(s), s))[:RAREST])
    absent = [w for w, found in of.items() if found and known.isdisjoint(found)]
    absent = [word for word in absent if meant(snapshot, word) not in known]
    unknown = [word for word in absent if unheard(snapshot, word)]
    named = {name: heard(snapshot, name, near) for name in names(question)}
    nowhere = tuple(name for name, where in named.items() if where == "nowhere")
    familiar = without(question, [*unknown, *(name.text for name in nowhere)])
    texts = [question, without(question, absent), familiar]
    vector, rest, known_part = unit(snapshot.encoder.encode(texts))
    apart = 1 - np.array([rest @ vector, known_part @ vector])
    missing, new = np.clip(apart / measure.apart, 0, 1)
    surprise = math.log(1 / measure.new) ** 2 / 4
    best = sorted((hit.cosine for hit in hits), reverse=True)[:TOP]
    cosine = sum(best) / len(best) if best else measure.far
    _, asked = snapshot.vectors.search(vector, 1, snapshot.store.question_rows)
    return Signals(
        near=measure.near(cosine),
        asked=measure.asked(float(asked[0])) if len(asked) else measure.near(cosine),
        together=sum(rarest <= each for each in stems) / LOOK if rarest else 0.0,
        missing=float(missing),
        strange=surprise * _weight(nowhere, float(new)),
        absent=tuple(absent),
        unknown=tuple(unknown),
        nowhere=nowhere,
        elsewhere=tuple(
            name
            for name, where in named.items()
            if where == "elsewhere" and not _household(snapshot, name)
        ),
        familiar=familiar,
    )


def without(question: str, left_out: Sequence[str]) -> str:
    """The question with these words, or names, left out."""
    for word in left_out:
        question = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", question)
    return question


def _weight(nowhere: Sequence[Name], new: float) -> float:
    """How much of the surprise at something new is due, from 0 to 1."""
    if any(name.asked for name in nowhere):
        return 1.0
    return max(min(1.0, SHARE * new), ASIDE if nowhere else 0.0)


def _household(snapshot: Snapshot, name: Name) -> bool:
    """An acronym so common that a section may well mean it and spell it out."""
    stems = words(name.text)
    common = HOUSEHOLD * len(snapshot.store.passage_section)
    return name.text.isupper() and len(stems) == 1 and snapshot.lexical.count(stems[0]) >= common


def _text(snapshot: Snapshot, hit: Hit) -> str:
    document = snapshot.document(hit.passage.document_id)
    section = next(s for s in document.sections if s.id == hit.passage.section_id)
    return f"{document.title}\n{section.text}"
