"""Which words stand under "if", "before", "than" and their like: do the same in what is cited?"""

from __future__ import annotations

from collections.abc import Sequence

from rag.covering import Covering
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
    "instead": "instead",
    "otherwise": "otherwise",
    "whatever": "whatever",
    "because": "because",
    "since": "because",
}
"""Words under which others stand, and the relation that they say."""

STRICT = frozenset(["before", "after", "than", "unless", "otherwise"])
"""Relations that must be in the basis as well."""

MORE = frozenset(["more", "less", "fewer", "greater", "higher", "lower"])

PARTS = frozenset(["half", "third", "quarter", "fifth", "tenth"])
"""Parts of a whole, which with "than" limit an amount as numbers do."""

LOOSELY = (("if", "after"), ("after", "if"), ("instead", "than"))
"""Relations of the basis that may be told as another."""

_SELVES = "yourself yourselves myself ourselves itself himself herself themselves you me us them"
SELVES = frozenset(_SELVES.split())
"""Words that stand for somebody and say nothing else; behind "than" they tell who is compared."""

_UNDER = """
if when whenever once after as for with without where who whose whoever by in at on to until unless
before while since because during provided depending under upon then or and
"""
UNDER = frozenset(_UNDER.split())
"""Words of which at least one stands where a condition is told."""

ENDS = frozenset(["for", "from", "to", "with", "by", "against", "about"])
"""Words that tell a relation even where they end a sentence: "who it is from"."""

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
        if word.text == "than" and _limits(words, word.place):
            continue
        under = found.setdefault(relation, set())
        for other in words[word.place + 1 :]:
            held = any(place > word.place for place in under)
            goes_on = wide and other.text in ("and", "or") and other.part == word.part
            if other.clause != words[other.place - 1].clause and held and not goes_on:
                break
            if other.text in MARKERS or (
                held and not wide and other.text in ("and", "but", "then")
            ):
                break
            under.add(other.place)
    return found


def _limits(words: Sequence[Word], place: int) -> bool:
    """Whether it is the "than" of "more than 500" or "less than a fifth", so compares nothing."""
    before = words[place - 1].text if place else ""
    after = [word for word in words[place + 1 : place + 3] if word.text not in ("a", "one")][:1]
    return before in MORE and any(w.value is not None or w.text in PARTS for w in after)


def misplaced(covering: Covering) -> str:
    """A relation that the basis does not have, or has for other words; "" if there is none."""
    claim, basis = covering.claim, covering.basis
    if claim and claim[-1].text in ENDS and all(word.text != claim[-1].text for word in basis):
        return f"“{claim[-1].text}” is not in the words cited"
    said = {word.text for word in basis} | {word.stem for word in basis}
    claimed, based, may = governed(claim), governed(basis), governed(basis, wide=True)
    # "Once" is "after" as well as "if", and what is better than another may be said to be instead.
    loose = {other: may.get(one, set()) for one, other in LOOSELY}
    for relation, under in claimed.items():
        there = may.get(relation, set()) | loose.get(relation, set())
        if not there:
            bare = said.isdisjoint(UNDER) and not basis[0].text.endswith("ing")
            if relation in STRICT or (relation == "if" and bare):
                return f"“{relation}” is not in the words cited"
            continue
        met = sorted(place for place in under if place in covering.to)
        told = ([place for place in met if claim[place].told] or met)[:FIRST]
        if relation == "than" and not told and any(claim[place].told for place in under):
            return "“than” has other words behind it in the words cited"
        right = sum(not there.isdisjoint(covering.alike(claim[place])) for place in told)
        selves = {claim[place].text for place in under} & SELVES
        if not told and selves and selves.isdisjoint(basis[place].text for place in there):
            return f"other words stand under “{relation}” in the words cited"
        # Of a bare condition half is enough: what it says may be said in many ways.
        enough = right * 2 > len(told) if relation in STRICT else right * 2 >= len(told)
        if told and not enough:
            return f"other words stand under “{relation}” in the words cited"
    for relation, under in based.items():
        if relation not in STRICT or relation in claimed:
            continue
        excused = any(w.text == "or" for w in claim) if relation == "otherwise" else "if" in claimed
        if not excused and any(basis[p].kind != "function" for p in under & covering.met):
            return f"“{relation}” is left out of the words cited"
    return ""
