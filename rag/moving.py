"""Two stretches of a sentence that have changed places: which changes leave the sense as it was.

Clauses between commas; a phrase together with the word that it begins with ("if …", "in May");
members of a list; the two sides of "of" and its like; and what the passive voice turns round.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rag.covering import Covering
from rag.wording import Word

_HEADS = """
if when whenever once because since while whereas although though unless until before after as
in on at for with from to into by about during without through over under within out among
between across per past where every
"""
HEADS = frozenset(_HEADS.split())
"""Words that a phrase or clause begins with, and takes along."""

FIXED = frozenset(["than", "instead", "beat", "prefer"])
"""Stems of words whose two sides may not be turned."""

_LISTING = "and or a an the also always never don't"
LISTING = frozenset(_LISTING.split())
"""All that may stand between members of a list."""

_BESIDE = """
of for from in with the a an your their our its his her my that this these those own any each
"""
BESIDE = frozenset(_BESIDE.split())
"""All that may stand between the two sides of a phrase: "A of B" is "B's A", or "B A"."""

_DETERMINERS = "a an the your our their its his her my this that these those any each every all"
DETERMINERS = frozenset(_DETERMINERS.split())

_PARTICLES = "on up out off down over away back through most many some few all both following"
PARTICLES = frozenset(_PARTICLES.split())
"""What may stand between a verb and what is done besides."""

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "gets"])

_FLOATING = "often always sometimes never seldom now today soon again already still perhaps maybe"
FLOATING = frozenset(_FLOATING.split())
"""Words of manner and degree, which with those in "-ly" may stand before or behind a verb."""

_NO_MANNER = "reply apply supply family imply comply multiply friendly early only daily weekly"
NO_MANNER = frozenset(_NO_MANNER.split())

HOW = frozenset(
    ["all", "far", "hand", "itself", "themselves", "yourself", "email", "phone", "mail"]
)
"""Behind "by", these tell how."""

LIKELY = frozenset(["likely", "unlikely", "going", "able", "sure", "bound", "apt"])
"""Behind "is" and before "to", these leave a verb in the voice it has."""

SMALL, LARGE = 2, 14
"""Words that say something on a side of a phrase, and of what is done or does in the passive."""


@dataclass(frozen=True, slots=True)
class Met:
    """A word of a claim, and the place ``there`` of the word of the basis that answers to it."""

    word: Word
    there: int


@dataclass(frozen=True)
class Turn:
    """Of the words met, in the claim's order, those from ``first`` to ``end`` stand behind those
    from ``end`` to ``last`` in the basis. ``alone`` is whether all else is in order beside them."""

    covering: Covering
    met: Sequence[Met]
    first: int
    end: int
    last: int
    alone: bool = True

    @property
    def one(self) -> Sequence[Met]:
        return self.met[self.first : self.end]

    @property
    def two(self) -> Sequence[Met]:
        return self.met[self.end : self.last]

    @cached_property
    def outer(self) -> Sequence[Word]:
        """What stands between the two in the claim."""
        here, there = sorted((self.one[-1].word.place, self.two[0].word.place))
        return self.covering.claim[here + 1 : there]

    @cached_property
    def inner(self) -> Sequence[Word]:
        """What stands between the two in the basis."""
        return self.covering.basis[self.two[-1].there + 1 : self.one[0].there]

    @cached_property
    def joints(self) -> set[str]:
        """The words between them in either."""
        return {word.text for word in (*self.outer, *self.inner)}

    def heads(self, one: Met) -> tuple[set[str], set[str]]:
        """What stands before a word in the claim and in the basis, back to another that is met."""
        here, there = {m.word.place for m in self.met}, {m.there for m in self.met}
        return (
            _head(self.covering.claim, one.word.place, here),
            _head(self.covering.basis, one.there, there),
        )


def keeps_sense(turn: Turn) -> bool:
    """Whether the two stretches may stand in either order."""
    if _correlates(turn.covering.basis):
        return False
    moves = (_clauses, _headed, _listed, _anticipated)
    if turn.alone and not _fixed(turn) and any(move(turn) for move in moves):
        return True
    if any(word.told and not floats(word) for word in turn.inner):
        return False
    if turn.one[-1].word.clause != turn.two[0].word.clause:
        return False
    places = [each.there for each in turn.met]
    return len(set(places)) == len(places) and (_beside(turn) or _passive(turn))


def floats(word: Word) -> bool:
    """Whether a word may stand before its verb or behind it."""
    manner = word.text.endswith("ly") and len(word.text) > 4 and word.text not in NO_MANNER
    return word.text in FLOATING or manner


def doer(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where it is told that something is done, and the "by" that names who does it."""
    be = next((word.place for word in words if word.text in BE), len(words))
    for word, after in pairwise(words):
        how = after.text in HOW or after.value is not None or after.text.endswith("ing")
        if word.text == "by" and word.place > be and not how:
            return be, word.place
    return None


def _fixed(turn: Turn) -> bool:
    """Whether a word between the two holds them where they are: "than", "then", "…, not …"."""
    then = "then" in turn.joints and all(word.text != "if" for word in turn.covering.basis)
    denies = any(
        word.text == "not" and (n == 0 or words[n - 1].text in ("and", "but"))
        for words in (turn.outer, turn.inner)
        for n, word in enumerate(words)
    )
    # Where both have the same words between them, two like clauses stand there, one for each.
    like, other = (
        {w.stem for w in words if w.kind == "light"} for words in (turn.outer, turn.inner)
    )
    return (
        then
        or denies
        or bool(like & other)
        or any(word.stem in FIXED for word in (*turn.outer, *turn.inner))
    )


def _clauses(turn: Turn) -> bool:
    """Whether signs part the two from each other and from what is around them, in both."""
    basis, met = turn.covering.basis, turn.met
    one, two = turn.one, turn.two
    edges = [(one[-1].word, two[0].word), (basis[two[-1].there], basis[one[0].there])]
    if turn.first:
        before = met[turn.first - 1]
        edges += [(before.word, one[0].word), (basis[before.there], basis[two[0].there])]
    if turn.last < len(met):
        after = met[turn.last]
        edges += [(two[-1].word, after.word), (basis[one[-1].there], basis[after.there])]
    return all(left.clause != right.clause for left, right in edges)


def _headed(turn: Turn) -> bool:
    """Whether one of the two begins with the same preposition or conjunction in both."""
    both = [set.intersection(*turn.heads(stretch[0])) for stretch in (turn.one, turn.two)]
    return any(heads & HEADS and not heads & LIKELY for heads in both)


def _listed(turn: Turn) -> bool:
    """Whether the two are members of a list in both."""
    basis = turn.covering.basis
    signs = (
        turn.one[-1].word.clause != turn.two[0].word.clause,
        basis[turn.two[-1].there].clause != basis[turn.one[0].there].clause,
    )
    ands = (any(word.text == "and" for word in words) for words in (turn.outer, turn.inner))
    return turn.joints <= LISTING and all(map(any, zip(signs, ands, strict=True)))


def _anticipated(turn: Turn) -> bool:
    """Whether it is "it is hard to do" for "to do it is hard", or the other way round."""
    for words, late, early in (
        (turn.covering.claim, turn.outer, turn.inner),
        (turn.covering.basis, turn.inner, turn.outer),
    ):
        opens = any(word.text in ("it", "it's") for word in words[:3])
        ends = [
            word.text for word in early if not floats(word) and word.text not in ("not", "also")
        ]
        if opens and {word.text for word in late} & {"to", "that"} and set(ends[-1:]) & BE:
            return True
    return False


def _beside(turn: Turn) -> bool:
    """Whether the two are one phrase in both."""
    meet = turn.one[-1].word, turn.two[0].word
    tied = turn.joints or any(word.text.endswith("'s") or word.value is not None for word in meet)
    return bool(tied) and turn.joints <= BESIDE and max(len(turn.one), len(turn.two)) <= SMALL


def _passive(turn: Turn) -> bool:
    """Whether one of the two is what is done in the passive voice of the other, or who does it."""
    claim, basis = turn.covering.claim, turn.covering.basis
    if max(len(turn.one), len(turn.two)) > LARGE:
        return False
    named = doer(claim) is not None, doer(basis) is not None
    done_by = named == (True, False) and "by" in turn.heads(turn.two[0])[0]
    does = named == (False, True) and "by" in turn.heads(turn.one[0])[1]
    voices = (
        (turn.outer, turn.inner, turn.two[0].word),
        (turn.inner, turn.outer, basis[turn.one[0].there]),
    )
    return done_by or does or any(_is_done(*voice) for voice in voices)


def _is_done(mine: Sequence[Word], other: Sequence[Word], verb: Word) -> bool:
    """Whether a form of "be" stands right before the verb in one voice, and nothing in the other
    but what a noun begins with."""
    ends = [word.text for word in mine if not floats(word) and word.text != "not"][-1:]
    return (
        bool(set(ends) & BE)
        and {word.text for word in other} <= DETERMINERS | PARTICLES
        and verb.text not in LIKELY
    )


def _head(words: Sequence[Word], place: int, met: Collection[int]) -> set[str]:
    """The words of a clause before a place, back to one that is ``met``."""
    found: set[str] = set()
    for word in reversed(words[:place]):
        if word.place in met or word.clause != words[place].clause:
            break
        found.add(word.text)
    return found


def _correlates(words: Sequence[Word]) -> bool:
    """Whether it is "the more …, the more …", in which neither half may be moved."""
    found = [
        word
        for word in words
        if word.place
        and words[word.place - 1].text == "the"
        and (word.text in ("more", "less", "fewer") or word.text.endswith("er"))
    ]
    return len(found) > 1
