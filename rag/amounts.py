"""Numbers with what they count, and how much is said to hold: how many, how often, how surely."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.covering import Covering
from rag.meaning import same
from rag.wording import Word

_UNITS = """
second minut hour day week month quarter season year decad centuri daili weekli monthli yearli
annual fortnight % cent word charact letter page line time person peopl
percentag
"""
UNITS = frozenset(_UNITS.split())
"""Stems of what is counted that must stand by the same number."""

_EQUAL = {
    "daili": "day",
    "weekli": "week",
    "monthli": "month",
    "yearli": "year",
    "annual": "year",
    "percentag": "%",
}
_PERIODS = "second minut hour day week month quarter season year decad"
PERIODS = frozenset(_PERIODS.split())

AHEAD = 6
"""Words from "most" to what it is said of."""

SUBJECT = 3
"""Words that say something among which the subject of a claim is."""

APART = 6
"""Words that may stand between a number and what it counts."""

_CALENDAR = """
january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday
"""
CALENDAR = frozenset(_CALENDAR.split())

LEVELS = (
    ("all every each always everyone everybody everywhere entirely completely invariably", 6),
    ("most mostly majority usually generally typically mainly normally primarily nearly", 5),
    ("almost commonly", 5),
    ("many often frequently much lots", 4),
    ("some sometimes several occasionally certain partly", 3),
    ("few rarely seldom hardly scarcely barely little", 2),
    ("no never none nobody nothing nowhere", 1),
)
_LEVEL = {word: level for words, level in LEVELS for word in words.split()}

_STRONG = """
all every always everyone everybody everywhere only must entirely completely invariably guaranteed
definitely certainly exactly solely impossible wherever whatever whichever regardless
"""
STRONG = frozenset(_STRONG.split())
"""What no claim may say unless its basis does."""

WHATEVER = frozenset(["whatever", "whichever", "regardless"])
"""Of these one says as much as another."""

OWES = frozenset(["has", "have", "had"])
"""Before "to", these say as much as "must"."""

_RESTRICTS = "most few rarely seldom sometimes majority many"
RESTRICTS = frozenset(_RESTRICTS.split())
"""What no claim may leave out before a word that it takes up."""

BOUNDS = (
    (("at", "least"), "least"),
    (("at", "most"), "most"),
    (("up", "to"), "most"),
    (("as", "many", "as"), "most"),
    (("more", "than"), "above"),
    (("less", "than"), "below"),
    (("fewer", "than"), "below"),
    (("no", "more", "than"), "most"),
    (("over",), "above"),
    (("above",), "above"),
    (("under",), "below"),
    (("below",), "below"),
    (("only",), "only"),
)
"""Limits that a number may have before it."""

AFTER = {"more": "least", "above": "least", "less": "most", "fewer": "most"}
"""Limits that it may have behind it, after an "or"."""


def miscounted(covering: Covering) -> str:
    """A number, unit, date or limit that is not in the basis as the claim has it; "" if none."""
    claim, basis = covering.claim, covering.basis
    for word in claim:
        dated = word.text in CALENDAR and word.kind != "function"
        if (word.value is not None or dated) and word.place not in covering.to:
            return f"“{word.text}” is not in the words cited"
    for word in claim:
        if word.value is None or word.place not in covering.to:
            continue
        there = basis[covering.to[word.place]]
        counted = _counted(claim, word.place)
        if counted and counted.place in covering.to:
            near = min(abs(b.place - there.place) for b in basis if same(counted, b))
            if near > APART:
                return f"“{word.text} {counted.text}” is not what the words cited count"
        limit, other = _bound(claim, word.place), _bound(basis, there.place)
        if limit != other and (limit or other not in ("only", "")):
            return f"“{word.text}” has another limit in the words cited"
    return _units(covering)


def _counted(words: Sequence[Word], place: int) -> Word | None:
    """The first word that says something after a number, in its clause."""
    for word in words[place + 1 : place + 4]:
        if word.clause != words[place].clause or word.value is not None:
            return None
        if word.told:
            return word
    return None


def _bound(words: Sequence[Word], place: int) -> str:
    for one, other in pairwise(words[place + 1 : place + 4]):
        if one.text == "or" and other.text in AFTER:
            return AFTER[other.text]
    for phrase, bound in BOUNDS:
        for gap in (0, 1):
            first = place - len(phrase) - gap
            # "Less than a 30 % fee" limits the fee.
            if gap and phrase[-1] == "than" and words[place - 1].text in ("a", "the"):
                continue
            if first >= 0 and tuple(w.text for w in words[first : place - gap]) == phrase:
                return bound
    return ""


def _units(covering: Covering) -> str:
    """A unit of time or measure that has no like in the basis, or another number's."""
    for word in covering.claim:
        stem = _EQUAL.get(word.stem, word.stem)
        if stem not in PERIODS:
            continue
        if not any(_EQUAL.get(b.stem, b.stem) == stem for b in covering.basis):
            return f"“{word.text}” is not in the words cited"
    return ""


def overstated(covering: Covering) -> str:
    """A claim to more than the basis says: "all" for "most", or "most" left out; "" if none."""
    claim, basis = covering.claim, covering.basis
    words = [word for word in basis if not _not_only(word, basis)]
    said = {word.text for word in words} | {word.stem for word in words}
    if any(one.text in OWES and two.text == "to" for one, two in pairwise(basis)):
        said.add("must")
    if said & WHATEVER:
        said |= WHATEVER
    for word in claim:
        if word.text in STRONG and word.text not in said and not _level_met(word, basis):
            return f"“{word.text}” is more than the words cited say"
        level = _LEVEL.get(word.text)
        if (
            level
            and level >= 2
            and said.isdisjoint((word.text, word.stem))
            and not _level_met(word, basis)
        ):
            return f"“{word.text}” is not in the words cited"
        if level and level >= 4 and not _before_the_same(word, covering):
            return f"“{word.text}” is said of something else in the words cited"
    # What there is need not be all there is.
    exists = bool(claim) and claim[0].text in ("there", "there's")
    for word in () if exists else basis:
        if word.text not in RESTRICTS:
            continue
        after = [w.place for w in basis[word.place + 1 :] if w.told][:1]
        subjects = [covering.to.get(w.place) for w in claim if w.told][:SUBJECT]
        if after and after[0] in subjects:
            level = _LEVEL[word.text]
            if not any(0 < _LEVEL.get(c.text, 0) <= level for c in claim):
                return f"“{word.text}” is left out of the words cited"
    return ""


def _before_the_same(word: Word, covering: Covering) -> bool:
    """Whether a word such as "most" has a like before the word that it stands before."""
    claim, basis = covering.claim, covering.basis
    level = _LEVEL[word.text]
    after = [w for w in claim[word.place + 1 :] if w.told and w.place in covering.to][:1]
    if not after or not any(_LEVEL.get(b.text, 0) >= level for b in basis):
        return True
    there = covering.to[after[0].place]
    return any(_LEVEL.get(b.text, 0) >= level for b in basis[max(there - AHEAD, 0) : there + AHEAD])


def _not_only(word: Word, words: Sequence[Word]) -> bool:
    return word.text == "only" and word.place > 0 and words[word.place - 1].text == "not"


def _level_met(word: Word, basis: Sequence[Word]) -> bool:
    """Whether the basis says as much as the word does, or more."""
    level = _LEVEL.get(word.text)
    if level is None:
        return False
    if level <= 2:
        return any(_LEVEL.get(b.text) in (1, 2) for b in basis)
    return any(_LEVEL.get(b.text, 0) >= level for b in basis)
