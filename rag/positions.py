"""What somebody says to a yes-or-no question: yes, no, or that it depends, from their own words.

Only a reply's opening is read, and only where the thread asked what is asked now: "Yes" says
nothing on another question. Where that is not so, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.document import Section
from rag.answer import Position
from rag.likeness import same_question
from rag.placing import placed

SAID: Mapping[Position, str] = {
    "for": "says yes",
    "against": "says no",
    "depends": "says it depends",
}
"""How a position is told."""

_AUXILIARY = (
    r"(?:is|are|am|was|were|do|does|did|should|shall|can|could|will|would|must|may|has|have)"
    r"(?:n['’]?t)?"
)
_ASKS = re.compile(rf"(?:(?:so|and|but|ok|well)\W+)*{_AUXILIARY}\b", re.IGNORECASE)
_CHOICE = re.compile(r"\b(?:or(?! not\b)|vs|versus)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no|without)\b|n['’]t\b", re.IGNORECASE)

_DEPENDS = re.compile(
    r"\W*(?:yes and no\b|(?:well|honestly|i(?: would|['’]d) say|i think)?\W*"
    r"(?:it|that|this)(?: all| really| very much| entirely| completely)* depends\b"
    r"|depends on\b)",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\W*(?:(?:well|oh|hell|definitely|absolutely|simply)\W+)*"
    r"(?:yes|yep|yeah|(?:absolutely|definitely|certainly|of course)(?=\W*[.!,]))"
    r"(?!\s+(?:or|and)\s+no\b)(?!\w)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(?:(?:well|oh|hell|simply)\W+)*"
    r"(?:no(?=\W*[,.!;:–—-])(?!\.\s*\d)|no(?= (?:it|they|you|i|we|this|that|there|absolutely)\b)"
    r"|nope|(?:absolutely|definitely|certainly|of course) not|not at all)(?!\w)",
    re.IGNORECASE,
)


def position(question: str, title: str, section: Section) -> Position | None:
    """What the section's author says to ``question``; None where their words do not tell.

    ``title`` is what their thread asked.
    """
    if section.role != "answer" or not (yes_or_no(question) and yes_or_no(title)):
        return None
    if not same_question(question, title) or denies(question) != denies(title):
        return None
    first = next(iter(placed(section)), None)
    if first is None or first.quoted:  # what follows may reply to the words it quotes
        return None
    opening = first.setting.text
    if _DEPENDS.match(opening):
        return "depends"
    if _YES.match(opening):
        return "for"
    return "against" if _NO.match(opening) else None


def yes_or_no(question: str) -> bool:
    """Whether a question can be answered with a yes or a no, going by how it begins."""
    return bool(_ASKS.match(question)) and not _CHOICE.search(question)


def denies(question: str) -> int:
    """How many words of a question deny: two that differ in it may ask opposite things."""
    return len(_DENIED.findall(question))
