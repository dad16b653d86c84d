"""What belongs to what: numbers, names, opposites and "yours" with the words that are cited."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.amounts import UNITS
from rag.covering import Covering
from rag.meaning import opposite
from rag.vocabulary import JOINTS
from rag.wording import Word

OWNERS = {"your": "your", "their": "their", "his": "their", "her": "their"}
"""Whose something is: reported speech makes "my" and "our" "their", but never "your"."""

BESIDE = 3
"""Words to each side that are a word's company."""


def exchanged(covering: Covering) -> str:
    """Opposites, numbers or names of which one has another's company; "" if none has."""
    claim, basis, to = covering.claim, covering.basis, covering.to
    for word in claim:
        if word.place not in to or word.kind == "function":
            continue
        there = to[word.place]
        rivals = [
            b.place
            for b in basis
            if b.stem != word.stem and _rival(word, b) and not _in_order(word, b, covering)
        ]
        beside = [
            covering.alike(w)
            for w in claim
            if w.told
            and w.place in to
            and w.place != word.place
            and abs(w.place - word.place) <= BESIDE
            and w.part == word.part
            and to[w.place] not in rivals
        ]
        if _swapped(word, covering):
            return f"“{word.text}” belongs to other words in what is cited"
        for rival in rivals:
            apart = [
                min(abs(rival - p) for p in places) - min(abs(there - p) for p in places)
                for places in beside
            ]
            if (apart and max(apart) <= 0 and min(apart) < 0) or _elsewhere(word, rival, covering):
                return f"“{word.text}” belongs to other words in what is cited"
    return ""


def _swapped(word: Word, covering: Covering) -> bool:
    """Whether it and its opposite have each what stands behind the other in the basis."""
    claim, basis, to = covering.claim, covering.basis, covering.to
    for other in claim:
        if other.place in to and opposite(word, basis[to[other.place]]):
            mine, its = _next(claim, word.place), _next(claim, other.place)
            if mine is not None and its is not None and mine != its:
                return (to.get(mine), to.get(its)) == (
                    _next(basis, to[other.place]),
                    _next(basis, to[word.place]),
                )
    return False


def _next(words: Sequence[Word], place: int) -> int | None:
    """The place of the first word behind another that says something."""
    return next((word.place for word in words[place + 1 :] if word.told), None)


def _elsewhere(word: Word, rival: int, covering: Covering) -> bool:
    """Whether a number is another's of the same unit: words beside it stand by that one alone."""
    basis, there = covering.basis, covering.to[word.place]
    if word.value is None or _unit(basis, there) != _unit(basis, rival):
        return False
    other = basis[rival].part
    beside = [w for w in covering.claim if w.kind == "content" and w.clause == word.clause]
    parts = [{basis[place].part for place in covering.alike(w)} for w in beside]
    return basis[there].part != other and any(found == {other} for found in parts)


def _unit(words: Sequence[Word], place: int) -> str:
    """The stem of what a number counts, "" if that does not stand right behind it."""
    after = words[place + 1] if place + 1 < len(words) else None
    return after.stem if after and after.told else ""


def _in_order(word: Word, rival: Word, covering: Covering) -> bool:
    """Whether the claim has the rival too, on the same side of the word as the basis."""
    there = covering.to[word.place]
    return any(
        to == rival.place and (place < word.place) == (to < there)
        for place, to in covering.to.items()
    )


def _rival(one: Word, other: Word) -> bool:
    """Whether a mix-up of the two would make a claim false."""
    counts = one.value is not None and other.value is not None and one.value != other.value
    periods = one.stem in UNITS and other.stem in UNITS
    return counts or periods or opposite(one, other) or (one.named and other.named)


def parted(covering: Covering) -> str:
    """Words joined that stand in two parts of the basis, twice over or in contrast; "" if none."""
    claim, basis, to = covering.claim, covering.basis, covering.to
    told = [word for word in claim if word.told and word.place in to]
    seen: dict[frozenset[int], str] = {}
    for one, two in pairwise(told):
        ours = {basis[place].part for place in covering.alike(one)}
        there = frozenset((basis[to[one.place]].part, basis[to[two.place]].part))
        if one.clause != two.clause or ours & {basis[p].part for p in covering.alike(two)}:
            continue
        first, last = sorted((to[one.place], to[two.place]))
        joints = {word.text for word in basis[first : last + 1]} & JOINTS
        if joints - {word.text for word in claim[one.place : two.place]}:
            return f"“{one.text} {two.text}” stand in contrast in what is cited"
        if there in seen:
            return f"{seen[there]} and “{one.text} {two.text}” stand apart in what is cited"
        seen[there] = f"“{one.text} {two.text}”"
    return ""


def mispersoned(covering: Covering) -> str:
    """Something of "yours" that is "theirs" in the basis, or the other way round; "" if nothing."""
    for word in covering.claim:
        if word.kind == "function" or word.place not in covering.to:
            continue
        owner = _owner(covering.claim, word.place)
        other = _owner(covering.basis, covering.to[word.place])
        if owner and other and owner != other:
            return f"“{word.text}” is somebody else's in the words cited"
    return ""


def _owner(words: Sequence[Word], place: int) -> str:
    for word in reversed(words[max(place - 3, 0) : place]):
        if word.text in OWNERS:
            return OWNERS[word.text]
        if word.text.endswith("'s") and word.kind != "function":
            return "their"
        if word.kind == "function" and word.text not in ("and", "or", "own"):
            return ""
    return ""


def stranded(covering: Covering) -> str:
    """A number from a clause of the basis that nothing beside it comes from; "" if none."""
    claim, basis, to = covering.claim, covering.basis, covering.to
    for word in claim:
        if word.value is None or word.place not in to:
            continue
        own = basis[to[word.place]].clause
        beside = [
            {basis[place].clause for place in covering.alike(w)}
            for w in claim
            if w.told and w.clause == word.clause and w.place != word.place and w.place in to
        ]
        if len(beside) > 1 and not any(own in clauses for clauses in beside):
            return f"“{word.text}” belongs to other words in what is cited"
    return ""
