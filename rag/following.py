"""A language model's rewriting of a follow-up, held against the words of the conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.lexical import words
from rag.question import LEANING, LONGEST, Turn, content_words

_LABEL = re.compile(
    r"^\W*(?:the )?(?:whole |standalone |rewritten )?question\W*:\s*", re.IGNORECASE
)

_DENIED = re.compile(r"\b(?:not|no|never|without|nobody|nothing|none)\b|n['’]t\b", re.IGNORECASE)


def rewritten(said: str, question: str, asked: Sequence[Turn]) -> str | None:
    """The question in what a model said; None where it is not the one that was asked.

    It must hold no word of weight that was not said by who asks, and lose none of the question's
    own but such as point back.
    """
    lines = [line.strip() for line in said.strip().splitlines() if line.strip()]
    if len(lines) != 1:
        return None
    text = _LABEL.sub("", lines[0]).strip("\"“”'* ")
    if not text or len(text) > LONGEST:
        return None
    told, now = _weight(" ".join([question, *(turn.text for turn in asked)])), _weight(text)
    return text if _weight(LEANING.sub(" ", question)) <= now <= told else None


def _weight(text: str) -> set[str]:
    """What must be neither added nor lost: stems of words, numbers, and whether it is denied."""
    denied = {"not"} if _DENIED.search(text) else set()
    return denied | set(re.findall(r"\d+", text)) | set(words(" ".join(content_words(text))))
