"""Under which condition a basis says that it holds: none is left out, nor part of one."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from rag.covering import Covering
from rag.relating import governed
from rag.wording import Word

CONDITIONS = frozenset(["if", "when", "where", "for", "after", "until", "once", "in", "with"])
"""Words behind which "only" limits where a statement holds."""

SUPPOSING = frozenset(
    ["with", "without", "for", "in", "on", "where", "should", "whether", "by", "at", "who", "whose"]
)
"""Words with which a condition may be told without an "if"."""

UNLESS = frozenset(["if", "unless", "until"])
"""Words under which a condition or an exception stands that may not be left out."""

IFS = frozenset(["if", "when", "unless", "once", "whenever"])
"""Words that a condition begins with."""

WHENS = IFS | {"as", "while", "where", "with", "after", "until", "before", "by"}
"""Words under one of which a claim may tell it."""

_ADDING = "and after before with without for in on at by from within over under until"
ADDS = frozenset(_ADDING.split())
"""Words with which a condition is narrowed."""

REACH = 4
"""Words behind one of these that belong to it."""


def unlimited(covering: Covering) -> str:
    """An "only where …" or its like left out; "" if none is."""
    if any(word.text == "only" for word in covering.claim):
        return ""
    for one, two in pairwise(covering.basis):
        if one.text == "only" and two.text in CONDITIONS:
            return "“only” is left out of the words cited"
    return ""


def unconditional(covering: Covering) -> str:
    """A condition or an exception left out, with all that stands under it; "" if none is."""
    if {"if", "unless"} & governed(covering.claim).keys():
        return ""
    new = Counter(w.text for w in covering.claim) - Counter(w.text for w in covering.basis)
    gerund = any(word.text.endswith("ing") for word in covering.claim[:1])
    supposes = gerund or new.keys() & SUPPOSING
    parts = {covering.basis[place].part for place in covering.met if covering.basis[place].told}
    for word in covering.basis:
        # "It fails when …": what is taken up right before it holds only then.
        before = covering.basis[word.place - 1] if word.place else word
        tied = before.place in covering.met and before.clause == word.clause
        if word.text not in UNLESS and not (word.text == "when" and tied):
            continue
        under = []
        for other in covering.basis[word.place + 1 :]:
            if other.text == "then" or other.clause != word.clause or other.part != word.part:
                break
            if other.told:
                under.append(other)
        met = any(w.place in covering.met for w in under)
        if met and word.text == "if" and not supposes:
            return "what is cited says it only of a condition"
        if under and not met and parts & {word.part - 1, word.part, word.part + 1}:
            return "the condition of what is cited is left out"
    return ""


def supposed(covering: Covering) -> str:
    """What is only said under a "when" told as a fact, without what holds then; "" if it is not."""
    basis = covering.basis
    gerund = any(word.text.endswith("ing") for word in covering.claim[:1])
    if gerund or WHENS & {word.text for word in covering.claim}:
        return ""
    taken = {place for place in covering.met if basis[place].told}
    for word in basis:
        under = {w.place for w in basis[word.place + 1 :] if w.clause == word.clause}
        if word.text in IFS and taken and taken <= under:
            return f"what is cited only says “{word.text}” it is so"
    return ""


def halved(covering: Covering) -> str:
    """Part of a condition left out, so that more falls under it; "" if none is."""
    basis, met = covering.basis, covering.met
    for word in basis:
        if word.text not in IFS:
            continue
        under: list[Word] = []
        for other in basis[word.place + 1 :]:
            if other.text == "then" or other.clause != word.clause:
                break
            under.append(other)
        if not any(other.told and other.place in met for other in under):
            continue
        for n, head in enumerate(under):
            after = [other for other in under[n + 1 : n + 1 + REACH] if other.told]
            if head.text in ADDS and after and not any(w.place in met for w in after):
                return f"“{head.text} {after[0].text}” is left out of the condition cited"
    return ""
