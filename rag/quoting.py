"""What makes a sentence worth quoting: vetoes, whether it leans, and how much its manner is worth.

Three questions of every sentence. *Never*: greetings, thanks, questions, links, self-promotion,
what is broken off. *Leaning*: it points at something outside itself, so
it is quoted with the sentence before it or not at all. *Worth*: the weighted sum of its signals,
with the weights that ``rag/quoting_training`` fits to sentences labelled by readers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rag.manner import POINTING, Setting, signals

SHORTEST, LONGEST = 4, 55
"""Words of a quotable sentence."""

LEANS = -0.95
"""Log-odds at which what points back makes a sentence lean."""

WEIGHTS: Mapping[str, float] = {
    "opens with this or that": -1.98,
    "opens with a connective": -0.81,
    "opens with an example": -1.86,
    "opens with one of several": -1.62,
    "opens with I or we": 0.88,
    "opens with advice": 0.41,
    "leads in": -3.11,
    "to the asker": -1.09,
    "to other answerers": -0.43,
    "my own": -1.22,
    "I": -0.86,
    "we": -1.03,
    "tells of the past": -0.91,
    "gives an opinion": 1.62,
    "names a condition": 0.69,
    "opens small": -0.91,
    "length": 1.31,
    "under 12 words": -0.69,
    "words that name something": 1.61,
    "reads like a title": -3.03,
    "opens with a pronoun": -2.11,
    "this thing": -1.37,
    "this thing, late": -1.03,
    "points back at once after 0": -1.12,
    "points back at once after 1": -1.23,
    "points back at once after 2": -0.83,
    "answers a question of its own": -0.61,
    "place": -0.18,
    "item": 0.65,
}
"""As ``rag/quoting_training`` fits them to the tuning half of the labelled sentences."""

BIAS = -3.40


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_TEXTS = r"links?|articles?|posts?|blogs?|videos?|lists?|books?|threads?|sites?|urls?|pages?|series"

VETOES: Mapping[str, re.Pattern[str]] = {
    "asks": re.compile(r"\?[\"'”’)*\]]*$"),
    "ends in a colon": re.compile(r":[\"'”’)*\]]*$"),
    "address": _any(r"https?://|\bwww\.|[\w.]+@\w+\."),
    "points to a text": _any(
        r"\b(?:check out|click|must[- ]read|have a look|take a look|look at this|goes into this)\b",
        r"\b(?:see|read) (?:here|below|above|also|my|this|part|more|on|about)\b",
        r"\b(?:this|these|following|great|excellent|good|recent|detailed|interesting|brief|his|her)"
        rf" (?:\w+ )?(?:{_TEXTS})\b",
        r"\bmore (?:information|details|info|on this)\b|\b(?:presentation|explained|explains) here\b",
        rf"\bhere(?:['’]s| is| are) (?:an?|some|another|the) (?:\w+ )?(?:{_TEXTS}|example|excerpt)\b",
        r"\b(?:in|of) (?:this|our|the next|the previous) (?:post|article|blog|series)\b",
    ),
    "promotes": _any(
        r"\b(?:sign(?:ing)? up for|subscribe to|download|contact|call|follow) (?:our|us|me|my|the)\b",
        r"\bstay tuned\b|\bshameless\b|\bdisclosure\b|\bi (?:work for|founded)\b|\bour (?:free|new)\b",
        r"\bwe (?:provide|specialize|help)\b|\bfree (?:consultation|analysis|assessment|report)\b",
        r"\bto learn more about\b",
        r"\b(?:i|we) (?:have |['’]ve )?(?:recently |just )?(?:wrote|written|blogged|posted)\b",
    ),
    "courtesy": _any(
        r"\b(?:previous|other|above|earlier) (?:answers?|posters?|repl(?:y|ies))\b",
        r"\b(?:thanks|thank you|(?:good|best of) luck|hope (?:this|that|it) helps|welcome to|cheers)",
        r"\b(?:congrat\w*|sorry|feel free|happy to|glad to|let (?:me|us) know|regards|disclaimer)\b",
        r"\b(?:comments? (?:below|section)|in the comments|(?:interesting|great|good) question)\b",
        r"^\W*(?:hi|hello|hey|dear|edit|update|p\.?s\.?)\b",
    ),
}
"""What no quotable sentence holds."""

_BROKEN_OFF = re.compile(
    r"(?:[,;–—-]|\b(?:like|such as|see|e\.g\.?|i\.e\.?|and|or|the|of|to|an?|with|for))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of a sentence where it stands.

    ``alone`` and ``together`` are the log-odds that readers would call one of this manner worth
    quoting, by itself and with the sentence before it: then what it points at is said.
    """

    never: bool
    leaning: bool
    alone: float
    together: float


def judge(setting: Setting) -> Verdict:
    """Judge a sentence by its manner alone; whether it answers the question is not asked here."""
    text = " ".join(setting.text.split())
    seen = signals(setting)
    pointing = _sum(seen, POINTING)
    alone = BIAS + _sum(seen, WEIGHTS)
    return Verdict(
        never=any(veto.search(text) for veto in VETOES.values()) or _no_sentence(text),
        leaning=pointing <= LEANS,
        alone=alone,
        together=alone - pointing,
    )


def _no_sentence(text: str) -> bool:
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return (
        not SHORTEST <= len(text.split()) <= LONGEST
        or letters < 0.75 * len(text)
        or text.isupper()
        or bool(_BROKEN_OFF.search(text))
    )


def _sum(seen: Mapping[str, float], names: Collection[str]) -> float:
    return sum(WEIGHTS[name] * seen[name] for name in names)
