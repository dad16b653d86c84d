"""Of whom or of what a basis says that it holds: what tells which are meant is not left out."""

from __future__ import annotations

from itertools import pairwise

from rag.covering import Covering
from rag.wording import Word

EVER = frozenset(["i've", "we've", "you've", "have", "has", "had", "i", "we"])
"""Words behind which "ever" limits to what somebody knows."""

DOERS = frozenset(["i", "we", "you", "they", "he", "she"])

IS = frozenset(["is", "are", "was", "were", "will", "can", "do", "does", "has", "have"])
"""Words with which it is said what holds of them."""

WITH = frozenset(["with", "without", "in", "from", "at", "under", "over", "who", "that", "which"])
"""Words with which it begins which of them are meant."""

FOR = frozenset(["for", "on", "among"])
"""Words with which it begins for whom or on what something holds."""

OPENS = frozenset(["and", "but", "so", "that"])
"""Words behind which a statement may begin with one of those."""

CLOSES = frozenset(["and", "or", "to", "that", "which", "who", "than", "in", "with", "of", "by"])
"""Words at which what they begin ends, or goes on too long to tell."""


def ever(covering: Covering) -> str:
    """The most that somebody "ever" knew, told as the most there is; "" if it is not."""
    if any(word.text == "ever" for word in covering.claim):
        return ""
    for one, two in pairwise(covering.basis):
        if two.text == "ever" and one.text in EVER:
            return "“ever” is left out of the words cited"
    return ""


def related(covering: Covering) -> str:
    """Which are meant ("the words we like are …"), left out; "" if nothing is."""
    basis = covering.basis
    for noun, doer, verb, after in zip(basis, basis[1:], basis[2:], basis[3:], strict=False):
        tells = doer.text in DOERS and verb.kind != "function" and verb.place not in covering.met
        if _taken(covering, noun) and noun.clause == doer.clause and tells and after.text in IS:
            return f"“{doer.text} {verb.text}” is left out of the words cited"
    return ""


def subject_narrowed(covering: Covering) -> str:
    """Which are meant ("towns with a market are …"), left out; "" if nothing is."""
    basis, met = covering.basis, covering.met
    for noun, head in pairwise(basis):
        begins = not noun.place or basis[noun.place - 1].clause != noun.clause
        if not (head.text in WITH and begins and _taken(covering, noun)):
            continue
        under: list[Word] = []
        for word in basis[head.place + 1 :]:
            if word.clause != noun.clause or word.place in met:
                break
            if word.text in IS:
                if any(other.told for other in under):
                    return f"“{head.text} {under[0].text}” is left out of the words cited"
                break
            under.append(word)
    return ""


def narrowed(covering: Covering) -> str:
    """For whom or on what something holds, left out between words taken up; "" if none is."""
    basis, met = covering.basis, covering.met
    for word in basis:
        if word.text not in FOR or word.place in met:
            continue
        before = basis[word.place - 1] if word.place else word
        tied = before.clause == word.clause and _taken(covering, before)
        opens = before.text in OPENS or before.clause != word.clause or not word.place
        under: list[Word] = []
        for other in basis[word.place + 1 :]:
            if other.place in met or other.clause != word.clause or other.text in CLOSES:
                break
            under.append(other)
        end = word.place + 1 + len(under)
        goes_on = end < len(basis) and basis[end].clause == word.clause
        if (tied or opens) and goes_on and any(other.told for other in under):
            return f"“{word.text} {under[0].text}” is left out of the words cited"
    return ""


def _taken(covering: Covering, word: Word) -> bool:
    """Whether a word says something, and the claim takes it up."""
    return word.told and word.place in covering.met
