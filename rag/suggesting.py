"""What somebody may be about to ask: answered questions, by prefix, by words and by meaning."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.lexical import words
from index.snapshot import Snapshot
from index.vectors import unit
from rag.calibrating import scale
from rag.question import content_words, shown
from rag.replying import LONGEST_OFFERED, first_questions

READ = 200
"""Characters of what was typed that are looked at."""

ENOUGH = 2
"""Content words from which what was typed has a meaning to look for."""

LOOKED_AT = 8
"""For each that is suggested by meaning, so many of the nearest are compared."""

NEAR = 0.6
"""How near a question must be to be suggested by meaning alone: 0 far off, 1 at home."""

_ASKS = re.compile(
    r"(?:how|what|which|who|whom|whose|when|where|why|is|are|am|do|does|did|can|could|should|would"
    r"|will|has|have|any|need|looking for)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\[(?:closed|duplicate|migrated|on hold)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the corpus answers, and the thread that does."""

    question: str
    document_id: str


class _Catalogue:
    """The questions of a snapshot that are good enough to be suggested, best first."""

    def __init__(self, snapshot: Snapshot) -> None:
        threads = [
            (_esteem(answers, votes), title, id, row)
            for id, title, row, answers, votes in snapshot.store.answered()
            if votes >= 0 and good_to_ask(title)
        ]
        threads.sort(key=lambda each: (-each[0], each[1]))
        unique = {_folded(title): (title, id, row) for _, title, id, row in reversed(threads)}
        kept = list(reversed(unique.items()))
        self.all = [Suggestion(title, id) for _, (title, id, _) in kept]
        self.first: tuple[str, ...] = ()
        """Questions to begin with, found when they are first wanted: it takes some searches."""
        self.of = {row: place for place, (_, (_, _, row)) in enumerate(kept)}
        """Document row → place in ``all``."""
        self._titles = sorted((folded, place) for place, (folded, _) in enumerate(kept))
        holders: dict[str, set[int]] = defaultdict(set)
        for place, (folded, _) in enumerate(kept):
            for word in folded.split():
                holders[word].add(place)
        self._words = sorted(holders.items())

    def beginning(self, typed: str) -> list[int]:
        """The places of questions that begin so."""
        first = bisect_left(self._titles, (typed,))
        last = bisect_left(self._titles, (typed + "\U0010ffff",))
        return sorted(place for _, place in self._titles[first:last])

    def holding(self, parts: list[str]) -> list[int]:
        """The places of questions with a word that begins with each of these parts."""
        found = [self._with(part) for part in parts]
        return sorted(set.intersection(*found)) if found else []

    def _with(self, part: str) -> set[int]:
        first = bisect_left(self._words, (part,))
        last = bisect_left(self._words, (part + "\U0010ffff",))
        return set().union(*(places for _, places in self._words[first:last]))


_catalogues: WeakKeyDictionary[Snapshot, _Catalogue] = WeakKeyDictionary()


def suggestions(snapshot: Snapshot, typed: str, count: int) -> list[Suggestion]:
    """Questions that begin as typed, then those with its words, then those of like meaning.

    Where nothing is typed yet, questions to begin with. Within each kind the well answered first.
    """
    if snapshot not in _catalogues:
        _catalogues[snapshot] = _Catalogue(snapshot)
    catalogue = _catalogues[snapshot]
    text = shown(typed)[:READ]
    folded = _folded(text)
    if not folded:
        catalogue.first = catalogue.first or first_questions(snapshot)
        begun = {each.question: each for each in catalogue.all}
        return [begun[title] for title in catalogue.first if title in begun][:count]
    places = dict.fromkeys(catalogue.beginning(folded))
    places |= dict.fromkeys(catalogue.holding(_parts(text)))
    if len(places) < count and len(content_words(text)) >= ENOUGH:
        places |= dict.fromkeys(_like(snapshot, catalogue, text, count))
    return [catalogue.all[place] for place in places][:count]


def good_to_ask(title: str) -> bool:
    """Whether a title reads as one whole question: short, about something, and asking."""
    return (
        len(title) <= LONGEST_OFFERED
        and len(content_words(title)) >= ENOUGH
        and bool(title.rstrip().endswith("?") or _ASKS.match(title))
        and not _ASIDE.search(title)
    )


def _like(snapshot: Snapshot, catalogue: _Catalogue, text: str, count: int) -> list[int]:
    store, measure = snapshot.store, scale(snapshot)
    vector = unit(snapshot.encoder.encode([text]))[0]
    rows, cosines = snapshot.vectors.search(vector, LOOKED_AT * count, store.question_rows)
    near = [row for row, cosine in zip(rows, cosines, strict=True) if measure.asked(cosine) >= NEAR]
    documents = store.section_document[store.passage_section[near]].tolist()
    return [catalogue.of[row] for row in documents if row in catalogue.of]


def _parts(text: str) -> list[str]:
    """What each word of a question must begin with: a finished word may have another ending."""
    *finished, last = _folded(text).split()
    subject = set(content_words(text))
    stems = [min([word, *words(word)], key=len) for word in finished if word in subject]
    return [*stems, *([last] if last in subject else [])]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+(?:['’]\w+)*", text.casefold()))


def _esteem(answers: int, votes: int) -> float:
    return math.log2(answers * (1 + votes))
