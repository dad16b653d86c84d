"""Whose words a claim says they are: the frame "Ann advises to …", and the right person in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.locating import shaped

_REPORTS = """
say says said advise advises advised recommend recommends recommended suggest suggests suggested
holds believe believes believed think thinks thought feel feels felt note notes noted point points
pointed out explain explains explained warn warns warned admit admits admitted concede concedes
observe observes observed call calls called argue argues argued add adds added mention mentions
state states stated stress stresses write writes wrote find finds found report reports reported
opinion opinions view views advice rule thumb according would rather insist insists urge urges
claim claims define defines see sees assure assures tell tells told reader readers answer answers
answerer author authors source sources word words consider considers experience wants
"""
REPORTS = frozenset(_REPORTS.split())
"""Words that a frame may have and the words cited need not."""

SOMEBODY = frozenset(["author", "asker", "poster", "person", "writer"])
"""What whoever is cited may be called."""

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
__COMMON = "the a an view of and in to is for who community user anonymous"
_COMMON = frozenset(__COMMON.split())


def parts(author: str) -> set[str]:
    """An author's name in lower case, and what may stand for it."""
    words = [_bare(word.lower()) for word in _WORD.findall(shaped(author))]
    return {word for word in words if word not in _COMMON}


def credited(text: str, author: str) -> set[str]:
    """The words of a claim that name the author of what it cites, in lower case."""
    words = {_bare(word.lower()) for word in _WORD.findall(shaped(text))}
    whole = shaped(author).lower()
    if whole and whole in shaped(text).lower():
        return {_bare(word) for word in _WORD.findall(whole)}
    # "Sales people" are not "the sales view".
    return words & parts(author) & (_capitals(author) | _capitals(text.partition(" ")[2]))


def _capitals(text: str) -> set[str]:
    return {_bare(word.lower()) for word in _WORD.findall(shaped(text)) if word != word.lower()}


def miscredited(text: str, author: str, others: Iterable[str], basis: str) -> str:
    """Another author of those at hand whom the claim names, though the words are not theirs."""
    mine = parts(author) | {word.lower() for word in _WORD.findall(shaped(basis))}
    found = {_bare(word.lower()) for word in _WORD.findall(shaped(text))}
    for other in others:
        names = parts(other)
        full = shaped(other).lower() in shaped(text).lower()
        if other != author and (full or (names and names <= found)) and not names <= mine:
            return other
    return ""


def _bare(word: str) -> str:
    return word.removesuffix("'s")
