"""How sure a basis is: possible, often so, only to come; a claim may be no surer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rag.covering import Covering
from rag.wording import Word

HEDGES = frozenset(["may", "might", "perhaps", "maybe", "possibly", "speculate"])
"""What makes a statement a guess, and must not be left out."""

HEDGED = HEDGES | {"could", "can", "would", "probably", "likely"}

WEAK = HEDGED | {"should", "choose", "option"}
"""What says that a thing need not be."""

PAST = frozenset(["has", "have", "had", "was", "were"])
"""Words with which what is only to come would be told as done."""

IS = frozenset(["is", "are", "was", "were"])
"""With these a claim tells what is."""

OUGHT = frozenset(["should", "ought", "must", "need", "needs", "has", "have", "to"])
"""With these a claim tells what should be, and not what is."""

BINDING = frozenset(["must"])
"""What says that a thing is bound to be."""

INTENDS = frozenset(["expect", "plan", "hope", "intend", "aim"])
"""Stems of words by which something is only to come."""

_DOUBT = """
may might perhaps maybe possibly potentially probably likely ideally hopefully supposedly presumably
reportedly theoretically allegedly apparently considering planning hoping
"""
DOUBT = frozenset(_DOUBT.split())
"""What makes a statement hold not for certain."""

_OFTEN = """
often sometimes usually generally typically mostly normally frequently occasionally commonly
almost nearly partly roughly seem appear tend
"""
OFTEN = frozenset(_OFTEN.split())
"""Words and stems that make a statement hold not always, or not wholly."""

SOME = frozenset(["some", "many", "most", "several", "few", "certain"])
"""What makes a statement hold for a part."""

ABLE = frozenset(["can", "could"])

_YIELDS = "can could able possible possibility let lets allow allows help helps enough chance"
YIELDS = frozenset(_YIELDS.split()) | HEDGED | DOUBT | OFTEN
"""What says that a thing may be so, or how often: one answers for another."""

FREE = frozenset(["you", "i", "we", "one", "they", "who", "that", "anyone", "anybody", "he", "she"])
"""With these "can" is leave or advice."""

FRONTS = frozenset(["in", "for", "at", "with", "to", "on", "among"])
"""Words with which it begins for whom or where a statement holds."""


def insisted(covering: Covering) -> str:
    """A guess or a possibility made certain; "" if none is."""
    claim, basis = covering.claim, covering.basis
    hedged = any(word.text in HEDGED for word in claim)
    for word in () if hedged else basis:
        after = [w.place for w in basis[word.place + 1 :] if w.told and w.part == word.part][:1]
        if word.text in HEDGES and (after and after[0] in covering.met):
            return f"“{word.text}” is left out of the words cited"
    bound = any(_binds(basis, word) or word.text == "shall" for word in basis)
    weak = any(word.text in WEAK for word in basis)
    guessed = any(word.text in HEDGES | ABLE for word in basis)
    foretold = any(map(_is_to_come, basis))
    meant = [one for one, two in pairwise(basis) if one.text == "should" and two.text == "be"]
    if meant and any(w.text in IS for w in claim) and not any(w.text in OUGHT for w in claim):
        return f"“{meant[0].text}” is left out of the words cited"
    for word in claim:
        if _is_to_come(word) and guessed and not foretold:
            return f"“{word.text}” is more than the words cited say"
        if weak and not bound and _binds(claim, word):
            return f"“{word.text}” is more than the words cited say"
    return ""


def premature(covering: Covering) -> str:
    """What is only to come, told as done; "" if nothing is."""
    to_come = any(map(_is_to_come, covering.basis)) or any(
        one.stem in INTENDS and two.text == "to" for one, two in pairwise(covering.basis)
    )
    if any(map(_is_to_come, covering.claim)) or not to_come:
        return ""
    done = {word.stem for word in covering.claim if word.text.endswith("ed")}
    for one, two in pairwise(covering.basis):
        after = covering.basis[two.place + 1 : two.place + 2]
        verb = after[0] if two.text == "be" and after and after[0].text.endswith("ing") else two
        if _is_to_come(one) and verb.stem in done:
            return f"“{verb.text}” is only to come in the words cited"
    for one, two in pairwise(covering.claim):
        if one.text in PAST and two.text.endswith(("ed", "en")):
            return f"“{one.text} {two.text}” is only to come in the words cited"
    return ""


def _is_to_come(word: Word) -> bool:
    return word.text == "will" or word.text.endswith("'ll")


def _binds(words: Sequence[Word], word: Word) -> bool:
    after = words[word.place + 1].text if word.place + 1 < len(words) else ""
    return word.text in BINDING or (word.text in ("has", "have", "had") and after == "to")


def unhedged(covering: Covering) -> str:
    """A statement that holds often, for some or perhaps, told without that; "" if none is."""
    claim, basis = covering.claim, covering.basis
    said = {word.text for word in claim} | {word.stem for word in claim}
    # What it has of the basis answers for itself alone.
    own = said - {word.text for word in basis} - {word.stem for word in basis}
    if own & YIELDS:
        return ""
    told = [basis[place] for place in covering.met if basis[place].told]
    clauses, parts = {word.clause for word in told}, {word.part for word in told}
    for word in basis:
        if word.part not in parts or (word.clause not in clauses and word.place > 1):
            continue
        before = {each.text for each in basis[max(word.place - 2, 0) : word.place]}
        able = word.text in ABLE and not before & FREE
        often = bool({word.text, word.stem} & OFTEN) or _of_a_part(covering, word)
        to_some = word.text == "some" and before & {"to"} and _ends(basis, word)
        hedges = to_some or word.text in DOUBT or able or (often and not own & SOME)
        if hedges and said.isdisjoint((word.text, word.stem)):
            return f"“{word.text}” is left out of the words cited"
    return ""


def _ends(words: Sequence[Word], word: Word) -> bool:
    """Whether a clause ends with a word."""
    return word.place + 1 == len(words) or words[word.place + 1].clause != word.clause


def _of_a_part(covering: Covering, word: Word) -> bool:
    """Whether "some" or its like says of whom the statement holds that a claim takes up."""
    basis = covering.basis
    if word.text not in SOME:
        return False
    after = [w.place for w in basis[word.place + 1 :] if w.kind != "function"][:1]
    first = min(p for p in covering.met if basis[p].told and basis[p].part == word.part)
    before = basis[word.place - 1].text if word.place else ""
    return after == [first] or (word.place < first and before in FRONTS)
