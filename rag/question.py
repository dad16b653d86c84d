"""A turn in a conversation → a question that stands alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.errors import QuestionRefused

LONGEST = 2_000
"""Characters of a question: about 350 words, more than the encoder reads."""

EARLIER = 8
"""Earlier questions a follow-up may lean on, one upon the other."""

CARRIED = 300
"""Characters taken of each, so that the encoder still reads the follow-up itself."""

_FOLLOWS = re.compile(
    r"^(?:and|but|or|so|then|also|what about|how about|what if|why|why not|which|who says|really"
    r"|for example|like what|such as|more|tell me more|go on|anything else|any others?)\b",
    re.IGNORECASE,
)
LEANING = re.compile(
    r"\b(?:it|its|that|this|those|these|they|them|their|he|she|him|her|one|ones|there|the same"
    r"|the first|the second|the other|the latter|the former|instead)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = """
a about am an and any are as at be but by can could did do does for from get had has have how i if
in into is just like make me more my need no not of on or our really should so some tell that the
there then to us want was we were what when where which who why will with would yes you your
"""
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said earlier in the conversation."""

    role: Literal["user", "assistant"]
    text: str


def tidy(question: str) -> str:
    """The question as it will be asked: control characters gone, white space single.

    Raises QuestionRefused if nothing is left or it is longer than ``LONGEST``.
    """
    text = shown(question)
    if not any(c.isalnum() for c in text):
        raise QuestionRefused("there is no question here", mend="Ask something in words.")
    if len(text) > LONGEST:
        raise QuestionRefused(
            f"this question has {len(text):,} characters; the longest that can be asked has "
            f"{LONGEST:,}",
            mend="Ask for one thing at a time.",
        )
    return text


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question joined to the conversation where it leans on it, else the question itself.

    A follow-up is short and opens like one or points back ("what about B2B?", "does it scale?");
    the questions it follows, back to one that leans on none, are put before it.
    """
    said = [shown(turn.text) for turn in history[-2 * EARLIER :] if turn.role == "user"]
    whole, first = question, question
    for text in reversed([text for text in said if text]):
        if not _leans(first):
            break
        first = text[:CARRIED]
        whole = f"{first} {whole}"
    return whole


def shown(text: str) -> str:
    """The text as a person would see it: no control characters, white space single."""
    visible = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in unicodedata.normalize("NFC", text)
        if unicodedata.category(c) not in ("Cf", "Cs", "Co")
    )
    return " ".join(visible.split())


def content_words(text: str) -> list[str]:
    """The words that carry a question's subject, in lower case."""
    return [w for w in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower()) if w not in _SMALL]


def _leans(question: str) -> bool:
    weight = len(content_words(LEANING.sub(" ", question)))
    if _FOLLOWS.match(question):
        return weight <= 4
    return weight <= 1 or (weight <= 3 and bool(LEANING.search(question)))
