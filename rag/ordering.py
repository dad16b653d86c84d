"""Words that have changed sides: who does what to whom, and what is compared with what."""

from __future__ import annotations

from collections.abc import Sequence

from rag.covering import Covering
from rag.relating import governed
from rag.wording import Word

TOGETHER = 3
"""Words from one to another beside it."""

CONTRASTS = frozenset(["not", "than"])
"""Words whose two sides may not be turned."""

GENITIVE = 4
"""Words from one to the other in "A's B" and the like."""

_JOINING = """
if when whenever once because since while whereas although though unless until before after and or
but so then which who that as than
"""
JOINING = frozenset(_JOINING.split())
"""Words that begin a clause or another member of a list."""

MOVING = JOINING - {"who", "which", "that"}
"""Words whose clauses may stand first or last."""

SUBJECTS = frozenset(["it", "it's", "you", "they", "we", "there"])
"""Words that begin the statement which follows a phrase put first."""

_PREPOSITIONS = "in on at for with from to into by about during without through over under"
PREPOSITIONS = frozenset(_PREPOSITIONS.split())

BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])


def disordered(covering: Covering) -> str:
    """Words that have changed sides, where no clause or phrase was moved whole; "" if none have.

    Paraphrases move words freely, so only this counts: two words that each stand on the other side
    of a third; words turned around "not" or "than", or in "the more …, the more …"; and a subject
    that is something else in the basis. In the passive voice anything may move.
    """
    claim, basis, to = covering.claim, covering.basis, covering.to
    if _passive(claim) != _passive(basis):
        return ""
    told = [word for word in claim if word.told and word.place in to]
    here = -1
    for n, word in enumerate(told):
        places = covering.alike(word) or [to[word.place]]
        later = [place for place in places if place >= here]
        there = min(later) if later else max(places)
        before = told[n - 1]
        if n and there < here and not _moved(covering, before, word, there, here):
            between = {each.text for each in claim[before.place : word.place]}
            if n == 1 or between & CONTRASTS or _correlates(basis):
                return _turned(before, word)
        here = there
    return _swapped(covering, told)


def _swapped(covering: Covering, told: Sequence[Word]) -> str:
    """Two words of one clause that each stand on the other side of a third."""
    to = covering.to
    claimed, based = governed(covering.claim, wide=True), governed(covering.basis, wide=True)
    for pivot in told:
        clause = [w for w in told if w.clause == pivot.clause]
        here = to[pivot.place]
        after = [w for w in clause if w.place < pivot.place and to[w.place] > here]
        before = [w for w in clause if w.place > pivot.place and to[w.place] < here]
        for one in after:
            for two in before:
                three = (one.place, pivot.place, two.place)
                if (
                    len({_under(place, claimed) for place in three}) == 1
                    and len({_under(to[place], based) for place in three}) == 1
                ):
                    return _turned(one, two)
    return ""


def _turned(one: Word, two: Word) -> str:
    return f"“{one.text}” and “{two.text}” stand in another order in what is cited"


def _under(place: int, relations: dict[str, set[int]]) -> frozenset[str]:
    return frozenset(relation for relation, under in relations.items() if place in under)


def _moved(covering: Covering, one: Word, two: Word, there: int, here: int) -> bool:
    """Whether what begins between two words of the claim was moved there whole."""
    claim, basis = covering.claim, covering.basis
    between = {word.text for word in claim[one.place + 1 : two.place]}
    if here - there <= TOGETHER and not between & CONTRASTS:
        return True
    if ("of" in between or one.text.endswith("'s")) and here - there <= GENITIVE:
        return True
    bounds = {word.text for word in basis[there:here]} & JOINING
    parted = bool(bounds) or basis[there].clause != basis[here].clause
    if parted and (one.clause != two.clause or MOVING & between):
        return not _correlates(basis)
    opening = next(word.text for word in claim if word.clause == one.clause)
    ended = one.clause != two.clause or SUBJECTS & between
    if ended and opening in PREPOSITIONS | MOVING:
        return True
    if one.clause == two.clause and _fronted(covering, one, two, opening):
        return True
    if "to" in between and claim[0].text in ("it", "it's"):
        return True
    ahead = {word.text for word in basis[max(there - 3, 0) : there]}
    return bool(PREPOSITIONS & between & ahead)


def _fronted(covering: Covering, one: Word, two: Word, opening: str) -> bool:
    """Whether the words from a clause's beginning up to the first word are one phrase, put first.

    In the basis they stand together, behind the same preposition.
    """
    before = [w for w in covering.claim[: one.place + 1] if w.clause == one.clause]
    there = [covering.to[w.place] for w in before if w.place in covering.to]
    if opening not in PREPOSITIONS or not there:
        return False
    ahead = covering.basis[max(min(there) - 2, 0) : min(there)]
    return opening in {w.text for w in ahead} and max(there) - min(there) < len(before)


def _correlates(words: Sequence[Word]) -> bool:
    """Whether it is "the more …, the more …", in which neither half may be moved."""
    found = [
        word
        for word in words[1:]
        if words[word.place - 1].text == "the"
        and (word.text in ("more", "less", "fewer") or word.text.endswith("er"))
    ]
    return len(found) > 1


def _passive(words: Sequence[Word]) -> bool:
    return any(word.text == "by" for word in words) or any(
        word.text in BE and any(w.text.endswith(("ed", "en")) for w in words[n + 1 : n + 3])
        for n, word in enumerate(words)
    )
