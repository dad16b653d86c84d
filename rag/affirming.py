"""A "yes" or "no" that a claim begins with: does what follows give the question that answer?"""

from __future__ import annotations

import re

from rag.covering import cover
from rag.meaning import opposite
from rag.polarity import denials
from rag.wording import read

_ANSWER = re.compile(r"(yes|yeah|yep|no|nope)\b\s*[,.;:!–—-]+\s*(?=\S)", re.IGNORECASE)

SHARE = 0.6
"""How much of the question what follows must take up, to be an answer to it."""


def headless(text: str) -> tuple[str, str]:
    """The "yes" or "no" that a claim begins with, "" if with neither, and the claim without it."""
    head = _ANSWER.match(text)
    return (head[1].lower(), text[head.end() :]) if head else ("", text)


def agrees(answer: str, text: str, question: str) -> bool:
    """Whether a text says of what is asked that it is so, where the answer is yes, or is not so."""
    asked, said = read(question), read(text)
    covering = cover(asked, said)
    against = any(opposite(one, other) for one in asked if one.told for other in said)
    denied = any(True for _ in denials(said)) != any(True for _ in denials(asked))
    return covering.share() >= SHARE and (denied or against) == answer.startswith("n")
