"""Who does what to whom, under which condition, before or after what: is it so in the basis too?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.amounts import UNITS
from rag.covering import Covering
from rag.meaning import opposite, same
from rag.vocabulary import JOINTS
from rag.wording import Word

MARKERS = {
    "if": "if",
    "when": "if",
    "whenever": "if",
    "once": "if",
    "unless": "unless",
    "before": "before",
    "until": "before",
    "till": "before",
    "after": "after",
    "than": "than",
    "instead": "than",
    "otherwise": "otherwise",
}
"""Words under which others stand, and the relation that they say."""

STRICT = ("before", "after", "than", "unless", "otherwise")
"""Relations that must be in the basis as well."""


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

OWNERS = {"your": "your", "their": "their", "his": "their", "her": "their"}
"""Whose something is: reported speech makes "my" and "our" "their", but never "your"."""

BESIDE = 3
"""Words to each side that are a word's company."""

FIRST = 3
"""Words under a relation that tell whether it is the same."""


def governed(words: Sequence[Word], wide: bool = False) -> dict[str, set[int]]:
    """For each relation the places of the words that stand under it; ``wide``: or that may."""
    found: dict[str, set[int]] = {}
    for word in words:
        relation = MARKERS.get(word.text)
        after = words[word.place + 1].text if word.place + 1 < len(words) else ""
        if relation is None or (word.text == "instead" and after != "of"):
            continue
        under = found.setdefault(relation, set())
        for other in words[word.place + 1 :]:
            held = any(place > word.place for place in under)
            if other.clause != word.clause and held:
                break
            if other.text in MARKERS or (
                held and not wide and other.text in ("and", "but", "then")
            ):
                break
            under.add(other.place)
    return found


def misplaced(covering: Covering) -> str:
    """A relation that the basis does not have, or has for other words; "" if there is none."""
    claim, basis = covering.claim, covering.basis
    claimed, based, may = governed(claim), governed(basis), governed(basis, wide=True)
    # "Once" is "after" as well as "if".
    loose = {"after": may.get("if", set()), "if": may.get("after", set())}
    for relation, under in claimed.items():
        told = sorted(p for p in under if p in covering.to)[:FIRST]
        there = may.get(relation, set()) | loose.get(relation, set())
        if not there and relation not in STRICT:
            continue
        if not there:
            return f"“{relation}” is not in the words cited"
        right = sum(not there.isdisjoint(_places(claim[place], basis)) for place in told)
        # Of a bare condition half is enough: what it says may be said in many ways.
        enough = right * 2 > len(told) if relation in STRICT else right * 2 >= len(told)
        if told and not enough:
            return f"other words stand under “{relation}” in the words cited"
    for relation, under in based.items():
        if relation == "if" and "if" not in claimed:
            continue
        met = [p for p in under if basis[p].kind != "function" and p in covering.met]
        excused = any(w.text == "or" for w in claim) if relation == "otherwise" else "if" in claimed
        if met and relation in STRICT and relation not in claimed and not excused:
            return f"“{relation}” is left out of the words cited"
    return ""


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
        places = _places(word, basis) or [to[word.place]]
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
    if "to" in between and claim[0].text in ("it", "it's"):
        return True
    ahead = {word.text for word in basis[max(there - 3, 0) : there]}
    return bool(PREPOSITIONS & between & ahead)


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


def mispersoned(covering: Covering) -> str:
    """Something of "yours" that is "theirs" in the basis, or the other way round; "" if nothing."""
    for word in covering.claim:
        if word.kind == "function" or word.place not in covering.to:
            continue
        owner = _owner(covering.claim, word.place)
        others = {_owner(covering.basis, place) for place in _places(word, covering.basis)}
        if owner and others and others <= {"your", "their"} - {owner}:
            return f"“{word.text}” is somebody else's in the words cited"
    return ""


def _owner(words: Sequence[Word], place: int) -> str:
    for word in reversed(words[max(place - 3, 0) : place]):
        if word.text in OWNERS:
            return OWNERS[word.text]
        if word.kind == "function" and word.text not in ("and", "or"):
            return ""
    return ""


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
            _places(w, basis)
            for w in claim
            if w.told
            and w.place in to
            and w.place != word.place
            and abs(w.place - word.place) <= BESIDE
            and w.part == word.part
            and to[w.place] not in rivals
        ]
        for rival in rivals:
            apart = [
                min(abs(rival - p) for p in places) - min(abs(there - p) for p in places)
                for places in beside
            ]
            if apart and max(apart) <= 0 and min(apart) < 0:
                return f"“{word.text}” belongs to other words in what is cited"
    return ""


def parted(covering: Covering) -> str:
    """Words joined that stand in two parts of the basis, twice over or in contrast; "" if none."""
    claim, basis, to = covering.claim, covering.basis, covering.to
    told = [word for word in claim if word.told and word.place in to]
    seen: dict[frozenset[int], str] = {}
    for one, two in pairwise(told):
        ours = {basis[place].part for place in _places(one, basis)}
        there = frozenset((basis[to[one.place]].part, basis[to[two.place]].part))
        if one.clause != two.clause or ours & {basis[p].part for p in _places(two, basis)}:
            continue
        first, last = sorted((to[one.place], to[two.place]))
        joints = {word.text for word in basis[first : last + 1]} & JOINTS
        if joints - {word.text for word in claim[one.place : two.place]}:
            return f"“{one.text} {two.text}” stand in contrast in what is cited"
        if there in seen:
            return f"{seen[there]} and “{one.text} {two.text}” stand apart in what is cited"
        seen[there] = f"“{one.text} {two.text}”"
    return ""


def _in_order(word: Word, rival: Word, covering: Covering) -> bool:
    """Whether the claim has the rival too, on the same side of the word as the basis."""
    there = covering.to[word.place]
    return any(
        to == rival.place and (place < word.place) == (to < there)
        for place, to in covering.to.items()
    )


def _places(word: Word, basis: Sequence[Word]) -> list[int]:
    return [b.place for b in basis if same(word, b)]


def _rival(one: Word, other: Word) -> bool:
    """Whether a mix-up of the two would make a claim false."""
    counts = one.value is not None and other.value is not None and one.value != other.value
    periods = one.stem in UNITS and other.stem in UNITS
    return counts or periods or opposite(one, other) or (one.named and other.named)
