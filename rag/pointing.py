"""Words of a claim that its sentence only means: "it" and "they" stand for what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from rag.covering import Covering
from rag.meaning import same
from rag.wording import Word

_ALONE = "it its it's they them their they're he she him her his"
ALONE = frozenset(_ALONE.split())
"""Words that stand for something said before."""

BESIDE = frozenset(["this", "that", "these", "those"])
"""Words that do so where they stand alone, or before what they point to."""

MEANT = 2
"""Words of a claim that may be said in the sentences before, and only meant in the one cited."""

NEAR = 1
"""Places that what is meant may stand from the word that means it, counted between what is met."""


def meant(covering: Covering, left: Sequence[Word], before: Sequence[Word]) -> list[Word]:
    """Those of the words ``left`` over that the sentence means by "it" or its like.

    ``before`` are the words of the sentences before. They must stand where the sentence points.
    """
    said = [w for w in left if w.kind == "content" and not w.named]
    said = [w for w in said if any(same(w, b) and not b.named for b in before)]
    points = [w.place for w in covering.basis if _points(covering, w)]
    # "They do not.": the verb is said before.
    points += [w.place for w in covering.basis[-1:] if w.text.endswith(("not", "n't"))]
    found = [word for word in said if any(_stands(covering, word, place) for place in points)]
    told = sum(word.told for word in covering.claim)
    return found if len(found) <= min(MEANT, covering.share() * told) else []


def _points(covering: Covering, word: Word) -> bool:
    after = covering.basis[word.place + 1 : word.place + 2]
    if word.text in ALONE:
        return True
    if word.text not in BESIDE:
        return False
    before = covering.basis[word.place - 1 : word.place] if word.place else ()
    relative = word.text == "that" and any(w.kind != "function" for w in before)
    return not relative and not any(w.told and w.place not in covering.met for w in after)


def _stands(covering: Covering, word: Word, place: int) -> bool:
    """Whether the words met beside a word stand around the place that points."""
    told = [w.place for w in covering.claim if w.told and w.place in covering.to]
    behind = [covering.to[p] for p in told if p < word.place][-1:]
    ahead = [covering.to[p] for p in told if p > word.place][:1]
    if not behind:
        return not ahead or place <= ahead[0] + NEAR
    if not ahead:
        return place >= behind[0] - NEAR
    low, high = sorted((behind[0], ahead[0]))
    return low - NEAR <= place <= high + NEAR
